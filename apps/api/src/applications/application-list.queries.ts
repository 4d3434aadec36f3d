import type { DB } from '@banyan/database'
import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import { isDay } from '@banyan/domain/calendar'
import { statusesAt } from '@banyan/domain/applications/stage-rail'
import { tiers } from '@banyan/domain/classification/tiers'
import { Refused } from '@banyan/domain/refused'
import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import {
  type ApplicationFilter,
  lateRules,
  type Queue,
  type Sort,
  statusesWaitingFor,
} from './application-filter.ts'
import { presentStageOf } from './case-stages.ts'

type Builder = ExpressionBuilder<DB, 'application' | 'customer'>

const order = {
  'longest-waiting': { column: 'application.statusOn', type: 'date', direction: 'asc' },
  newest: { column: 'application.createdOn', type: 'date', direction: 'desc' },
  largest: { column: 'application.amount', type: 'bigint', direction: 'desc' },
} as const satisfies Record<Sort, object>

const readable: Record<'date' | 'bigint', (text: string) => boolean> = {
  date: isDay,
  bigint: (text) => /^\d{1,16}$/.test(text),
}

function scoped({ tx, institution, scope }: StaffContext) {
  return tx
    .selectFrom('application')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'application.institutionId')
        .onRef('customer.id', '=', 'application.customerId'),
    )
    .where('application.institutionId', '=', institution.id)
    .where((eb) =>
      inScope(eb, scope, { branch: 'application.branchId', officer: 'application.officerId' }),
    )
}

function inQueue(eb: Builder, context: StaffContext, queue: Queue): Expression<SqlBool> {
  const { staff, businessDay } = context
  if (queue === 'all') return eb.lit(true)
  if (queue === 'returned') return eb('application.status', '=', 'returned')
  if (queue === 'mine') {
    return eb.or([
      eb('application.officerId', '=', staff.id),
      eb('application.madeBy', '=', staff.id),
    ])
  }
  if (queue === 'late') {
    return eb.or(
      lateRules(businessDay).map(({ status, since }) =>
        eb.and([eb('application.status', '=', status), eb('application.statusOn', '<', since)]),
      ),
    )
  }
  const statuses = statusesWaitingFor(staff.roles)
  if (statuses.length === 0) return eb.lit(false)
  const decides = statuses.includes('scored')
  const waits = eb('application.status', 'in', statuses)
  return decides ? eb.and([waits, eb('application.madeBy', '<>', staff.id)]) : waits
}

function matches(eb: Builder, filter: ApplicationFilter): Expression<SqlBool>[] {
  const { stage, status, product, customerId, text } = filter
  const conditions: Expression<SqlBool>[] = []
  if (stage) conditions.push(eb('application.status', 'in', [...statusesAt(stage), '']))
  if (status) conditions.push(eb('application.status', '=', status))
  if (product) conditions.push(eb('application.product', '=', product))
  if (customerId) conditions.push(eb('application.customerId', '=', customerId))
  if (text) {
    const escaped = text.replaceAll(/[\\%_]/g, String.raw`\$&`)
    conditions.push(
      eb.or([
        eb('application.number', 'ilike', `${escaped}%`),
        eb('customer.name', 'ilike', `%${escaped}%`),
      ]),
    )
  }
  return conditions
}

function afterCursor({ cursor, sort }: ApplicationFilter): Expression<SqlBool> {
  if (!cursor) return sql<SqlBool>`true`
  const { column, type, direction } = order[sort]
  if (!readable[type](cursor.value)) throw new Refused('bad-cursor')
  const value = sql`cast(${cursor.value} as ${sql.raw(type)})`
  const sorted = type === 'bigint' ? sql`coalesce(${sql.ref(column)}, 0)` : sql.ref(column)
  const beyond = direction === 'asc' ? sql.raw('>') : sql.raw('<')
  return sql<SqlBool>`(${sorted}, application.id) ${beyond} (${value}, cast(${cursor.id} as uuid))`
}

