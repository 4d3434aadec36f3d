import type { Tx } from '@banyan/database'
import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import type { Tier } from '@banyan/domain/classification/tiers'
import { tiers } from '@banyan/domain/classification/tiers'
import { type Money, money } from '@banyan/domain/money'
import type { Contribution } from '@banyan/domain/scoring/score'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'

/** The head of a case: whose it is, who looks after it, when it moved, and its loan if there is one. */
export async function findCaseHead(context: StaffContext, id: string) {
  const { institution, scope } = context
  const row = await selectHead(context)
    .where('application.institutionId', '=', institution.id)
    .where('application.id', '=', id)
    .where((eb) =>
      inScope(eb, scope, { branch: 'application.branchId', officer: 'application.officerId' }),
    )
    .executeTakeFirst()
  return row && { ...row, customerName: shownName(context, row.customerKind, row.customerName) }
}

function selectHead({ tx }: Inside) {
  return joinedHead(tx).select([
    'application.createdOn',
    'application.submittedOn',
    'application.decidedOn',
    'application.statusOn',
    'application.returnCount',
    'customer.id as customerId',
    'customer.number as customerNumber',
    'customer.kind as customerKind',
    'customer.name as customerName',
    'customer.status as customerStatus',
    'customer.creditCode',
    'customer.industrySection',
    'product.name as productName',
    'product.nameEn as productNameEn',
    'product.isConsumer',
    'branch.name as branchName',
    'officer.name as officerName',
    'maker.name as makerName',
    'loan.id as loanId',
    'loan.number as loanNumber',
    'loan.status as loanStatus',
    'loan.oldestUnpaidOn',
  ])
}

function joinedHead(tx: Tx) {
  return tx
    .selectFrom('application')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'application.institutionId')
        .onRef('customer.id', '=', 'application.customerId'),
    )
    .innerJoin('product', (join) =>
      join
        .onRef('product.institutionId', '=', 'application.institutionId')
        .onRef('product.code', '=', 'application.product'),
    )
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'application.institutionId')
        .onRef('branch.id', '=', 'application.branchId'),
    )
    .innerJoin('staff as officer', (join) =>
      join
        .onRef('officer.institutionId', '=', 'application.institutionId')
        .onRef('officer.id', '=', 'application.officerId'),
    )
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'application.institutionId')
        .onRef('maker.id', '=', 'application.madeBy'),
    )
    .leftJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'application.institutionId')
        .onRef('loan.applicationId', '=', 'application.id'),
    )
}

type Inside = Pick<StaffContext, 'tx' | 'institution'>

/** Every step taken, oldest first. */
export async function listSteps({ tx, institution }: Inside, applicationId: string) {
  const rows = await tx
    .selectFrom('applicationStep')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'applicationStep.institutionId')
        .onRef('staff.id', '=', 'applicationStep.staffId'),
    )
    .select([
      'applicationStep.id',
      'applicationStep.step',
      'applicationStep.fromStatus',
      'applicationStep.toStatus',
      'applicationStep.staffId',
      'staff.name as staffName',
      'staff.roles as staffRoles',
      'applicationStep.happenedOn',
      'applicationStep.at',
      'applicationStep.note',
    ])
    .where('applicationStep.institutionId', '=', institution.id)
    .where('applicationStep.applicationId', '=', applicationId)
    .orderBy('applicationStep.at')
    .orderBy('applicationStep.id')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    ...row,
    fromStatus: row.fromStatus as ApplicationStatus,
    toStatus: row.toStatus as ApplicationStatus,
  }))
}

/** Findings with who raised and who settled them, in the order they were raised. */
export async function listNamedFindings({ tx, institution }: Inside, applicationId: string) {
  return tx
    .selectFrom('reviewFinding as finding')
    .innerJoin('staff as raiser', (join) =>
      join
        .onRef('raiser.institutionId', '=', 'finding.institutionId')
        .onRef('raiser.id', '=', 'finding.raisedBy'),
    )
    .leftJoin('staff as resolver', (join) =>
      join
        .onRef('resolver.institutionId', '=', 'finding.institutionId')
        .onRef('resolver.id', '=', 'finding.resolvedBy'),
    )
    .select([
      'finding.id',
      'finding.text',
      'finding.isMandatory',
      'finding.raisedAt',
      'raiser.name as raisedBy',
      'finding.resolvedAt',
      'finding.resolution',
      'resolver.name as resolvedBy',
    ])
    .where('finding.institutionId', '=', institution.id)
    .where('finding.applicationId', '=', applicationId)
    .orderBy('finding.raisedAt')
    .orderBy('finding.id')
    .limit(500)
    .execute()
}

/** Its scores, newest first: the present one, and those before it. */
export async function listScores({ tx, institution }: Inside, applicationId: string) {
  const rows = await tx
    .selectFrom('score')
    .select([
      'id',
      'scorecard',
      'scorecardVersion',
      'points',
      'grade',
      'outcome',
      'contributions',
      'reasons',
      'madeAt',
    ])
    .where('institutionId', '=', institution.id)
    .where('applicationId', '=', applicationId)
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) => ({
    ...row,
    outcome: row.outcome as 'pass' | 'refer' | 'decline',
    contributions: row.contributions as Contribution[],
    reasons: row.reasons as string[],
  }))
}

export async function findDecision({ tx, institution }: Inside, applicationId: string) {
  return tx
    .selectFrom('decision')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'decision.institutionId')
        .onRef('staff.id', '=', 'decision.checkerId'),
    )
    .select([
      'decision.outcome',
      'decision.amount',
      'decision.termMonths',
      'decision.annualRate',
      'decision.role',
      'decision.isException',
      'decision.reasons',
      'decision.conditions',
      'decision.note',
      'decision.decidedOn',
      'decision.decidedAt',
      'staff.name as decidedBy',
    ])
    .where('decision.institutionId', '=', institution.id)
    .where('decision.applicationId', '=', applicationId)
    .executeTakeFirst()
}

export interface CustomerRisk {
  /** The worst tier among the customer's active loans, by days; null without a loan. */
  tier: Tier | null
  oldestUnpaidOn: string | null
  activeLoans: number
  balance: Money
}

export async function getCustomerRisk(
  { tx, institution }: Inside,
  customerId: string,
): Promise<CustomerRisk> {
  const row = await tx
    .selectFrom('loan')
    .select((eb) => [
      eb.fn.countAll<number>().as('activeLoans'),
      eb.fn.min('oldestUnpaidOn').as('oldestUnpaidOn'),
      sql<number>`coalesce(sum(balance), 0)::bigint`.as('balance'),
      sql<number | null>`max(array_position(${sql.val([...tiers])}::text[], tier))`.as('tierRank'),
    ])
    .where('institutionId', '=', institution.id)
    .where('customerId', '=', customerId)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  return {
    tier: row.tierRank === null ? null : (tiers[row.tierRank - 1] ?? null),
    oldestUnpaidOn: row.oldestUnpaidOn,
    activeLoans: row.activeLoans,
    balance: money(row.balance),
  }
}
