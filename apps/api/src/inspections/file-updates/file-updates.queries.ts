import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { inScope } from '../../access/access.queries.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { insertNewRows } from '../../insert-rows.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope' | 'staff' | 'businessDay'>

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

export interface NewFileUpdate {
  institutionId: string
  id: string
  customerId: string
  reason: 'periodic' | 'event'
  cause: string
  state: 'due'
  dueOn: Day
  ownerId: string | null
  madeAt: Date
}

/** What a file that is due has before it is asked for. */
export const dueColumns = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  reason: 'text',
  cause: 'text',
  state: 'text',
  dueOn: 'date',
  ownerId: 'uuid',
  madeAt: 'timestamptz',
} as const

/** Those that were kept: a customer has one open at a time. */
export async function insertFileUpdates(
  { tx }: Place,
  rows: readonly NewFileUpdate[],
): Promise<NewFileUpdate[]> {
  const kept = await insertNewRows(tx, 'fileUpdate', dueColumns, rows)
  const ids = new Set(kept.map(({ id }) => id))
  return rows.filter(({ id }) => ids.has(id))
}

/** Borrowers whose file was last changed or confirmed so long before a day, and of whom nothing is asked yet. */
export async function listFilesToUpdate(
  tx: Tx,
  institutionId: string,
  {
    day,
    everyMonths,
    after,
    limit,
  }: {
    day: Day
    everyMonths: { person: number; company: number }
    after: string | null
    limit: number
  },
): Promise<{ id: string; confirmedOn: Day; kind: 'person' | 'company' }[]> {
  const before = (months: number) => sql`${day}::date - make_interval(months => ${months}::int)`
  const { rows } = await sql<{ id: string; confirmedOn: Day; kind: 'person' | 'company' }>`
    select c.id, c.kind, greatest((c.changed_at at time zone 'Asia/Shanghai')::date, answered.last_on) as confirmed_on
    from customer c
    left join lateral (select max(f.answered_on) as last_on from file_update f
      where f.institution_id = c.institution_id and f.customer_id = c.id) answered on true
    where c.institution_id = ${institutionId} and c.status = 'active' and c.merged_into is null
      and c.changed_at < ${before(Math.min(everyMonths.person, everyMonths.company))}
      and (answered.last_on is null or answered.last_on <= ${before(Math.min(everyMonths.person, everyMonths.company))})
      and exists (select 1 from loan l where l.institution_id = c.institution_id and l.customer_id = c.id and l.status = 'active')
      and not exists (select 1 from file_update f
        where f.institution_id = c.institution_id and f.customer_id = c.id and f.state <> 'answered')
      and (${after}::uuid is null or c.id > ${after}::uuid)
    order by c.id limit ${limit}`.execute(tx)
  return rows
}

/** Requests whose last day of answering has passed. */
export async function flagUnanswered(
  tx: Tx,
  institutionId: string,
  day: Day,
): Promise<{ id: string; customerId: string }[]> {
  return tx
    .updateTable('fileUpdate')
    .set({ state: 'unanswered', flaggedOn: day })
    .where('institutionId', '=', institutionId)
    .where('state', '=', 'asked')
    .where('answerBy', '<', day)
    .returning(['id', 'customerId'])
    .execute()
}

export const fileUpdateStates = ['due', 'asked', 'unanswered', 'answered'] as const

export interface FileUpdateFilter {
  state?: (typeof fileUpdateStates)[number] | 'late' | undefined
  mine?: boolean | undefined
  customerId?: string | undefined
  cursor?: string | undefined
  limit: number
}

function updatesInScope({ tx, institution, scope }: Reader) {
  return tx
    .selectFrom('fileUpdate as asked')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'asked.institutionId')
        .onRef('customer.id', '=', 'asked.customerId'),
    )
    .where('asked.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, owner))
}

export function listFileUpdates(reader: Reader, filter: FileUpdateFilter) {
  const { state, mine, customerId, cursor, limit } = filter
  let query = updatesInScope(reader)
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'asked.institutionId')
        .onRef('staff.id', '=', 'asked.ownerId'),
    )
    .select([
      'asked.id',
      'asked.customerId',
      'customer.number as customerNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'asked.dueOn',
      'asked.reason',
      'asked.cause',
      'asked.state',
      'asked.askedOn',
      'asked.answerBy',
      'asked.answeredOn',
      'asked.outcome',
      'asked.flaggedOn',
      'asked.ownerId',
      'staff.name as ownerName',
    ])
    .orderBy('asked.dueOn')
    .orderBy('asked.id')
    .limit(limit)
  if (state === 'late')
    query = query.where('asked.state', '=', 'due').where('asked.dueOn', '<', reader.businessDay)
  else if (state === undefined) query = query.where('asked.state', '<>', 'answered')
  else query = query.where('asked.state', '=', state)
  if (mine === true) query = query.where('asked.ownerId', '=', reader.staff.id)
  if (customerId !== undefined) query = query.where('asked.customerId', '=', customerId)
  if (cursor !== undefined) {
    const [dueOn = '', id = ''] = cursor.split('|')
    query = query.where(sql<boolean>`(asked.due_on, asked.id) > (${dueOn}::date, ${id}::uuid)`)
  }
  return query.execute()
}

/** One within reach that is still open, held until the transaction ends. */
export function lockFileUpdate(reader: Reader, id: string) {
  return updatesInScope(reader)
    .select(['asked.id', 'asked.customerId', 'asked.state', 'asked.reason'])
    .where('asked.id', '=', id)
    .forUpdate('asked')
    .executeTakeFirst()
}

export interface FileUpdateChange {
  state: 'asked' | 'answered'
  askedOn?: Day
  askedBy?: string
  messageId?: string
  answerBy?: Day
  answeredOn?: Day
  answeredBy?: string
  outcome?: 'unchanged' | 'changed'
  note?: string
}

export async function setFileUpdate(
  { tx, institution }: Place,
  id: string,
  change: FileUpdateChange,
): Promise<void> {
  await tx
    .updateTable('fileUpdate')
    .set(change)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}
