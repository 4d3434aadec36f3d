import type { Day } from '@banyan/domain/calendar'
import type { Priority } from '@banyan/domain/collection/case-priority'
import type { BucketCode } from '@banyan/domain/collection/collection-rules'
import type { PartyRole } from '@banyan/domain/collection/contact-rules'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope' | 'staff' | 'businessDay'>

/** Cases of debtors within reach, and those given to the caller. */
function casesInScope({
  tx,
  institution,
  scope,
  staff,
}: Pick<Reader, 'tx' | 'institution' | 'scope' | 'staff'>) {
  return tx
    .selectFrom('collectionCase as held')
    .innerJoin('customer as debtor', (join) =>
      join
        .onRef('debtor.institutionId', '=', 'held.institutionId')
        .onRef('debtor.id', '=', 'held.debtorId'),
    )
    .where('held.institutionId', '=', institution.id)
    .where((eb) =>
      eb.or([
        inScope(eb, scope, { branch: 'debtor.branchId', officer: 'debtor.officerId' }),
        eb('held.officerId', '=', staff.id),
      ]),
    )
}

interface NextPromise {
  amount: number
  dueOn: Day
}

function shownCases(reader: Reader) {
  return casesInScope(reader)
    .leftJoin('staff as officer', (join) =>
      join
        .onRef('officer.institutionId', '=', 'held.institutionId')
        .onRef('officer.id', '=', 'held.officerId'),
    )
    .select([
      'held.id',
      'held.number',
      'held.debtorId',
      'debtor.number as debtorNumber',
      'debtor.name as debtorName',
      'debtor.kind as debtorKind',
      'held.state',
      'held.closing',
      'held.closedOn',
      'held.overdue',
      'held.balance',
      'held.currency',
      'held.priority',
      'held.officerId',
      'officer.name as officerName',
      'held.hardshipUntil',
      'held.openedOn',
      'held.agreedFrom',
      'held.agreedTo',
      'held.agreedUntil',
    ])
    .select([
      sql<BucketCode>`held.bucket`.as('bucket'),
      sql<Priority['reasons']>`held.priority_reasons`.as('reasons'),
      sql<number>`greatest(0, coalesce(held.closed_on, ${reader.businessDay}::date) - held.oldest_unpaid_on)`.as(
        'daysPastDue',
      ),
      sql<NextPromise | null>`(select jsonb_build_object('amount', p.amount, 'dueOn', p.due_on) from collection_promise p
        where p.institution_id = held.institution_id and p.case_id = held.id and p.state = 'open'
        order by p.due_on limit 1)`.as('nextPromise'),
      sql<number>`(select count(*)::int from collection_promise p where p.institution_id = held.institution_id
        and p.case_id = held.id and p.state = 'broken')`.as('brokenPromises'),
      sql<Date | null>`(select max(a.happened_at) from collection_action a where a.institution_id = held.institution_id
        and a.case_id = held.id)`.as('lastActionAt'),
      sql<Day | null>`(select min(k.ends_on) from claim_clock k join loan l on l.institution_id = k.institution_id and l.id = k.loan_id
        where k.institution_id = held.institution_id and l.customer_id = held.debtor_id and k.state = 'running')`.as(
        'soonestClockOn',
      ),
    ])
}

