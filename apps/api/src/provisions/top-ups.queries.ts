import type { Day } from '@banyan/domain/calendar'
import type { Money } from '@banyan/domain/money'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface TopUpRow {
  id: string
  periodEnd: Day
  estimate: Money
  allowance: Money
  reserved: Money
  amount: Money
  reason: string
  madeBy: string
  madeAt: Date
}

/** False when another waits to be decided. */
export async function insertTopUp({ tx, institution }: Place, row: TopUpRow): Promise<boolean> {
  const kept = await tx
    .insertInto('reserveTopUp')
    .values({ institutionId: institution.id, ...row, status: 'waiting' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

export async function lockTopUp({ tx, institution }: Place, id: string) {
  const row = await tx
    .selectFrom('reserveTopUp')
    .select(['id', 'periodEnd', 'reserved', 'amount', 'status', 'madeBy'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && { ...row, periodEnd: row.periodEnd as Day, amount: row.amount as Money }
}

export async function setTopUp(
  { tx, institution, staff, now }: Place & Pick<StaffContext, 'staff' | 'now'>,
  id: string,
  decided: { status: 'approved' | 'refused'; note: string; journalId: string | null },
): Promise<void> {
  await tx
    .updateTable('reserveTopUp')
    .set({ ...decided, decidedBy: staff.id, decidedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** Top-ups, the latest first, with who asked for and who decided them. */
export function listTopUps({ tx, institution }: Place, limit: number) {
  return tx
    .selectFrom('reserveTopUp as asked')
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'asked.institutionId')
        .onRef('maker.id', '=', 'asked.madeBy'),
    )
    .leftJoin('staff as decider', (join) =>
      join
        .onRef('decider.institutionId', '=', 'asked.institutionId')
        .onRef('decider.id', '=', 'asked.decidedBy'),
    )
    .select(['asked.id', 'asked.periodEnd', 'asked.estimate', 'asked.allowance', 'asked.reserved'])
    .select(['asked.amount', 'asked.reason', 'asked.status', 'asked.note', 'asked.journalId'])
    .select(['asked.madeBy as madeById', 'maker.name as madeBy', 'asked.madeAt'])
    .select(['decider.name as decidedBy', 'asked.decidedAt'])
    .where('asked.institutionId', '=', institution.id)
    .orderBy('asked.id', 'desc')
    .limit(limit)
    .execute()
}

export interface ReservePosting {
  journalId: string
  position: number
  businessDay: Day
  valueDay: Day
  debit: string
  credit: string
  amount: Money
  branchId: string
  product: string
  postedAt: Date
}

export async function insertReservePostings(
  { tx, institution }: Place,
  rows: readonly ReservePosting[],
): Promise<void> {
  const { id: institutionId, currency } = institution
  await tx
    .insertInto('posting')
    .values(rows.map((row) => ({ institutionId, kind: 'general-reserve', currency, ...row })))
    .execute()
}
