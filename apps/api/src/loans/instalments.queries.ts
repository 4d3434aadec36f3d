import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { keepRows } from './bulk-rows.queries.ts'
import { instalmentColumns, instalmentKey } from './loan-columns.ts'
import type { InstalmentRow, LoanBundle } from './loan-rows.ts'

/** Writes the instalments that are not as they are stored, and deletes those the schedule has no more. */
export async function setInstalments(tx: Tx, bundles: readonly LoanBundle[]): Promise<void> {
  const changed: InstalmentRow[] = []
  const gone: InstalmentRow[] = []
  for (const { instalments, stored } of bundles) {
    const before = new Map(stored?.map((row) => [row.number, row]))
    for (const row of instalments) {
      const known = before.get(row.number)
      before.delete(row.number)
      if (!known || !isAlike(known, row)) changed.push(row)
    }
    gone.push(...before.values())
  }
  if (gone.length > 0) {
    await sql`delete from instalment using unnest(
      ${gone.map(({ loanId }) => loanId)}::uuid[], ${gone.map(({ number }) => number)}::integer[]
    ) as given(loan_id, number)
    where institution_id = ${gone[0]?.institutionId ?? null} and instalment.loan_id = given.loan_id
      and instalment.number = given.number`.execute(tx)
  }
  const key = Object.keys(instalmentKey) as (keyof InstalmentRow)[]
  await keepRows(tx, 'instalment', { columns: instalmentColumns, key }, changed)
}

const plainFields = Object.keys(instalmentColumns).filter(
  (name) => name !== 'course',
) as (keyof InstalmentRow)[]

function isAlike(a: InstalmentRow, b: InstalmentRow): boolean {
  if (plainFields.some((field) => a[field] !== b[field])) return false
  return (a.course === null && b.course === null) || sameCourse(a, b)
}

/** A stored object comes back with its keys in another order. */
function sameCourse({ course: a }: InstalmentRow, { course: b }: InstalmentRow): boolean {
  if (!a || !b) return false
  const keys = Object.keys(a).sort()
  const text = (course: object) => JSON.stringify(keys.map((key) => Reflect.get(course, key)))
  return keys.length === Object.keys(b).length && text(a) === text(b)
}