export interface QueueFilter {
  bucket?: BucketCode | undefined
  state: 'open' | 'hardship-asked' | 'hardship' | 'closed'
  mine?: boolean | undefined
  /** Those whose debtor has promised to pay today, or has broken a promise. */
  promise?: 'due-today' | 'broken' | undefined
  customerId?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** What is to be done first comes first. */
export function listQueue(
  reader: Reader,
  { bucket, state, mine, promise, customerId, cursor, limit }: QueueFilter,
) {
  let query = shownCases(reader)
    .where('held.state', '=', state === 'closed' ? 'closed' : 'open')
    .orderBy('held.priority', 'desc')
    .orderBy('held.id')
    .limit(limit)
  if (state === 'hardship') query = query.where('held.hardshipUntil', '>=', reader.businessDay)
  if (state === 'hardship-asked') {
    query = query.where(
      sql<boolean>`exists (select 1 from collection_hardship h where h.institution_id = held.institution_id
        and h.case_id = held.id and h.state = 'proposed')`,
    )
  }
  if (bucket !== undefined) query = query.where('held.bucket', '=', bucket)
  if (mine === true) query = query.where('held.officerId', '=', reader.staff.id)
  if (promise !== undefined) {
    const isMeant =
      promise === 'broken'
        ? sql`p.state = 'broken'`
        : sql`p.state = 'open' and p.due_on = ${reader.businessDay}`
    query = query.where(
      sql<boolean>`exists (select 1 from collection_promise p where p.institution_id = held.institution_id
        and p.case_id = held.id and ${isMeant})`,
    )
  }
  if (customerId !== undefined) query = query.where('held.debtorId', '=', customerId)
  if (cursor !== undefined) {
    const [priority = '0', id = ''] = cursor.split('|')
    query = query.where((eb) =>
      eb.or([
        eb('held.priority', '<', Number(priority)),
        eb.and([eb('held.priority', '=', Number(priority)), eb('held.id', '>', id)]),
      ]),
    )
  }
  return query.execute()
}

export function findCase(reader: Reader, id: string) {
  return shownCases(reader).where('held.id', '=', id).executeTakeFirst()
}

export type HeldCase = NonNullable<Awaited<ReturnType<typeof lockCase>>>

/** A case within reach, held with its debtor until the transaction ends. */
export async function lockCase(reader: Reader, id: string) {
  return casesInScope(reader)
    .select([
      'held.id',
      'held.number',
      'held.debtorId',
      'held.state',
      'held.officerId',
      'held.hardshipUntil',
      'held.agreedFrom',
      'held.agreedTo',
      'held.agreedUntil',
      'debtor.name as debtorName',
    ])
    .where('held.id', '=', id)
    .forUpdate(['debtor', 'held'])
    .executeTakeFirst()
}

export interface CaseParty {
  id: string
  role: PartyRole
  name: string
  kind: string
  relationId: string | null
}

/** Who may have to do with a case: the debtor, whoever guarantees for it, and those near it. */
export async function listParties(
  { tx, institution }: Place,
  debtorId: string,
): Promise<CaseParty[]> {
  const { rows } = await sql<CaseParty>`
    select c.id, 'debtor' as role, c.name, c.kind, null::uuid as relation_id from customer c
    where c.institution_id = ${institution.id} and c.id = ${debtorId}
    union all
    select * from (
      select distinct on (c.id) c.id, case r.kind when 'joint-borrower' then 'joint-borrower'
          when 'guarantee' then 'guarantor' else 'contact-person' end, c.name, c.kind, r.id
      from relation r
      join customer c on c.institution_id = r.institution_id
        and c.id = case when r.from_id = ${debtorId} then r.to_id else r.from_id end
      where r.institution_id = ${institution.id} and r.known_to is null
        and (r.kind = 'guarantee' and r.to_id = ${debtorId}
          or r.kind in ('joint-borrower', 'family', 'officer', 'same-contact') and (r.from_id = ${debtorId} or r.to_id = ${debtorId}))
      order by c.id, r.kind <> 'joint-borrower', r.kind <> 'guarantee', r.id
    ) others
    limit 100`.execute(tx)
  return rows
}

export function listCaseLoans(
  { tx, institution, businessDay }: Place & Pick<Reader, 'businessDay'>,
  debtorId: string,
) {
  return sql<{
    id: string
    number: string
    balance: number
    currency: string
    overdue: number
    daysPastDue: number
    tier: string
    maturesOn: Day
  }>`
    select l.id, l.number, l.balance, l.currency, l.tier, l.matures_on,
      greatest(0, coalesce(${businessDay}::date - l.oldest_unpaid_on, 0)) as days_past_due,
      coalesce((select sum(i.principal + i.interest - i.principal_paid - i.interest_paid) from instalment i
        where i.institution_id = l.institution_id and i.loan_id = l.id and i.settled_on is null
          and i.due_on < ${businessDay}), 0)::bigint as overdue
    from loan l
    where l.institution_id = ${institution.id} and l.customer_id = ${debtorId} and l.status in ('active', 'written-off')
    order by l.oldest_unpaid_on nulls last, l.id limit 100`
    .execute(tx)
    .then(({ rows }) => rows)
}

export async function countQueue(reader: Reader) {
  const { businessDay, staff } = reader
  const counted = (condition: ReturnType<typeof sql>) =>
    sql<number>`(count(*) filter (where ${condition}))::int`
  const has = (what: ReturnType<typeof sql>) => sql`exists (select 1 from collection_promise p
    where p.institution_id = held.institution_id and p.case_id = held.id and ${what})`
  return casesInScope(reader)
    .select(sql<BucketCode>`held.bucket`.as('bucket'))
    .select([
      sql<number>`count(*)::int`.as('cases'),
      sql<number>`sum(held.overdue)::bigint`.as('overdue'),
      counted(sql`held.officer_id = ${staff.id}`).as('mine'),
      counted(sql`held.officer_id is null`).as('unassigned'),
      counted(has(sql`p.state = 'open' and p.due_on = ${businessDay}`)).as('promisesDueToday'),
      counted(has(sql`p.state = 'broken'`)).as('promisesBroken'),
      counted(sql`held.hardship_until >= ${businessDay}`).as('inHardship'),
    ])
    .where('held.state', '=', 'open')
    .groupBy('held.bucket')
    .orderBy('held.bucket')
    .execute()
}
