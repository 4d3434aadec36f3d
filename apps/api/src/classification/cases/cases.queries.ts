import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { CaseKind, CaseStatus } from '@banyan/domain/classification/class-case'
import type { Tier } from '@banyan/domain/classification/tiers'
import { sql } from 'kysely'
import { inScope } from '../../access/access.queries.ts'
import type { StaffContext } from '../../access/staff-context.ts'

export interface NewCase {
  institutionId: string
  id: string
  loanId: string
  kind: CaseKind
  status: CaseStatus
  systemTier: Tier
  tier: Tier
  openedOn: Day
  openedAt: Date
  dueOn: Day
  initialBy?: string
  initialTier?: Tier
  initialNote?: string
  initialAt?: Date
}

const casesAtOnce = 1000

/** Opens cases; a loan with an open one keeps that. */
export async function insertCases(tx: Tx, rows: readonly NewCase[]): Promise<void> {
  for (let at = 0; at < rows.length; at += casesAtOnce) {
    await tx
      .insertInto('classCase')
      .values(rows.slice(at, at + casesAtOnce))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

const place = { branch: 'loan.branchId', officer: 'loan.officerId' }

function casesInScope({ tx, institution, scope, businessDay }: StaffContext) {
  return tx
    .selectFrom('classCase as case')
    .innerJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'case.institutionId')
        .onRef('loan.id', '=', 'case.loanId'),
    )
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'loan.institutionId')
        .onRef('customer.id', '=', 'loan.customerId'),
    )
    .select(['case.id', 'case.kind', 'case.status', 'case.loanId', 'case.systemTier', 'case.tier'])
    .select(['case.openedOn', 'case.dueOn', 'case.initialBy', 'case.reviewedBy'])
    .select(['loan.number as loanNumber', 'loan.balance', 'loan.currency', 'loan.tier as loanTier'])
    .select(['customer.id as customerId', 'customer.name', 'customer.kind as customerKind'])
    .select(
      sql<number>`greatest(0, coalesce(${businessDay}::date - loan.oldest_unpaid_on, 0))`.as(
        'daysPastDue',
      ),
    )
    .where('case.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, place))
}

export type CaseRow = Awaited<ReturnType<typeof listCases>>[number]

export interface CaseFilter {
  step?: 'initial' | 'review' | 'approval' | undefined
  kind?: CaseKind | undefined
  tier?: Tier | undefined
  loanId?: string | undefined
  cursor?: string | undefined
  limit: number
}

const openSteps = ['initial', 'review', 'approval']

/** Cases, the latest opened first; without a step the open ones. */
export async function listCases(context: StaffContext, filter: CaseFilter) {
  const { step, kind, tier, loanId, cursor, limit } = filter
  return casesInScope(context)
    .where('case.status', 'in', step ? [step] : openSteps)
    .$if(kind !== undefined, (query) => query.where('case.kind', '=', kind ?? ''))
    .$if(tier !== undefined, (query) => query.where('case.tier', '=', tier ?? ''))
    .$if(loanId !== undefined, (query) => query.where('case.loanId', '=', loanId ?? ''))
    .$if(cursor !== undefined, (query) => query.where('case.id', '<', cursor ?? ''))
    .orderBy('case.id', 'desc')
    .limit(limit)
    .execute()
}

/** How many cases within reach wait at each step. */
export async function countCases({ tx, institution, scope }: StaffContext) {
  return tx
    .selectFrom('classCase as case')
    .innerJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'case.institutionId')
        .onRef('loan.id', '=', 'case.loanId'),
    )
    .select(['case.status', sql<number>`count(*)::int`.as('count')])
    .where('case.institutionId', '=', institution.id)
    .where('case.status', 'in', openSteps)
    .where((eb) => inScope(eb, scope, place))
    .groupBy('case.status')
    .execute()
}

export async function findCase(context: StaffContext, id: string) {
  return casesInScope(context)
    .leftJoin('staff as initial', (join) =>
      join
        .onRef('initial.institutionId', '=', 'case.institutionId')
        .onRef('initial.id', '=', 'case.initialBy'),
    )
    .leftJoin('staff as reviewer', (join) =>
      join
        .onRef('reviewer.institutionId', '=', 'case.institutionId')
        .onRef('reviewer.id', '=', 'case.reviewedBy'),
    )
    .leftJoin('staff as decider', (join) =>
      join
        .onRef('decider.institutionId', '=', 'case.institutionId')
        .onRef('decider.id', '=', 'case.decidedBy'),
    )
    .select([
      'case.initialTier',
      'case.initialNote',
      'case.initialAt',
      'initial.name as initialName',
    ])
    .select(['case.reviewedTier', 'case.reviewNote', 'case.reviewedAt'])
    .select(['reviewer.name as reviewerName', 'decider.name as deciderName'])
    .select(['case.decisionNote', 'case.decidedAt'])
    .where('case.id', '=', id)
    .executeTakeFirst()
}

/** Holds a case whose loan is within reach. */
export async function lockCase({ tx, institution }: StaffContext, id: string) {
  const row = await tx
    .selectFrom('classCase')
    .select(['id', 'loanId', 'kind', 'status', 'systemTier', 'tier', 'initialBy', 'reviewedBy'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row as
    | {
        id: string
        loanId: string
        kind: CaseKind
        status: CaseStatus
        systemTier: Tier
        tier: Tier
        initialBy: string | null
        reviewedBy: string | null
      }
    | undefined
}

export type CaseStep =
  | {
      status: 'review'
      tier: Tier
      initialBy: string
      initialTier: Tier
      initialNote: string
      initialAt: Date
    }
  | {
      status: 'approval'
      tier: Tier
      reviewedBy: string
      reviewedTier: Tier
      reviewNote: string
      reviewedAt: Date
    }
  | { status: 'approved' | 'refused'; decidedBy: string; decisionNote: string; decidedAt: Date }

export async function setCase(
  { tx, institution }: StaffContext,
  id: string,
  step: CaseStep,
): Promise<void> {
  await tx
    .updateTable('classCase')
    .set(step)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export async function findOpenCase({ tx, institution }: StaffContext, loanId: string) {
  return tx
    .selectFrom('classCase')
    .select(['id', 'status', 'kind'])
    .where('institutionId', '=', institution.id)
    .where('loanId', '=', loanId)
    .where('status', 'in', openSteps)
    .executeTakeFirst()
}
