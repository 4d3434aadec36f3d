import type { Procedure } from '../policy.ts'
import type { Place } from './places.ts'

/**
 * How a procedure is asked about a place.
 * one: names a row, which may be hidden. · list: shows rows, among which the place's may be missing. ·
 * general: concerns no single place; only whether it is allowed counts.
 */
export interface Sample {
  about: 'one' | 'list' | 'general'
  input: (place: Place) => unknown
  /** What must be in the answer when the place is seen; for lists. */
  shows?: (place: Place) => string
}

const one = (input: Sample['input']): Sample => ({ about: 'one', input })
const general = (input: unknown = {}): Sample => ({ about: 'general', input: () => input })
const list = (
  shows: (place: Place) => string,
  input: Sample['input'] = () => ({ limit: 100 }),
): Sample => ({ about: 'list', input, shows })

const reason = 'asked by the matrix'
const period = { from: '2026-01-01', to: '2026-10-14' }
const customer = one(({ customerId: id }) => ({ id }))
const customerWithReason = one(({ customerId: id }) => ({ id, reason }))
const ofCustomer = one(({ customerId }) => ({ customerId }))
const application = one(({ applicationId }) => ({ applicationId }))
const stepped = one(({ applicationId }) => ({ applicationId, version: 1 }))
const noted = one(({ applicationId }) => ({ applicationId, version: 1, note: reason }))
const loan = one(({ loanId }) => ({ loanId }))
const group = one(({ groupId }) => ({ groupId }))
const batch = one(({ importId: id }) => ({ id }))
const report = one(({ reportId }) => ({ reportId }))
const colleague = one(({ staffId }) => ({ staffId, reason }))

