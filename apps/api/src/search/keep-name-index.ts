import type { Resources } from '../access/staff-context.ts'
import { nameForm, searchableName } from '../names/searchable-name.ts'
import {
  countNameShares,
  listNamesAfter,
  readNameIndex,
  setNameForms,
} from './name-shares.queries.ts'

const atOnce = 2_000
const countAfterMinutes = 10

type Kept = Pick<Resources, 'transact' | 'now'>

/**
 * Keeps an institution's index of names in order: names from before the present form are put into it, some
 * thousand at a time, and the shares of frequent parts are counted anew when the last count is old.
 */
export async function keepNameIndex(resources: Kept, institutionId: string): Promise<void> {
  const { transact, now } = resources
  const index = await transact(institutionId, (tx) => readNameIndex(tx, institutionId))
  if (index?.form !== nameForm) await reform(resources, institutionId)
  const age = index ? now().getTime() - index.countedAt.getTime() : Infinity
  if (index?.form === nameForm && age < countAfterMinutes * 60_000) return
  await transact(institutionId, (tx) =>
    countNameShares(tx, institutionId, { form: nameForm, at: now() }),
  )
}

async function reform({ transact }: Kept, institutionId: string): Promise<void> {
  for (let after: string | null = null; ;) {
    const last: string | null = await transact(institutionId, async (tx) => {
      const names = await listNamesAfter(tx, institutionId, after, atOnce)
      const reformed = names.map(({ id, name }) => ({ id, ...searchableName(name) }))
      await setNameForms(tx, institutionId, reformed)
      return names.length < atOnce ? null : (names.at(-1)?.id ?? null)
    })
    if (last === null) return
    after = last
  }
}
