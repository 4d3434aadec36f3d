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
    .select(['loan.principal', 'loan.annualRate', 'loan.method', 'loan.frequency'])
    .select(['loan.dayCount', 'loan.periods', 'loan.disbursedOn', 'loan.maturesOn'])
    .select(['loan.status', 'loan.settledOn', 'loan.tier', 'loan.tierBasis', 'loan.nextTierOn'])
    .select(['loan.defaultedOn', 'loan.guarantee', 'loan.source', 'loan.product'])
    .select(['customer.name as customerName', 'customer.kind as customerKind'])
    .select(['customer.number as customerNumber', 'branch.name as branchName'])
    .select(['product.name as productName', 'product.nameEn as productNameEn'])
    .select(['officer.name as officerName', 'contract.number as contractNumber'])
    .where('loan.institutionId', '=', institution.id)
    .where('loan.id', '=', loanId)
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
    .select(['repayment.id', 'paidOn', 'amount', 'principal', 'interest', 'source', 'reversedOn'])
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
    .select(['journalId', 'position', 'kind', 'businessDay', 'debit', 'credit', 'amount'])
    .where('institutionId', '=', institution.id)
    .where('loanId', '=', loanId)
    .orderBy('businessDay')
    .orderBy('postedAt')
    .orderBy('journalId')
    .orderBy('position')
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