/** One for every procedure; what is missing here fails the matrix. */
export const samples: Partial<Record<string, Sample>> &
  Record<Extract<Procedure, `staff.${string}`>, Sample> = {
  'home.today': general(),
  'audit.events': general(period),
  'audit.seals': general(),
  'analytics.overview': general(),
  'analytics.overdue': general(),
  'analytics.approvals': general(period),
  'analytics.approvalRows': general(period),
  'analytics.vintage': general(),
  'analytics.loanRows': general(),
  'analytics.officers': general(period),
  'analytics.dimensions': general(),
  'contacts.list': ofCustomer,
  'contacts.log': one(({ customerId }) => ({
    customerId,
    channel: 'phone',
    happenedOn: '2026-10-14',
    note: reason,
  })),
  'customers.list': list(({ customerId }) => customerId),
  'customers.get': customer,
  'customers.create': general({
    details: {
      kind: 'person',
      name: '新客户',
      idType: null,
      idNumber: '',
      sex: null,
      birthDate: null,
      mobile: '',
      email: '',
      card: '',
      address: '',
      occupation: '',
      employer: '',
      annualIncome: null,
      assets: [],
    },
  }),
  'customers.change': one(({ customerId: id }) => ({
    id,
    expectedVersion: 99,
    reason,
    details: {
      kind: 'company',
      name: '改名',
      shortName: '',
      companyType: null,
      creditCode: '',
      lei: '',
      legalRepresentative: '',
      registeredCapital: null,
      establishedOn: null,
      industrySection: null,
      address: '',
      contactName: '',
      contactMobile: '',
    },
  })),
  'customers.versions': customer,
  'customers.version': one(({ customerId: id }) => ({ id, version: 1 })),
  'customers.activate': customer,
  'customers.freeze': customerWithReason,
  'customers.unfreeze': customerWithReason,
  'customers.addLicence': one(({ customerId }) => ({
    customerId,
    licence: { kind: 'other', number: '2', issuedOn: null, expiresOn: null },
  })),
  'customers.removeLicence': one(({ customerId, licenceId }) => ({ customerId, licenceId })),
  'customers.assign': one(({ customerId: id, branchId }) => ({ id, branchId, officerId: null })),
  'customers.reveal': one(({ customerId: id }) => ({ id, field: 'mobile', reason })),
  'customers.accessLog': customer,
  'customers.history': customer,
  'documents.list': list(({ documentId }) => documentId),
  'documents.remove': one(({ documentId: id }) => ({ id, reason })),
  'applications.list': list(({ applicationId }) => applicationId),
  'applications.counts': general(),
  'applications.get': application,
  'applications.timeline': application,
  'applications.products': general(),
  'applications.draft': one(({ customerId }) => ({ customerId, product: 'working-capital' })),
  'applications.change': one(({ applicationId }) => ({
    applicationId,
    version: 1,
    terms: { product: 'working-capital' },
  })),
  'applications.submit': stepped,
  'applications.withdraw': noted,
  'applications.startReview': stepped,
  'applications.raiseFinding': one(({ applicationId }) => ({
    applicationId,
    text: reason,
    isMandatory: true,
  })),
  'applications.resolveFinding': one(({ findingId }) => ({ findingId, resolution: reason })),
  'applications.return': noted,
  'decisions.weigh': application,
  'decisions.approve': one(({ applicationId }) => ({
    applicationId,
    version: 1,
    amount: 100_000_00,
    termMonths: 12,
    annualRate: 4_350_000,
    note: reason,
  })),
  'decisions.decline': one(({ applicationId }) => ({
    applicationId,
    version: 1,
    reasons: ['cannot-afford'],
    note: reason,
  })),
  'scoring.passReview': stepped,
  'scoring.score': stepped,
  'loans.list': list(({ loanId }) => loanId),
  'loans.choices': general(),
  'loans.get': loan,
  'loans.quote': loan,
  'loans.repay': one(({ loanId }) => ({ loanId, amount: 100_00, paidOn: '2026-10-15' })),
  'loans.contract': one(({ applicationId }) => ({ applicationId, signedOn: '2026-10-15' })),
  'loans.contractText': application,
  'loans.disbursal': application,
  'loans.disburse': application,
  'monitoring.overdue': list(({ loanId }) => loanId),
  'monitoring.summary': general(),
  'monitoring.close': general({ through: '2026-10-15' }),
  'groups.list': list(({ groupId }) => groupId),
  'groups.tree': group,
  'groups.relations': ofCustomer,
  'groups.addRelation': one(({ customerId, otherCustomerId }) => ({
    from: customerId,
    to: otherCustomerId,
    kind: 'trade',
    percent: null,
    votingPercent: null,
    amount: null,
    validFrom: null,
    validTo: null,
    source: reason,
    evidence: '',
  })),
  'groups.endRelation': one(({ relationId: id }) => ({ id, lastDay: '2026-10-01', reason })),
  'groups.addMember': one(({ groupId, otherCustomerId: customerId }) => ({
    groupId,
    customerId,
    reason,
  })),
  'groups.removeMember': one(({ groupId, memberId: customerId }) => ({
    groupId,
    customerId,
    reason,
  })),
  'groups.confirm': group,
  'groups.setLimit': one(({ groupId }) => ({
    groupId,
    amount: 1_000_000_00,
    isRevolving: true,
    note: reason,
  })),
  'search.find': list(
    ({ customerId }) => customerId,
    ({ customerName: text }) => ({ text, limit: 100 }),
  ),
  'imports.list': list(({ importId }) => importId),
  'imports.get': batch,
  'imports.preview': batch,
  'imports.problems': batch,
  'imports.start': one(({ importId: id }) => ({
    id,
    source: 'file',
    mapping: { columns: {} },
    dryRun: true,
  })),
  'imports.cancel': batch,
  'imports.undo': batch,
  'reports.list': list(({ reportId }) => reportId),
  'reports.get': report,
  'reports.cell': one(({ reportId }) => ({ reportId, cell: 'G11_I_2.A' })),
  'reports.compare': report,
  'reports.choices': general(),
  'reports.filings': general(),
  'reports.build': general({ code: 'asset-quality', asOf: '2026-10-14' }),
  'reports.correct': one(({ reportId }) => ({ reportId, explanation: reason })),
  'reports.release': report,
  'reports.operations': general(period),
  'settings.products': general(),
  'settings.authorities': general(),
  'settings.capitalBases': general(),
  'settings.branches': list(
    ({ branchId }) => branchId,
    () => ({}),
  ),
  'settings.scorecards': general(),
  'settings.recordCapitalBase': general({
    kind: 'net-assets',
    validFrom: '2026-10-15',
    amount: 1_000_000_00,
    source: reason,
  }),
  'settings.addBranch': one(({ branchId: parentId }) => ({
    code: 'MATRIX',
    name: '新支行',
    parentId,
  })),
  'staff.list': list(({ staffId }) => staffId),
  'staff.colleagues': general(),
  'staff.branches': general(),
  'staff.add': one(({ branchId }) => ({ name: '新人', loginName: 'matrix-newcomer', branchId })),
  'staff.move': one(({ staffId, branchId }) => ({ staffId, branchId })),
  'staff.setRoles': one(({ staffId }) => ({ staffId, roles: ['customer-manager'] })),
  'staff.disable': colleague,
  'staff.enable': colleague,
  'staff.resetPassword': colleague,
}
