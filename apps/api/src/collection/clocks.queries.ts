import type { Tx } from '@banyan/database'
import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type {
  ClaimClock,
  ClaimedLoan,
  ClockKind,
  NoticeKind,
  ServedNotice,
} from '@banyan/domain/collection/claim-clocks'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { keepRows } from '../loans/bulk-rows.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope' | 'staff' | 'businessDay'>

export type LateLoan = ClaimedLoan & { id: string; number: string; notices: ServedNotice[] }

/** Loans of these debtors that are late or past maturity on a day, with who guarantees and what was served. */
export async function listLateLoans(
  { tx, institution }: Place,
  asked: { debtorIds: readonly string[] } | { loanId: string },
  on: Day,
): Promise<LateLoan[]> {
  const which =
    'loanId' in asked
      ? sql`l.id = ${asked.loanId}`
      : sql`l.customer_id = any(${asked.debtorIds}::uuid[])`
  const { rows } = await sql<LateLoan>`
    select l.id, l.number, l.customer_id as debtor_id, l.matures_on, coalesce(l.oldest_unpaid_on, l.matures_on) as oldest_unpaid_on,
      coalesce((select jsonb_agg(jsonb_build_object('guarantorId', r.from_id, 'validFrom', r.valid_from, 'agreedTo', r.valid_to) order by r.id)
        from relation r where r.institution_id = l.institution_id and r.to_id = l.customer_id
          and r.kind = 'guarantee' and r.known_to is null), '[]') as guarantees,
      coalesce((select jsonb_agg(joint.id order by joint.id) from (
        select r.to_id as id from relation r where r.institution_id = l.institution_id and r.from_id = l.customer_id
          and r.kind = 'joint-borrower' and r.known_to is null
        union
        select r.from_id from relation r where r.institution_id = l.institution_id and r.to_id = l.customer_id
          and r.kind = 'joint-borrower' and r.known_to is null) joint), '[]') as "jointIds",
      coalesce((select jsonb_agg(jsonb_build_object('partyId', n.party_id, 'kind', n.kind, 'servedOn', n.served_on) order by n.id)
        from served_notice n where n.institution_id = l.institution_id and n.loan_id = l.id), '[]') as notices
    from loan l
    where l.institution_id = ${institution.id} and ${which} and l.balance > 0
      and (l.oldest_unpaid_on < ${on} or l.matures_on < ${on} or l.status = 'written-off')
    order by l.id`.execute(tx)
  return rows
}

/** Keeps the clocks of loans as they stand, each once. */
export async function keepClocks(
  { tx, institution }: Place,
  clocks: readonly (ClaimClock & { loanId: string })[],
  on: Day,
): Promise<void> {
  const rows = clocks.map((clock) => ({
    institutionId: institution.id,
    id: uuidv7(),
    refreshedOn: on,
    ...clock,
  }))
  await keepRows(tx, 'claimClock', { columns: clockColumns, key: clockKey, kept: ['id'] }, rows)
}

const clockKey = ['institutionId', 'loanId', 'partyId', 'kind'] as const
const clockColumns = {
  institutionId: 'uuid',
  id: 'uuid',
  loanId: 'uuid',
  partyId: 'uuid',
  kind: 'text',
  basis: 'text',
  startsOn: 'date',
  endsOn: 'date',
  state: 'text',
  restartedOn: 'date',
  refreshedOn: 'date',
} as const

