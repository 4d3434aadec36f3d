import { type Role, roles } from '@banyan/domain/access/roles'

/** How far a role sees: its own customers, its branch and those below, the whole institution. */
export type Reach = 'own' | 'branch' | 'institution'

/** Personal fields that leave the system masked wherever this procedure shows them. */
export type MaskedField =
  | 'identity-number'
  | 'mobile'
  | 'card'
  | 'address'
  | 'email'
  | 'person-name'

export interface PolicyRow {
  permission: string
  reach: Readonly<Record<Role, Reach | null>>
  masked: readonly MaskedField[]
}

const reaches: Record<string, Reach | null> = {
  '-': null,
  o: 'own',
  b: 'branch',
  i: 'institution',
}

/** One cell for every role, in the order of `roles`. A missing or unknown cell stops the start. */
function row<P extends string>(permission: P, cells: string, masked: readonly MaskedField[] = []) {
  const letters = cells.split(/\s+/)
  if (letters.length !== roles.length) throw new Error(`${permission}: a cell for each role`)
  const reach = roles.map((role, index): [Role, Reach | null] => {
    const cell = reaches[letters[index] ?? '']
    if (cell === undefined) throw new Error(`${permission}: undeclared cell for ${role}`)
    return [role, cell]
  })
  return { permission, reach: Object.fromEntries(reach) as Record<Role, Reach | null>, masked }
}

const person: readonly MaskedField[] = [
  'identity-number',
  'mobile',
  'card',
  'address',
  'email',
  'person-name',
]
const names: readonly MaskedField[] = ['person-name']

/**
 * Who may do what, how far, and what stays masked: procedure × role.
 * CM customer manager · DR document reviewer · BA branch approver · HA head-office approver ·
 * RO risk officer · DO disbursement officer · PL post-loan officer · EX executive · RG regulator ·
 * AU auditor · SY system, SE security, AA audit administrator.
 */
