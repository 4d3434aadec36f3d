import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import type { ActAsk } from '../loans/ask-event.ts'

type Scoped = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

export const actStatuses = ['waiting', 'approved', 'refused', 'withdrawn'] as const
export type ActStatus = (typeof actStatuses)[number]

export interface NewActRow {
  institutionId: string
  id: string
  number: string
  loanId: string
  kind: string
  status: ActStatus
  valueDay: Day
  asked: ActAsk
  reason: string
  eventCount: number
  preview: object
  madeBy: string
  madeAt: Date
}

export async function insertAct(tx: Tx, row: NewActRow): Promise<void> {
  const { asked, preview } = row
  await tx
    .insertInto('loanAct')
    .values({ ...row, asked: JSON.stringify(asked), preview: JSON.stringify(preview) })
    .execute()
}

function selectActs({ tx, institution, scope }: Scoped) {
  return tx
    .selectFrom('loanAct')
    .innerJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'loanAct.institutionId')
        .onRef('loan.id', '=', 'loanAct.loanId'),
    )
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'loan.institutionId')
        .onRef('customer.id', '=', 'loan.customerId'),
    )
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'loanAct.institutionId')
        .onRef('staff.id', '=', 'loanAct.madeBy'),
    )
    .leftJoin('loanActDecision as decision', (join) =>
      join
        .onRef('decision.institutionId', '=', 'loanAct.institutionId')
        .onRef('decision.actId', '=', 'loanAct.id'),
    )
    .leftJoin('staff as checker', (join) =>
      join
        .onRef('checker.institutionId', '=', 'decision.institutionId')
        .onRef('checker.id', '=', 'decision.checkerId'),
    )
    .select(['loanAct.id', 'loanAct.number', 'loanAct.loanId', 'loanAct.kind', 'loanAct.status'])
    .select(['loanAct.valueDay', 'loanAct.asked', 'loanAct.reason', 'loanAct.eventCount'])
    .select(['loanAct.madeBy as madeById', 'loanAct.madeAt', 'staff.name as madeBy'])
    .select(['loan.number as loanNumber', 'loan.balance', 'loan.currency'])
    .select('loan.eventCount as loanEventCount')
    .select(['customer.name as customerName', 'customer.kind as customerKind'])
    .select(['decision.outcome', 'decision.note', 'decision.decidedAt', 'decision.eventId'])
    .select('checker.name as decidedBy')
    .where('loanAct.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
}

export interface ActFilters {
  status: ActStatus | null
  loanId: string | null
  cursor: string | null
  limit: number
}

/** Newest first: an id is later than those made before it. */
export async function listActs(context: Scoped, filters: ActFilters) {
  let query = selectActs(context)
    .orderBy('loanAct.id', 'desc')
    .limit(filters.limit + 1)
  if (filters.status) query = query.where('loanAct.status', '=', filters.status)
  if (filters.loanId) query = query.where('loanAct.loanId', '=', filters.loanId)
  if (filters.cursor) query = query.where('loanAct.id', '<', filters.cursor)
  const found = await query.execute()
  const rows = found.slice(0, filters.limit)
  return { rows, next: found.length > filters.limit ? (rows.at(-1)?.id ?? null) : null }
}

export function findAct(context: Scoped, actId: string) {
  return selectActs(context)
    .select('loanAct.preview')
    .where('loanAct.id', '=', actId)
    .executeTakeFirst()
}

/** The act under lock; whether it is within reach was asked before. */
export async function lockAct({ tx, institution }: Scoped, actId: string) {
  const row = await tx
    .selectFrom('loanAct')
    .select(['id', 'number', 'loanId', 'kind', 'status', 'asked', 'eventCount', 'madeBy'])
    .select('reason')
    .where('institutionId', '=', institution.id)
    .where('id', '=', actId)
    .forUpdate()
    .executeTakeFirst()
  // It was written from this type.
  return row && { ...row, asked: row.asked as unknown as ActAsk }
}

export async function setActStatus(
  { tx, institution }: Scoped,
  actId: string,
  status: ActStatus,
): Promise<void> {
  await tx
    .updateTable('loanAct')
    .set({ status })
    .where('institutionId', '=', institution.id)
    .where('id', '=', actId)
    .execute()
}

export async function insertActDecision(
  { tx, institution, staff, now }: Scoped & Pick<StaffContext, 'staff' | 'now'>,
  decision: {
    actId: string
    makerId: string
    outcome: 'approved' | 'refused'
    note: string
    eventId: string | null
  },
): Promise<void> {
  await tx
    .insertInto('loanActDecision')
    .values({
      institutionId: institution.id,
      ...decision,
      checkerId: staff.id,
      decidedAt: now(),
    })
    .execute()
}
