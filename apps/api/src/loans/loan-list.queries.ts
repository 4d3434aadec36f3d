import { isUuid } from '@banyan/database'
import { isDay } from '@banyan/domain/calendar'
import { type OverdueBand, unpaidBetween } from '@banyan/domain/classification/overdue-bands'
import type { Tier } from '@banyan/domain/classification/tiers'
import { Conflict } from '@banyan/domain/refused'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Scoped = Pick<StaffContext, 'tx' | 'institution' | 'scope' | 'businessDay'>

export const loanSorts = ['newest', 'largest', 'longest-overdue'] as const
export type LoanSort = (typeof loanSorts)[number]

export interface LoanFilters {
  status: 'active' | 'settled' | 'written-off' | null
  tier: Tier | null
  band: OverdueBand | null
  isOverdue: boolean
  officerId: string | null
  branchId: string | null
  product: string | null
  customerId: string | null
  sort: LoanSort
  cursor: string | null
  limit: number
}

const sorts = {
  newest: { column: 'loan.disbursedOn', type: 'date', direction: 'desc' },
  largest: { column: 'loan.balance', type: 'bigint', direction: 'desc' },
  'longest-overdue': { column: 'loan.oldestUnpaidOn', type: 'date', direction: 'asc' },
} as const

const whose = { branch: 'loan.branchId', officer: 'loan.officerId' }

function selectLoans({ tx, institution, scope }: Scoped) {
  return tx
    .selectFrom('loan')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'loan.institutionId')
        .onRef('customer.id', '=', 'loan.customerId'),
    )
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'loan.institutionId')
        .onRef('branch.id', '=', 'loan.branchId'),
    )
    .innerJoin('product', (join) =>
      join
        .onRef('product.institutionId', '=', 'loan.institutionId')
        .onRef('product.code', '=', 'loan.product'),
    )
    .leftJoin('staff as officer', (join) =>
      join
        .onRef('officer.institutionId', '=', 'loan.institutionId')
        .onRef('officer.id', '=', 'loan.officerId'),
    )
    .where('loan.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, whose))
}

function filtered(context: Scoped, filters: LoanFilters) {
  const { businessDay } = context
  const { status, tier, band, officerId, branchId, product, customerId } = filters
  let query = selectLoans(context)
  if (status) query = query.where('loan.status', '=', status)
  if (tier) query = query.where('loan.tier', '=', tier)
  if (officerId) query = query.where('loan.officerId', '=', officerId)
  if (branchId) query = query.where('loan.branchId', '=', branchId)
  if (product) query = query.where('loan.product', '=', product)
  if (customerId) query = query.where('loan.customerId', '=', customerId)
  if (filters.isOverdue || band || filters.sort === 'longest-overdue')
    query = query.where('loan.status', '=', 'active').where('loan.oldestUnpaidOn', '<', businessDay)
  if (band) {
    const { since, until } = unpaidBetween(band, businessDay)
    query = query.where('loan.oldestUnpaidOn', '<=', until)
    if (since) query = query.where('loan.oldestUnpaidOn', '>=', since)
  }
  return query
}

const columns = [
  'loan.id',
  'loan.number',
  'loan.customerId',
  'loan.product',
  'loan.currency',
  'loan.principal',
  'loan.balance',
  'loan.annualRate',
  'loan.disbursedOn',
  'loan.maturesOn',
  'loan.status',
  'loan.tier',
  'loan.oldestUnpaidOn',
  'customer.name as customerName',
  'customer.kind as customerKind',
  'customer.number as customerNumber',
  'branch.name as branchName',
  'product.name as productName',
  'product.nameEn as productNameEn',
  'officer.name as officerName',
] as const

/** One page in a stable order; what is overdue of each loan comes with it. */
export async function listLoans(context: Scoped, filters: LoanFilters) {
  const { column, type, direction } = sorts[filters.sort]
  let query = filtered(context, filters)
    .select(columns)
    .select((eb) =>
      eb
        .selectFrom('instalment')
        .select(
          sql<number>`coalesce(sum(instalment.principal + instalment.interest
          - instalment.principal_paid - instalment.interest_paid), 0)::bigint`.as('owed'),
        )
        .whereRef('instalment.institutionId', '=', 'loan.institutionId')
        .whereRef('instalment.loanId', '=', 'loan.id')
        .where('instalment.dueOn', '<', context.businessDay)
        .where('instalment.settledOn', 'is', null)
        .as('overdue'),
    )
    .select(sql<string>`${sql.ref(column)}::text`.as('sortValue'))
    .orderBy(column, direction)
    .orderBy('loan.id', direction)
    .limit(filters.limit + 1)
  if (filters.cursor) {
    const { value, id } = cursorOf(filters.cursor, type)
    const than = sql.raw(direction === 'desc' ? '<' : '>')
    query = query.where(
      sql<boolean>`(${sql.ref(column)}, loan.id) ${than} (${value}::${sql.raw(type)}, ${id}::uuid)`,
    )
  }
  const found = await query.execute()
  const page = found.slice(0, filters.limit)
  const last = page.at(-1)
  const hasMore = found.length > filters.limit && last !== undefined
  const rows = page.map(({ sortValue: _sortValue, ...row }) => row)
  return { rows, next: hasMore ? `${last.sortValue} ${last.id}` : null }
}

function cursorOf(text: string, type: 'date' | 'bigint'): { value: string; id: string } {
  const [value = '', id = '', ...more] = text.split(' ')
  const isValue = type === 'date' ? isDay(value) : /^\d{1,16}$/.test(value)
  if (!isValue || !isUuid(id) || more.length > 0) throw new Conflict('stale-cursor')
  return { value, id }
}

/** How many loans the filters leave, and what is owed on them. */
export async function countLoans(context: Scoped, filters: LoanFilters) {
  const row = await filtered(context, filters)
    .select(sql<number>`count(*)::bigint`.as('count'))
    .select(sql<number>`coalesce(sum(loan.balance), 0)::bigint`.as('balance'))
    .executeTakeFirstOrThrow()
  return row
}

/** Whether this loan lies within the caller's reach. */
export async function isLoanInReach(
  { tx, institution, scope }: Pick<Scoped, 'tx' | 'institution' | 'scope'>,
  loanId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('loan')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('id', '=', loanId)
    .where((eb) => inScope(eb, scope, whose))
    .executeTakeFirst()
  return row !== undefined
}