export const policy = {
  //                                                CM DR BA HA RO DO PL EX RG AU SY SE AA
  'staff.list': row('see staff', '-  -  -  -  -  -  -  i  -  i  i  i  i'),
  'staff.colleagues': row('see colleagues', 'i  i  i  i  i  i  i  i  -  i  i  i  i'),
  'staff.add': row('manage staff', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'staff.move': row('manage staff', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'staff.setRoles': row('grant roles', '-  -  -  -  -  -  -  -  -  -  -  i  -'),
  'staff.disable': row('manage staff', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'staff.enable': row('manage staff', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'staff.resetPassword': row('reset passwords', '-  -  -  -  -  -  -  -  -  -  -  i  -'),
  'staff.branches': row('see colleagues', 'i  i  i  i  i  i  i  i  -  i  i  i  i'),
  'settings.products': row('see settings', '-  -  i  i  i  -  -  i  -  i  i  i  i'),
  'settings.authorities': row('see settings', '-  -  i  i  i  -  -  i  -  i  i  i  i'),
  'settings.capitalBases': row('see settings', '-  -  i  i  i  -  -  i  -  i  i  i  i'),
  'settings.branches': row('see settings', '-  -  i  i  i  -  -  i  -  i  i  i  i'),
  'settings.scorecards': row('see settings', '-  -  i  i  i  -  -  i  -  i  i  i  i'),
  'settings.recordCapitalBase': row('keep capital bases', '-  -  -  i  i  -  -  -  -  -  -  -  -'),
  'settings.addBranch': row('keep branches', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'customers.list': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'customers.get': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', person),
  'customers.versions': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', person),
  'customers.version': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', person),
  'customers.create': row('create customers', 'o  -  -  -  -  -  -  -  -  -  -  -  -'),
  'customers.change': row('change customers', 'o  -  -  -  -  -  -  -  -  -  -  -  -'),
  'customers.activate': row('activate customers', 'o  b  b  -  -  -  -  -  -  -  -  -  -'),
  'customers.freeze': row('freeze customers', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'customers.unfreeze': row('freeze customers', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'customers.addLicence': row('keep licences', 'o  b  -  -  -  -  -  -  -  -  -  -  -'),
  'customers.removeLicence': row('keep licences', 'o  b  -  -  -  -  -  -  -  -  -  -  -'),
  'customers.assign': row('assign customers', '-  -  b  i  -  -  -  -  -  -  -  -  -'),
  'customers.reveal': row('reveal personal data', 'o  b  b  i  i  b  b  -  -  -  -  -  -'),
  'customers.accessLog': row('see who viewed', 'o  -  b  i  i  -  -  -  -  i  -  -  i'),
  'customers.history': row('see customer history', 'b  b  b  i  i  b  b  -  -  i  -  -  i'),
  'contacts.list': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -'),
  'contacts.log': row('log contacts', 'o  -  b  -  i  -  b  -  -  -  -  -  -'),
  'documents.list': row('see documents', 'b  b  b  i  i  b  b  -  -  i  -  -  -'),
  'documents.remove': row('file documents', 'o  b  -  -  -  -  b  -  -  -  -  -  -'),
  'POST /api/documents': row('file documents', 'o  b  -  -  -  -  b  -  -  -  -  -  -'),
  'GET /api/documents/:id': row('open documents', 'b  b  b  i  i  b  b  -  -  i  -  -  -'),
  'facts.list': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', person),
  'facts.verify': row('verify facts', 'o  b  b  -  i  -  -  -  -  -  -  -  -'),
  'facts.conflicts': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', person),
  'facts.settle': row('settle conflicts', 'o  b  b  -  i  -  -  -  -  -  -  -  -'),
  'facts.markFalse': row('mark false material', 'o  b  b  -  i  -  b  -  -  -  -  -  -'),
  'facts.liftFalse': row('lift false material', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'facts.falseMarks': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'duplicates.suggest': row('see suggestions', 'b  b  b  i  i  b  b  -  -  -  -  -  -', names),
  'duplicates.list': row('see suggestions', 'b  b  b  i  i  b  b  -  -  -  -  -  -', names),
  'duplicates.accept': row('answer suggestions', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'duplicates.dismiss': row('answer suggestions', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'duplicates.previewMerge': row('see merges', 'b  b  b  i  i  b  b  -  -  i  -  -  -', person),
  'duplicates.merges': row('see merges', 'b  b  b  i  i  b  b  -  -  i  -  -  -', names),
  'duplicates.proposeMerge': row('propose merges', 'b  -  b  i  i  -  -  -  -  -  -  -  -'),
  'duplicates.askUndo': row('propose merges', 'b  -  b  i  i  -  -  -  -  -  -  -  -'),
  'duplicates.approveMerge': row('decide merges', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'duplicates.refuseMerge': row('decide merges', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'duplicates.undoMerge': row('decide merges', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'visits.list': row('see visits', 'b  b  b  i  i  b  b  -  -  i  -  -  -', names),
  'visits.plan': row('plan visits', 'o  -  b  -  i  -  b  -  -  -  -  -  -'),
  'visits.reschedule': row('plan visits', 'o  -  b  -  i  -  b  -  -  -  -  -  -'),
  'visits.cancel': row('plan visits', 'o  -  b  -  i  -  b  -  -  -  -  -  -'),
  'visits.record': row('plan visits', 'o  -  b  -  i  -  b  -  -  -  -  -  -'),
  'tasks.list': row('see tasks', 'b  b  b  i  i  b  b  -  -  -  -  -  -', names),
  'tasks.mine': row('see tasks', 'b  b  b  i  i  b  b  -  -  -  -  -  -', names),
  'tasks.give': row('give tasks', 'b  b  b  i  i  b  b  -  -  -  -  -  -'),
  'tasks.finish': row('give tasks', 'b  b  b  i  i  b  b  -  -  -  -  -  -'),
  'tasks.cancel': row('give tasks', 'b  b  b  i  i  b  b  -  -  -  -  -  -'),
  'tasks.handOn': row('give tasks', 'b  b  b  i  i  b  b  -  -  -  -  -  -'),
  'messages.list': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -'),
  'messages.send': row('send messages', 'o  -  b  -  -  -  b  -  -  -  -  -  -'),
  'timeline.list': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.list': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.tree': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.children': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.ancestors': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.subtree': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -'),
  'GET /api/groups/:id/tree': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.relations': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.addRelation': row('edit relations', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'groups.treeAsOf': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.treeChanges': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.ownership': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.guarantees': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.contagion': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.pathBetween': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.graph': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.relationHistory': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.correctRelation': row('edit relations', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'groups.verifyRelation': row('verify relations', '-  b  b  i  i  -  b  -  -  -  -  -  -'),
  'groups.ringPreview': row('edit relations', 'o  -  -  -  i  -  -  -  -  -  -  -  -', names),
  'groups.heldGuarantees': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.decideGuarantee': row('release guarantees', '-  -  -  i  -  -  -  -  -  -  -  -  -'),
  'groups.endRelation': row('edit relations', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'groups.addMember': row('edit groups', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'groups.removeMember': row('edit groups', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'groups.confirm': row('confirm groups', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'groupActs.list': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groupActs.get': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groupActs.preview': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groupActs.propose': row('propose group acts', 'o  -  -  i  i  -  -  -  -  -  -  -  -'),
  'groupActs.proposeReverse': row('propose group acts', 'o  -  -  i  i  -  -  -  -  -  -  -  -'),
  'groupActs.withdraw': row('propose group acts', 'o  -  -  i  i  -  -  -  -  -  -  -  -'),
  'groupActs.approve': row('decide group acts', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'groupActs.refuse': row('decide group acts', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'groupSets.list': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groupSets.get': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groupSets.ofCustomer': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groupSets.derive': row('derive sets', '-  -  -  i  i  -  -  -  -  -  -  -  -'),
  'groupSets.override': row('propose group acts', 'o  -  -  i  i  -  -  -  -  -  -  -  -'),
  'groupSets.decide': row('decide group acts', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'exposure.ofNode': row('see exposure', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'exposure.ofGroup': row('see exposure', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'exposure.simulate': row('see exposure', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'exposure.headroom': row('see exposure', 'b  b  b  i  i  b  b  i  -  i  -  -  -'),
  'exposure.customerLimits': row('see exposure', 'b  b  b  i  i  b  b  i  -  i  -  -  -'),
  'exposure.waitingLimits': row('see exposure', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'exposure.setCustomerLimit': row('set customer limits', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'exposure.decideCustomerLimit': row(
    'decide customer limits',
    '-  -  b  i  i  -  -  -  -  -  -  -  -',
  ),
  'exposure.days': row('see concentration', '-  -  -  i  i  -  -  i  i  i  -  -  -'),
  'exposure.largest': row('see concentration', '-  -  -  i  i  -  -  i  i  i  -  -  -', names),
  'exposure.contracts': row('see concentration', '-  -  -  i  i  -  -  i  i  i  -  -  -', names),
  'groups.setLimit': row('set group limits', '-  -  -  i  i  -  -  -  -  -  -  -  -'),
  'search.find': row('search', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'search.customers': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'search.facets': row('see customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'views.list': row('see views', 'b  b  b  b  b  b  b  b  b  b  b  b  b'),
  'views.get': row('see views', 'b  b  b  b  b  b  b  b  b  b  b  b  b'),
  'views.save': row('keep views', 'b  b  b  b  b  b  b  b  b  b  b  b  b'),
  'views.change': row('keep views', 'b  b  b  b  b  b  b  b  b  b  b  b  b'),
  'views.choose': row('keep views', 'b  b  b  b  b  b  b  b  b  b  b  b  b'),
  'views.remove': row('keep views', 'b  b  b  b  b  b  b  b  b  b  b  b  b'),
  'views.share': row('share views', '-  -  b  i  i  -  -  -  -  -  i  -  -'),
  'views.lock': row('govern views', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'views.setDefault': row('govern views', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'layouts.all': row('see views', 'b  b  b  b  b  b  b  b  b  b  b  b  b'),
  'layouts.keep': row('keep views', 'b  b  b  b  b  b  b  b  b  b  b  b  b'),
  'layouts.forget': row('keep views', 'b  b  b  b  b  b  b  b  b  b  b  b  b'),
  'follows.list': row('follow customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'follows.recents': row('follow customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'follows.follow': row('follow customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -'),
  'follows.unfollow': row('follow customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -'),
  'follows.seen': row('follow customers', 'b  b  b  i  i  b  b  i  -  i  -  -  -'),
  'loans.list': row('see loans', 'o  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'loans.choices': row('see loans', 'o  b  b  i  i  b  b  i  -  i  -  -  -'),
  'loans.get': row('see loans', 'o  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'loans.quote': row('take repayments', '-  -  -  -  -  b  b  -  -  -  -  -  -'),
  'loans.repay': row('take repayments', '-  -  -  -  -  b  b  -  -  -  -  -  -'),
  'loans.contract': row('make contracts', 'o  b  -  -  -  -  -  -  -  -  -  -  -'),
  'loans.contractText': row('read contracts', 'o  b  b  i  i  b  b  -  -  -  -  -  -'),
  'loans.disbursal': row('disburse loans', '-  -  -  -  -  b  -  -  -  -  -  -  -'),
  'loans.disburse': row('disburse loans', '-  -  -  -  -  b  -  -  -  -  -  -  -'),
  'monitoring.overdue': row('see overdue loans', 'o  -  b  i  i  -  b  i  -  i  -  -  -', names),
  'monitoring.summary': row('see overdue loans', 'o  -  b  i  i  -  b  i  -  i  -  -  -'),
  'monitoring.close': row('close business days', '-  -  -  i  i  -  -  -  -  -  -  -  -'),
  'applications.list': row('see applications', 'o  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'applications.counts': row('see applications', 'o  b  b  i  i  b  b  i  -  i  -  -  -'),
  'applications.get': row('see applications', 'o  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'applications.timeline': row('see applications', 'o  b  b  i  i  b  b  i  -  i  -  -  -'),
  'applications.products': row('see applications', 'i  i  i  i  i  i  i  i  -  i  -  -  -'),
  'applications.draft': row('make applications', 'o  -  -  -  -  -  -  -  -  -  -  -  -'),
  'applications.change': row('make applications', 'o  -  -  -  -  -  -  -  -  -  -  -  -'),
  'applications.submit': row('make applications', 'o  -  -  -  -  -  -  -  -  -  -  -  -'),
  'applications.withdraw': row('make applications', 'o  -  -  -  -  -  -  -  -  -  -  -  -'),
  'applications.startReview': row('review applications', '-  b  -  -  -  -  -  -  -  -  -  -  -'),
  'applications.raiseFinding': row('review applications', '-  b  -  -  -  -  -  -  -  -  -  -  -'),
  'applications.resolveFinding': row(
    'review applications',
    '-  b  -  -  -  -  -  -  -  -  -  -  -',
  ),
  'applications.return': row('return applications', '-  b  b  i  -  -  -  -  -  -  -  -  -'),
  'scoring.passReview': row('review applications', '-  b  -  -  -  -  -  -  -  -  -  -  -'),
  'scoring.score': row('score applications', '-  b  b  i  i  -  -  -  -  -  -  -  -'),
  'decisions.weigh': row('see decisions', '-  -  b  i  i  -  -  -  -  i  -  -  -'),
  'decisions.approve': row('approve applications', '-  -  b  i  -  -  -  -  -  -  -  -  -'),
  'decisions.decline': row('decline applications', '-  -  b  i  -  -  -  -  -  -  -  -  -'),
  'analytics.overview': row('see analytics', '-  -  -  i  i  -  -  i  -  i  -  -  -', names),
  'analytics.overdue': row('see analytics', '-  -  -  i  i  -  -  i  -  i  -  -  -', names),
  'analytics.approvals': row('see analytics', '-  -  -  i  i  -  -  i  -  i  -  -  -', names),
  'analytics.approvalRows': row('see analytics', '-  -  -  i  i  -  -  i  -  i  -  -  -', names),
  'analytics.vintage': row('see analytics', '-  -  -  i  i  -  -  i  -  i  -  -  -', names),
  'analytics.loanRows': row('see analytics', '-  -  -  i  i  -  -  i  -  i  -  -  -', names),
  'analytics.officers': row('see analytics', '-  -  -  i  i  -  -  i  -  i  -  -  -', names),
  'analytics.dimensions': row('see analytics', '-  -  -  i  i  -  -  i  -  i  -  -  -'),
  'reports.list': row('see reports', '-  -  -  i  i  -  i  i  i  i  -  -  -'),
  'reports.get': row('see reports', '-  -  -  i  i  -  i  i  i  i  -  -  -'),
  'reports.cell': row('see reports', '-  -  -  i  i  -  i  i  i  i  -  -  -', names),
  'reports.compare': row('see reports', '-  -  -  i  i  -  i  i  i  i  -  -  -'),
  'reports.filings': row('see reports', '-  -  -  i  i  -  i  i  i  i  -  -  -'),
  'reports.choices': row('build reports', '-  -  -  -  i  -  i  -  -  -  -  -  -'),
  'reports.build': row('build reports', '-  -  -  -  i  -  i  -  -  -  -  -  -'),
  'reports.correct': row('build reports', '-  -  -  -  i  -  i  -  -  -  -  -  -'),
  'reports.release': row('release reports', '-  -  -  i  i  -  -  i  -  -  -  -  -'),
  'reports.operations': row('see operations', '-  -  -  -  -  -  -  -  i  i  -  -  -', names),
  'GET /api/reports/:id/file/:format': row(
    'export reports',
    '-  -  -  i  i  -  i  i  i  i  -  -  -',
  ),
  'GET /api/reports/operations': row(
    'export operations',
    '-  -  -  -  -  -  -  -  i  i  -  -  -',
    names,
  ),
  'home.today': row('see home', 'o  b  b  i  i  b  b  i  i  i  i  i  i', names),
  'audit.events': row('see audit', '-  -  -  -  -  -  -  -  -  i  -  i  i'),
  'audit.seals': row('see audit', '-  -  -  -  -  -  -  -  -  i  -  i  i'),
  'imports.list': row('see imports', 'o  -  -  -  i  -  -  -  -  i  -  -  -'),
  'imports.get': row('see imports', 'o  -  -  -  i  -  -  -  -  i  -  -  -'),
  'imports.preview': row('import files', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'imports.problems': row('import files', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'imports.start': row('import files', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'imports.cancel': row('import files', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'imports.undo': row('import files', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'POST /api/imports': row('import files', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'GET /api/imports/:id/problems': row('import files', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
} as const satisfies Record<string, PolicyRow>

export { names as maskedNames, person as maskedPerson }

export type Procedure = keyof typeof policy
export type Permission = (typeof policy)[Procedure]['permission']

const widest: readonly Reach[] = ['institution', 'branch', 'own']

/** The widest reach that any of these roles has in a procedure, or null when none has any. */
export function reachOf(procedure: Procedure, held: readonly Role[]): Reach | null {
  const { reach } = policy[procedure]
  return widest.find((candidate) => held.some((role) => reach[role] === candidate)) ?? null
}

export function isProcedure(path: string): path is Procedure {
  return Object.hasOwn(policy, path)
}

/** What the screens ask before they show a way to do something. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  const rows = Object.values(policy)
  const allowed = rows.filter(({ reach }) => held.some((role) => reach[role] !== null))
  return [...new Set(allowed.map(({ permission }) => permission))]
}