/** One page in the order asked for; `next` is the cursor of the page after it, or null. */
export async function listApplications(context: StaffContext, filter: ApplicationFilter) {
  const { column, type, direction } = order[filter.sort]
  const sorted = type === 'bigint' ? sql`coalesce(${sql.ref(column)}, 0)` : sql.ref(column)
  const rows = await selectRows(context)
    .where((eb) => inQueue(eb, context, filter.queue))
    .where((eb) => eb.and([eb.lit(true), ...matches(eb, filter)]))
    .where(afterCursor(filter))
    .orderBy(sorted, direction)
    .orderBy('application.id', direction)
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  const last = rows.length > filter.limit ? page.at(-1) : undefined
  return {
    rows: page.map((row) => shown(context, row)),
    next: last ? { value: sortValue(last, filter.sort), id: last.id } : null,
  }
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number]

function sortValue(row: Row, sort: Sort): string {
  if (sort === 'newest') return row.createdOn
  return sort === 'largest' ? String(row.amount ?? 0) : row.statusOn
}

function selectRows(context: StaffContext) {
  return scoped(context)
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'application.institutionId')
        .onRef('branch.id', '=', 'application.branchId'),
    )
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'application.institutionId')
        .onRef('staff.id', '=', 'application.officerId'),
    )
    .innerJoin('product', (join) =>
      join
        .onRef('product.institutionId', '=', 'application.institutionId')
        .onRef('product.code', '=', 'application.product'),
    )
    .leftJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'application.institutionId')
        .onRef('loan.applicationId', '=', 'application.id'),
    )
    .leftJoin('decision', (join) =>
      join
        .onRef('decision.institutionId', '=', 'application.institutionId')
        .onRef('decision.applicationId', '=', 'application.id'),
    )
    .select([
      'application.id',
      'application.number',
      'application.status',
      'application.statusOn',
      'application.createdOn',
      'application.amount',
      'application.termMonths',
      'application.annualRate',
      'application.product',
      'product.name as productName',
      'product.nameEn as productNameEn',
      'customer.id as customerId',
      'customer.number as customerNumber',
      'customer.kind as customerKind',
      'customer.name as customerName',
      'branch.name as branchName',
      'staff.name as officerName',
      'loan.status as loanStatus',
      'loan.oldestUnpaidOn',
      'decision.isException',
      worstTier().as('tierRank'),
      endedFrom().as('endedFrom'),
    ])
}

/** 1 is the best tier of the customer's active loans, 5 the worst; null without a loan. */
function worstTier() {
  return sql<number | null>`(
    select max(array_position(${sql.val([...tiers])}::text[], owed.tier)) from loan owed
    where owed.institution_id = application.institution_id
      and owed.customer_id = application.customer_id and owed.status = 'active')`
}

function endedFrom() {
  return sql<ApplicationStatus | null>`case when application.status in ('declined', 'withdrawn') then (
    select step.from_status from application_step step
    where step.institution_id = application.institution_id and step.application_id = application.id
    order by step.at desc, step.id desc limit 1) end`
}

function shown(context: StaffContext, row: Row) {
  const { tierRank, isException, loanStatus, oldestUnpaidOn, endedFrom: from, ...rest } = row
  const status = row.status as ApplicationStatus
  const facts = {
    status,
    statusOn: row.statusOn,
    endedFrom: from,
    isException: isException ?? false,
    loanStatus,
    oldestUnpaidOn,
  }
  return {
    ...rest,
    status,
    customerName: shownName(context, row.customerKind, row.customerName),
    tier: tierRank === null ? null : (tiers[tierRank - 1] ?? null),
    ...presentStageOf(facts, context.businessDay),
  }
}

/** How many cases stand in each queue of the caller. */
export async function countQueues(context: StaffContext): Promise<Record<Queue, number>> {
  const row = await scoped(context)
    .select((eb) => {
      const count = (queue: Queue) =>
        eb.fn
          .countAll<number>()
          .filterWhere(inQueue(eb, context, queue))
          .as(queue)
      return [count('waiting'), count('late'), count('returned'), count('mine'), count('all')]
    })
    .executeTakeFirstOrThrow()
  return row
}
