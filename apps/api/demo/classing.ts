import { tiersStep } from '../src/classification/class-at-close.ts'
import { lookAgainAt } from '../src/classification/write-classes.queries.ts'
import { type DemoBank, inBulk } from './bank.ts'

const loansAtOnce = 2_000

/** Class, stage and allowance of the whole book at the close of the last day. How many loans were looked at. */
export async function classTheBook(bank: DemoBank): Promise<number> {
  const { last } = bank.time
  await inBulk(bank, 'loans to class', async (tx, { institution }) => {
    const rows = await lookAgainAt(tx, institution.id, 'all', last)
    return { rows, result: undefined }
  })
  let looked = 0
  for (let after: string | null = null; ;) {
    const { rows, next } = await inBulk(bank, 'classes', async (_tx, context) => {
      const result = await tiersStep.run(context, last, { after, limit: loansAtOnce })
      return { rows: result.rows, result }
    })
    looked += rows
    after = next
    if (next === null) return looked
  }
}
