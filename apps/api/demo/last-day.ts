import { addDays, type Day } from '@banyan/domain/calendar'
import { lookAgainAt } from '../src/classification/write-classes.queries.ts'
import { closeDays } from '../src/close/close-days.ts'
import { type DemoBank, inBulk } from './bank.ts'
import { closeBooks } from './books.queries.ts'
import { instantOn } from './business-time.ts'
import { setBusinessDay } from './running-loans.queries.ts'

const eveningMinutes = 780

/** Closes every day but the last, which then is open: what happens on it goes through the operations. */
export function openLastDay(bank: DemoBank): Promise<void> {
  return inBulk(bank, 'closed days', async (tx, { institution }) => {
    const { first, last } = bank.time
    await closeBooks(tx, institution.id, { first, last: addDays(last, -1), open: last })
    return { rows: 1, result: undefined }
  })
}

/** Runs something as if an earlier day were still open. */
export async function onEarlierDay(
  { resources, institution, time }: DemoBank,
  on: Day,
  run: () => Promise<void>,
): Promise<void> {
  const set = (day: Day) =>
    resources.transact(institution.id, (tx) => setBusinessDay(tx, institution.id, day))
  await set(on)
  await run()
  await set(time.last)
}

/** The night after the last day, as every other one: the whole book is looked at. How many rows its steps had. */
export async function closeLastDay(bank: DemoBank): Promise<Record<string, number>> {
  const { resources, institution, operator, time } = bank
  await resources.transact(institution.id, (tx) =>
    lookAgainAt(tx, institution.id, 'all', time.last),
  )
  const closer = { institution, staff: operator, requestId: 'demo' }
  const now = () => instantOn(time.last, eveningMinutes)
  const { rows } = await closeDays({ transact: resources.transact, now }, closer, time.last)
  return rows
}
