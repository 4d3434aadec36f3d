import type { SchedulePlan } from '@banyan/domain/loans/schedule-plan'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Scoped = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

/** The loan with the names around it; undefined when it is not within reach. */
export function findLoan({ tx, institution, scope }: Scoped, loanId: string) {
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
    .leftJoin('contract', (join) =>
      join
        .onRef('contract.institutionId', '=', 'loan.institutionId')
        .onRef('contract.id', '=', 'loan.contractId'),
    )
    .select(['loan.id', 'loan.number', 'loan.customerId', 'loan.applicationId', 'loan.currency'])
    .select(['loan.principal', 'loan.balance', 'loan.annualRate', 'loan.method'])
    .select('loan.frequency')
    .select(['loan.dayCount', 'loan.periods', 'loan.disbursedOn', 'loan.maturesOn'])
    .select(['loan.status', 'loan.settledOn', 'loan.tier', 'loan.tierBasis', 'loan.nextTierOn'])
    .select(['loan.defaultedOn', 'loan.guarantee', 'loan.source', 'loan.product'])
    .select(['loan.commitment', 'loan.scheduleVersion', 'loan.eventCount', 'loan.isAccruing'])
    .select([
      'loan.held',
      'loan.feesDue',
      'loan.writtenOff',
      'loan.writtenOffOn',
      'loan.misusedFrom',
    ])
    .select(['customer.name as customerName', 'customer.kind as customerKind'])
    .select(['customer.number as customerNumber', 'branch.name as branchName'])
    .select(['product.name as productName', 'product.nameEn as productNameEn'])
    .select(['officer.name as officerName', 'contract.number as contractNumber'])
    .where('loan.institutionId', '=', institution.id)
    .where('loan.id', '=', loanId)
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
    .executeTakeFirst()
}

/** The application of a loan within reach; null of one that came without. */
export function findApplicationOf({ tx, institution, scope }: Scoped, loanId: string) {
  return tx
    .selectFrom('loan')
    .select('applicationId')
    .where('institutionId', '=', institution.id)
    .where('id', '=', loanId)
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
    .executeTakeFirst()
}

/** Newest first. */
export function listRepayments({ tx, institution }: Scoped, loanId: string) {
  return tx
    .selectFrom('repayment')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'repayment.institutionId')
        .onRef('staff.id', '=', 'repayment.postedBy'),
    )
    .select(['repayment.id', 'repayment.kind', 'paidOn', 'amount', 'principal', 'interest'])
    .select(['penalty', 'compound', 'fee', 'held', 'source', 'reversedOn'])
    .select(['repayment.postedAt', 'staff.name as postedBy'])
    .where('repayment.institutionId', '=', institution.id)
    .where('loanId', '=', loanId)
    .orderBy('paidOn', 'desc')
    .orderBy('repayment.id', 'desc')
    .execute()
}

/** The ledger of a loan in the order of its days. */
export function listPostings({ tx, institution }: Scoped, loanId: string) {
  return tx
    .selectFrom('posting')
    .select(['journalId', 'position', 'kind', 'businessDay', 'valueDay', 'debit', 'credit'])
    .select(['amount', 'eventId', 'reverses'])
    .where('institutionId', '=', institution.id)
    .where('loanId', '=', loanId)
    .orderBy('businessDay')
    .orderBy('postedAt')
    .orderBy('journalId')
    .orderBy('position')
    .execute()
}

/** Everything that happened to a loan, the newest entry first, with who entered it. */
export function listHappenings({ tx, institution }: Scoped, loanId: string) {
  return tx
    .selectFrom('loanEvent')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'loanEvent.institutionId')
        .onRef('staff.id', '=', 'loanEvent.madeBy'),
    )
    .leftJoin('loanEvent as reversal', (join) =>
      join
        .onRef('reversal.institutionId', '=', 'loanEvent.institutionId')
        .onRef('reversal.reverses', '=', 'loanEvent.id'),
    )
    .leftJoin('loanAct', (join) =>
      join
        .onRef('loanAct.institutionId', '=', 'loanEvent.institutionId')
        .onRef('loanAct.id', '=', 'loanEvent.proposalId'),
    )
    .select(['loanEvent.id', 'loanEvent.sequence', 'loanEvent.kind', 'loanEvent.valueDay'])
    .select(['loanEvent.businessDay', 'loanEvent.amount', 'loanEvent.detail', 'loanEvent.source'])
    .select(['loanEvent.reverses', 'reversal.id as reversedBy', 'staff.name as madeBy'])
    .select(['loanEvent.madeAt', 'loanAct.number as actNumber', 'loanAct.reason'])
    .where('loanEvent.institutionId', '=', institution.id)
    .where('loanEvent.loanId', '=', loanId)
    .orderBy('loanEvent.sequence', 'desc')
    .execute()
}

/** The versions of a schedule that replaced another, oldest first. */
export function listVersions({ tx, institution }: Scoped, loanId: string) {
  return tx
    .selectFrom('scheduleVersion')
    .select(['version', 'validFrom', 'reason', 'eventId', 'madeAt'])
    .where('institutionId', '=', institution.id)
    .where('loanId', '=', loanId)
    .orderBy('version')
    .execute()
}

/** What a version of the schedule came from. */
export async function findPlan(
  { tx, institution }: Scoped,
  loanId: string,
  version: number,
): Promise<SchedulePlan | null> {
  const row = await tx
    .selectFrom('scheduleVersion')
    .select('plan')
    .where('institutionId', '=', institution.id)
    .where('loanId', '=', loanId)
    .where('version', '=', version)
    .executeTakeFirst()
  // It was written from this type.
  const kept = row?.plan as { plan: SchedulePlan | null } | undefined
  return kept?.plan ?? null
}

/** Rows that a later version replaced. */
export function listSuperseded({ tx, institution }: Scoped, loanId: string) {
  return tx
    .selectFrom('supersededInstalment')
    .select(['version', 'number', 'dueOn', 'principal', 'interest', 'fee'])
    .where('institutionId', '=', institution.id)
    .where('loanId', '=', loanId)
    .orderBy('version')
    .orderBy('number')
    .execute()
}

/** The tiers as they are known now. */
export function listTiers({ tx, institution }: Scoped, loanId: string) {
  return tx
    .selectFrom('loanTier')
    .select(['tier', 'validFrom', 'validTo', 'daysPastDue', 'basis'])
    .where('institutionId', '=', institution.id)
    .where('loanId', '=', loanId)
    .where('knownTo', 'is', null)
    .orderBy('validFrom')
    .execute()
}

export function listLoanEvents({ tx, institution }: Scoped, loanId: string) {
  return tx
    .selectFrom('auditEvent')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'auditEvent.institutionId')
        .onRef('staff.id', '=', 'auditEvent.staffId'),
    )
    .select(['auditEvent.seq', 'auditEvent.action', 'auditEvent.at', 'staff.name as staffName'])
    .where('auditEvent.institutionId', '=', institution.id)
    .where('auditEvent.entityId', '=', loanId)
    .orderBy('auditEvent.seq', 'desc')
    .limit(100)
    .execute()
}