/** Clocks that ran out before the day. */
export async function expireClocks(tx: Tx, institutionId: string, day: Day): Promise<number> {
  const result = await tx
    .updateTable('claimClock')
    .set({ state: 'expired' })
    .where('institutionId', '=', institutionId)
    .where('state', '=', 'running')
    .where('endsOn', '<', day)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Debtors that owe nothing late any more are not claimed from. */
export async function endClocks(
  { tx, institution }: Place,
  debtorIds: readonly string[],
): Promise<void> {
  if (debtorIds.length === 0) return
  await sql`
    update claim_clock k set state = 'ended' from loan l
    where k.institution_id = ${institution.id} and l.institution_id = k.institution_id and l.id = k.loan_id
      and l.customer_id = any(${debtorIds}::uuid[]) and k.state = 'running'`.execute(tx)
}

export interface ClockNews {
  loanNumber: string
  debtorId: string
  officerId: string | null
  kind: ClockKind
  endsOn: Day
}

/** Running clocks that end on one of these days, with who is in charge of the debtor. */
export async function listClocksEnding(
  tx: Tx,
  institutionId: string,
  days: readonly Day[],
): Promise<ClockNews[]> {
  const { rows } = await sql<ClockNews>`
    select l.number as loan_number, l.customer_id as debtor_id, coalesce(c.officer_id, l.officer_id) as officer_id, k.kind, k.ends_on
    from claim_clock k join loan l on l.institution_id = k.institution_id and l.id = k.loan_id
    left join collection_case c on c.institution_id = l.institution_id and c.debtor_id = l.customer_id and c.state = 'open'
    where k.institution_id = ${institutionId} and k.state = 'running' and k.ends_on = any(${days}::date[])
    order by k.id`.execute(tx)
  return rows
}

export interface NoticeRow {
  institutionId: string
  id: string
  loanId: string
  partyId: string
  kind: NoticeKind
  servedOn: Day
  method: string
  evidence: string
  letterId: string | null
  documentId: string | null
  recordedBy: string
  recordedAt: Date
}

export async function insertNotice({ tx }: Place, row: NoticeRow): Promise<void> {
  await tx.insertInto('servedNotice').values(row).execute()
}

/** A loan within reach, and whose it is. */
export function findClaimedLoan({ tx, institution, scope }: Reader, loanId: string) {
  return tx
    .selectFrom('loan')
    .select([
      'loan.id',
      'loan.number',
      'loan.customerId',
      'loan.maturesOn',
      'loan.balance',
      'loan.oldestUnpaidOn',
    ])
    .where('loan.institutionId', '=', institution.id)
    .where('loan.id', '=', loanId)
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
    .executeTakeFirst()
}

export interface ClockFilter {
  kind?: ClockKind | undefined
  through?: Day | undefined
  mine?: boolean | undefined
  customerId?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** Clocks of loans within reach that still run, whichever ends first; of one customer, all of them. */
export function listClocks(
  { tx, institution, scope, staff, businessDay }: Reader,
  filter: ClockFilter,
) {
  const { kind, through, mine, customerId, cursor, limit } = filter
  let query = tx
    .selectFrom('claimClock as clock')
    .innerJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'clock.institutionId')
        .onRef('loan.id', '=', 'clock.loanId'),
    )
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'loan.institutionId')
        .onRef('customer.id', '=', 'loan.customerId'),
    )
    .innerJoin('customer as party', (join) =>
      join
        .onRef('party.institutionId', '=', 'clock.institutionId')
        .onRef('party.id', '=', 'clock.partyId'),
    )
    .select([
      'clock.id',
      'clock.loanId',
      'loan.number as loanNumber',
      'loan.customerId',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'clock.partyId',
      'party.name as partyName',
      'party.kind as partyKind',
      'clock.kind',
      'clock.startsOn',
      'clock.endsOn',
      'clock.basis',
      'clock.state',
      'clock.restartedOn',
    ])
    .select(sql<number>`clock.ends_on - ${businessDay}::date`.as('daysLeft'))
    .where('clock.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
    .orderBy('clock.endsOn')
    .orderBy('clock.id')
    .limit(limit)
  if (customerId === undefined) query = query.where('clock.state', '=', 'running')
  else query = query.where('loan.customerId', '=', customerId)
  if (kind !== undefined) query = query.where('clock.kind', '=', kind)
  if (through !== undefined) query = query.where('clock.endsOn', '<=', through)
  if (mine === true) query = query.where('loan.officerId', '=', staff.id)
  if (cursor !== undefined) {
    const [endsOn = '', id = ''] = cursor.split('|')
    query = query.where(sql<boolean>`(clock.ends_on, clock.id) > (${endsOn}::date, ${id}::uuid)`)
  }
  return query.execute()
}
