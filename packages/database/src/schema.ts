// Made by `pnpm --filter @banyan/database schema` from the migrated database.
import type { ColumnType } from 'kysely'

type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>
type Json = ColumnType<unknown, string, string>

export interface AccessLogTable {
  institutionId: string
  at: Date
  id: string
  staffId: string
  customerId: string
  what: string
}

export interface AccountTable {
  id: string
  loginName: string
  name: string
  passwordHash: string | null
  failedCount: Generated<number>
  lockedUntil: Date | null
  disabledAt: Date | null
  passwordSetAt: Date | null
  createdAt: Date
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
}

export interface AccountBalanceTable {
  institutionId: string
  account: string
  branchId: string
  product: string
  currency: string
  throughDay: string
  balance: number
}

export interface AccountEventTable {
  accountId: string
  seq: number
  action: string
  at: Date
  body: string
  hash: Buffer
}

export interface AccountInflowTable {
  institutionId: string
  id: string
  customerId: string
  month: string
  amount: number
  source: string
  enteredBy: string
  enteredAt: Date
  importBatchId: string | null
}

export interface ApplicationTable {
  institutionId: string
  id: string
  number: string
  customerId: string
  product: string
  amount: number | null
  termMonths: number | null
  annualRate: number | null
  method: string | null
  frequency: Generated<string>
  guarantee: Generated<string>
  purpose: string | null
  repaymentSource: string | null
  status: string
  branchId: string
  officerId: string
  madeBy: string
  version: Generated<number>
  createdOn: string
  createdAt: Date
  submittedOn: string | null
  submittedAt: Date | null
  statusSince: Date
  statusOn: string
  decidedOn: string | null
  decidedAt: Date | null
  returnCount: Generated<number>
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
}

export interface ApplicationStepTable {
  institutionId: string
  id: string
  applicationId: string
  step: string
  fromStatus: string
  toStatus: string
  staffId: string
  happenedOn: string
  at: Date
  note: Generated<string>
}

export interface AuditEventTable {
  institutionId: string
  entityId: string
  seq: number
  entity: string
  action: string
  staffId: string | null
  at: Date
  body: string
  hash: Buffer
}

export interface AuditSealTable {
  institutionId: string
  number: number
  leaves: number
  root: Buffer
  chain: Buffer
  sealedAt: Date
}

export interface AuditSealLeafTable {
  institutionId: string
  entityId: string
  seq: number
  sealNumber: number
}

export interface AuthorityTable {
  institutionId: string
  id: string
  role: string
  product: string | null
  upTo: number
  validFrom: string
  validTo: string | null
}

export interface BankLineTable {
  institutionId: string
  id: string
  statementId: string
  line: number
  bankAccount: string
  reference: string
  bookedOn: string
  amount: number
  payerName: string
  memo: string
  status: string
  matchedBy: string | null
  matchCount: Generated<number>
  loanId: string | null
  eventId: string | null
  note: string | null
  decidedBy: string | null
  decidedAt: Date | null
}

export interface BankStatementTable {
  institutionId: string
  id: string
  name: string
  bankAccount: string
  digest: Buffer
  lineCount: number
  madeBy: string
  madeAt: Date
}

export interface BranchTable {
  institutionId: string
  id: string
  code: string
  name: string
  parentId: string | null
  createdAt: Date
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
}

export interface BusinessDayTable {
  institutionId: string
  day: string
  closedAt: Date | null
}

export interface CapitalBaseTable {
  institutionId: string
  kind: string
  validFrom: string
  amount: number
  source: string
}

export interface ChartChangeTable {
  institutionId: string
  id: string
  role: string
  code: string
  name: string
  nameEn: string
  reason: string
  status: string
  madeBy: string
  madeAt: Date
}

export interface ChartChangeDecisionTable {
  institutionId: string
  changeId: string
  makerId: string
  checkerId: string
  outcome: string
  note: string
  decidedAt: Date
}

export interface ChosenViewTable {
  institutionId: string
  staffId: string
  page: string
  viewId: string
}

export interface ClaimClockTable {
  institutionId: string
  id: string
  loanId: string
  partyId: string
  kind: string
  basis: string
  startsOn: string
  endsOn: string
  state: string
  restartedOn: string | null
  refreshedOn: string
}

export interface ClassCaseTable {
  institutionId: string
  id: string
  loanId: string
  kind: string
  status: string
  systemTier: string
  tier: string
  openedOn: string
  openedAt: Date
  dueOn: string
  initialBy: string | null
  initialTier: string | null
  initialNote: string | null
  initialAt: Date | null
  reviewedBy: string | null
  reviewedTier: string | null
  reviewNote: string | null
  reviewedAt: Date | null
  decidedBy: string | null
  decisionNote: string | null
  decidedAt: Date | null
}

export interface ClassFactTable {
  institutionId: string
  id: string
  customerId: string
  loanId: string | null
  kind: string
  value: Json
  evidence: string
  validFrom: string
  validTo: string | null
  status: string
  madeBy: string
  madeAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decisionNote: string | null
  endedBy: string | null
  endedAt: Date | null
  endReason: string | null
}

export interface ClassResultTable {
  institutionId: string
  id: string
  loanId: string
  day: string
  at: Date
  tier: string
  stage: number
  body: Json
  ruleVersionId: string | null
}

export interface ClassRunTable {
  institutionId: string
  periodEnd: string
  looked: Generated<number>
  tiersChanged: Generated<number>
  startedAt: Date
  finishedAt: Date | null
  loans: number | null
}

export interface CloseCheckTable {
  institutionId: string
  id: string
  day: string
  checkedAt: Date
  loans: number
  differences: number
  examples: Json
}

export interface CloseScheduleTable {
  institutionId: string
  id: string
  closesAt: string | null
  reason: string
  status: string
  madeBy: string
  madeAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
}

export interface CloseStepTable {
  institutionId: string
  day: string
  step: string
  position: number
  startedAt: Date
  finishedAt: Date | null
  rows: Generated<number>
  checkpoint: string | null
  workedMs: Generated<number>
}

export interface ClosedConcentrationTable {
  institutionId: string
  day: string
  netCapital: number | null
  tier1: number | null
  netAssets: number | null
  unknownCurrencies: string[]
  storedAt: Date
}

export interface ClosedExposureTable {
  institutionId: string
  day: string
  kind: string
  subjectId: string
  number: string
  name: string
  partyKind: string | null
  members: number
  drawn: number
  undrawn: number
  indirect: number
  allotted: number | null
  contracts: Json
}

export interface CollectionActionTable {
  institutionId: string
  id: string
  caseId: string
  partyId: string
  partyRole: string
  kind: string
  happenedOn: string
  happenedAt: Date
  outcome: string
  isEffective: boolean
  isAutomatic: boolean
  note: string
  staffId: string
  recordedAt: Date
}

export interface CollectionCaseTable {
  institutionId: string
  id: string
  number: string
  debtorId: string
  state: string
  openedOn: string
  closedOn: string | null
  closing: string | null
  officerId: string | null
  bucket: string
  oldestUnpaidOn: string
  overdue: number
  balance: number
  currency: string
  priority: number
  priorityReasons: Json
  refreshedOn: string
  hardshipUntil: string | null
  agreedFrom: string | null
  agreedTo: string | null
  agreedUntil: string | null
  agreedEvidence: string | null
  madeAt: Date
}

export interface CollectionHardshipTable {
  institutionId: string
  id: string
  caseId: string
  reason: string
  plan: string
  until: string
  state: string
  proposedBy: string
  proposedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
  endedOn: string | null
}

export interface CollectionLetterTable {
  institutionId: string
  id: string
  caseId: string
  number: string
  template: string
  loanId: string
  partyId: string
  title: string
  body: string
  writtenBy: string
  writtenOn: string
  writtenAt: Date
  servedOn: string | null
}

export interface CollectionPromiseTable {
  institutionId: string
  id: string
  caseId: string
  loanId: string
  amount: number
  madeOn: string
  dueOn: string
  state: string
  settledOn: string | null
  note: string
  madeBy: string
  madeAt: Date
}

export interface CollectionStepTable {
  institutionId: string
  id: string
  caseId: string
  kind: string
  happenedOn: string
  at: Date
  staffId: string | null
  detail: Generated<Json>
}

export interface CollectionStopTable {
  institutionId: string
  caseId: string
  partyId: string
  reason: string
  stoppedBy: string
  stoppedAt: Date
}

export interface ConnectedSetTable {
  institutionId: string
  id: string
  number: string
  basis: string
  name: string
  rootCustomerId: string
  status: string
  memberCount: number
  membersDigest: Buffer
  needsAssessment: boolean
  madeAt: Date
}

export interface ConnectedSetMemberTable {
  institutionId: string
  id: string
  setId: string
  customerId: string
  reasons: Json
  validFrom: string
  validTo: string | null
  knownFrom: Date
  knownTo: Date | null
}

export interface ConnectedSetProposalTable {
  institutionId: string
  id: string
  setId: string
  kind: string
  added: Json
  removed: string[]
  reason: string
  status: string
  madeBy: string
  madeAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
}

export interface ConsentTable {
  institutionId: string
  id: string
  customerId: string
  purpose: string
  channel: string
  givenOn: string
  withdrawnOn: string | null
  evidence: string
  recordedBy: string
  recordedAt: Date
}

export interface ContactTable {
  institutionId: string
  id: string
  customerId: string
  channel: string
  happenedOn: string
  note: string
  staffId: string
  createdAt: Date
}

export interface ContractTable {
  institutionId: string
  id: string
  applicationId: string
  number: string
  terms: Json
  text: string
  digest: Buffer
  madeBy: string
  signedOn: string
  madeAt: Date
  product: string | null
  productVersion: number | null
}

export interface CounterTable {
  institutionId: string
  kind: string
  next: number
}

export interface CovenantTable {
  institutionId: string
  id: string
  customerId: string
  contractId: string | null
  measure: string
  operator: string
  threshold: number
  period: string
  scope: string
  deliverWithinDays: number
  validFrom: string
  validTo: string | null
  source: string
  madeBy: string
  madeAt: Date
  endedOn: string | null
  endedBy: string | null
  endReason: string | null
}

export interface CovenantTestTable {
  institutionId: string
  id: string
  covenantId: string
  periodEnd: string
  statementId: string | null
  testedOn: string
  testedAt: Date
  value: number | null
  outcome: string
  resolution: string | null
  reason: string | null
  waivedUntil: string | null
  proposedBy: string | null
  proposedAt: Date | null
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
}

export interface CustomerTable {
  institutionId: string
  id: string
  number: string
  kind: string
  name: string
  nameSort: string
  status: string
  isPartial: Generated<boolean>
  fileVersion: Generated<number>
  branchId: string
  officerId: string | null
  idType: string | null
  sex: string | null
  bornOn: string | null
  occupation: string | null
  employer: string | null
  annualIncome: number | null
  assets: Generated<Json>
  companyType: string | null
  creditCode: string | null
  lei: string | null
  legalRepresentative: string | null
  registeredCapital: number | null
  industrySection: string | null
  establishedOn: string | null
  country: Generated<string>
  pii: Buffer | null
  piiKeyVersion: number | null
  idNumberHash: Buffer | null
  idLast4Hash: Buffer | null
  mobileHash: Buffer | null
  mobileLast4Hash: Buffer | null
  cardHash: Buffer | null
  cardLast4Hash: Buffer | null
  source: string
  importBatchId: string | null
  createdBy: string
  createdAt: Date
  changedAt: Date
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
  creditCodeTail: ColumnType<string | null, never, never>
  emailHash: Buffer | null
  addressHash: Buffer | null
  mergedInto: string | null
}

export interface CustomerGroupTable {
  institutionId: string
  id: string
  number: string
  name: string
  nameSort: string
  status: string
  rootCustomerId: string | null
  leadBranchId: string
  leadOfficerId: string | null
  memberCount: Generated<number>
  closingEdges: Generated<Json>
  warnings: Generated<Json>
  madeBy: string
  madeAt: Date
  confirmedBy: string | null
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
}

export interface CustomerLimitTable {
  institutionId: string
  id: string
  customerId: string
  amount: number
  isRevolving: boolean
  validFrom: string
  validTo: string | null
  status: string
  setBy: string
  setAt: Date
  note: string
  decidedBy: string | null
  decidedAt: Date | null
  decisionNote: string | null
}

export interface CustomerVersionTable {
  institutionId: string
  customerId: string
  version: number
  body: Json
  pii: Buffer | null
  piiKeyVersion: number | null
  validFrom: string
  validTo: string | null
  knownFrom: Date
  knownTo: Date | null
  changedBy: string
  reason: string
  source: string
  fields: string[] | null
}

export interface DebitFileTable {
  institutionId: string
  id: string
  number: string
  channel: string
  dueOn: string
  lineCount: number
  amount: number
  madeBy: string
  madeAt: Date
}

export interface DebitLineTable {
  institutionId: string
  id: string
  fileId: string
  line: number
  loanId: string
  dueOn: string
  amount: number
  status: string
  paid: Generated<number>
  reason: string | null
  eventId: string | null
  answeredAt: Date | null
}

export interface DecisionTable {
  institutionId: string
  applicationId: string
  makerId: string
  checkerId: string
  outcome: string
  amount: number
  termMonths: number
  annualRate: number
  role: string
  isException: Generated<boolean>
  reasons: Generated<string[]>
  conditions: Generated<string>
  note: string
  groupExposure: number
  decidedOn: string
  decidedAt: Date
}

export interface DocumentTable {
  institutionId: string
  id: string
  customerId: string
  applicationId: string | null
  kind: string
  fileName: string
  mediaType: string
  size: number
  digest: Buffer
  createdBy: string
  createdAt: Date
  removedAt: Date | null
}

export interface DocumentContentTable {
  institutionId: string
  documentId: string
  content: Buffer
}

export interface DueReminderTable {
  institutionId: string
  loanId: string
  oldestUnpaidOn: string
  days: number
  sentOn: string
  sentAt: Date
  taskId: string | null
  messageId: string | null
}

export interface ExchangeRateTable {
  institutionId: string
  currency: string
  day: string
  rateMillionths: number
  source: string
}

export interface ExternalReferenceTable {
  institutionId: string
  kind: string
  source: string
  externalId: string
  entityId: string
  contentDigest: Buffer | null
}

export interface FactConflictTable {
  institutionId: string
  id: string
  customerId: string
  field: string
  heldSource: string
  heldDigest: Buffer
  heldSealed: Buffer
  otherSource: string
  otherDigest: Buffer
  otherSealed: Buffer
  taken: string
  state: string
  raisedAt: Date
  importBatchId: string | null
  choice: string | null
  reason: string | null
  settledBy: string | null
  settledAt: Date | null
}

export interface FactVerificationTable {
  institutionId: string
  id: string
  customerId: string
  field: string
  valueDigest: Buffer
  evidence: string
  documentId: string | null
  expiresOn: string | null
  verifiedBy: string
  verifiedAt: Date
  replacedAt: Date | null
}

export interface FalseMaterialTable {
  institutionId: string
  id: string
  customerId: string
  what: string
  documentId: string | null
  markedBy: string
  markedAt: Date
  liftedBy: string | null
  liftedAt: Date | null
  liftReason: string | null
}

export interface FeedbackTable {
  institutionId: string
  id: string
  page: string
  words: string
  state: string
  madeBy: string
  madeAt: Date
  answer: string | null
  answeredBy: string | null
  answeredAt: Date | null
}

export interface FileUpdateTable {
  institutionId: string
  id: string
  customerId: string
  reason: string
  cause: string
  state: string
  dueOn: string
  ownerId: string | null
  madeAt: Date
  askedOn: string | null
  askedBy: string | null
  messageId: string | null
  answerBy: string | null
  flaggedOn: string | null
  answeredOn: string | null
  answeredBy: string | null
  outcome: string | null
  note: string | null
}

export interface FinancialStatementTable {
  institutionId: string
  id: string
  customerId: string
  periodEnd: string
  period: string
  scope: string
  isAudited: boolean
  source: string
  figures: Json
  netAssets: number | null
  correctsId: string | null
  reason: string | null
  importBatchId: string | null
  recordedBy: string
  recordedAt: Date
  replacedAt: Date | null
}

export interface FollowTable {
  institutionId: string
  staffId: string
  party: string
  partyId: string
  followedAt: Date
  seenAt: Date
}

export interface GroupActTable {
  institutionId: string
  id: string
  number: string
  kind: string
  status: string
  asked: Json
  reason: string
  reverses: string | null
  moveCount: number
  madeBy: string
  madeAt: Date
  preview: Json | null
}

export interface GroupActDecisionTable {
  institutionId: string
  actId: string
  makerId: string
  checkerId: string
  outcome: string
  note: string
  decidedAt: Date
}

export interface GroupActGroupTable {
  institutionId: string
  actId: string
  groupId: string
}

export interface GroupLimitTable {
  institutionId: string
  id: string
  groupId: string
  amount: number
  isRevolving: boolean
  validFrom: string
  validTo: string | null
  setBy: string
  setAt: Date
  note: string
}

export interface GroupMemberTable {
  institutionId: string
  id: string
  groupId: string
  customerId: string
  reason: string
  validFrom: string
  validTo: string | null
  knownFrom: Date
  knownTo: Date | null
}

export interface GroupNodeTable {
  institutionId: string
  customerId: string
  groupId: string
  parentId: string | null
  directPercent: number | null
  otherParents: Generated<string[]>
  slot: number
  parentSlot: number | null
  number: Generated<string>
  name: Generated<string>
  kind: Generated<string>
  country: Generated<string>
  status: Generated<string>
  branchId: string | null
  officerId: string | null
  code: Generated<string>
  initials: Generated<string>
  balance: Generated<number>
  reserved: Generated<number>
  overdue: Generated<number>
  guaranteed: Generated<number>
  creditLimit: number | null
  unpaidSince: string | null
  tier: Generated<number>
  loans: Generated<number>
  hasUnknownCurrency: Generated<boolean>
  stage: string | null
  stageOn: string | null
  stageUnpaidOn: string | null
  isException: Generated<boolean>
  loanStatus: string | null
  lookThrough: number | null
  page: ColumnType<number, never, never>
  figures: ColumnType<Buffer, never, never>
}

export interface GroupVersionTable {
  institutionId: string
  groupId: string
  version: number
  shape: number
  solved: number
  nextSlot: number
}

export interface GuaranteeDecisionTable {
  institutionId: string
  proposalId: string
  makerId: string
  checkerId: string
  outcome: string
  note: string
  decidedAt: Date
  relationId: string | null
}

export interface GuaranteeProposalTable {
  institutionId: string
  id: string
  guarantorId: string
  borrowerId: string
  amount: number
  validFrom: string
  validTo: string | null
  source: string
  evidence: string | null
  ring: string[]
  reason: string
  madeBy: string
  madeAt: Date
}

export interface IdempotencyKeyTable {
  institutionId: string
  staffId: string
  procedure: string
  key: string
  requestDigest: Buffer
  reply: string | null
  createdAt: Date
}

export interface ImportBatchTable {
  institutionId: string
  id: string
  kind: string
  source: string
  fileName: string
  fileDigest: Buffer
  fileSize: number
  mapping: Json
  isDryRun: boolean
  status: string
  totalRows: number | null
  rowsRead: Generated<number>
  accepted: Generated<number>
  unchanged: Generated<number>
  rejected: Generated<number>
  cancelAsked: Generated<boolean>
  leaseUntil: Date | null
  failure: string | null
  madeBy: string
  madeAt: Date
  finishedAt: Date | null
  undoneBy: string | null
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
  comparedAt: Date | null
}

export interface ImportChangeTable {
  institutionId: string
  batchId: string
  entity: string
  entityId: string
  change: string
  before: string | null
}

export interface ImportFileTable {
  institutionId: string
  batchId: string
  part: number
  content: Buffer
  keyVersion: number
}

export interface ImportMappingTable {
  institutionId: string
  kind: string
  headerDigest: Buffer
  mapping: Json
  usedAt: Date
}

export interface ImportProblemTable {
  institutionId: string
  batchId: string
  rowNumber: number
  position: number
  columnName: string
  code: string
  message: string
  valueSealed: Buffer | null
  rowSealed: Buffer | null
  keyVersion: number
}

export interface InspectionTable {
  institutionId: string
  id: string
  customerId: string
  kind: string
  state: string
  dueOn: string
  missedOn: string | null
  reason: string
  rulesVersion: number | null
  tier: string | null
  exposure: number | null
  everyMonths: number | null
  ownerId: string | null
  visitId: string | null
  madeAt: Date
  heldOn: string | null
  conclusion: string | null
  findings: Generated<Json>
  recordedBy: string | null
  recordedAt: Date | null
  waivedBy: string | null
  waivedAt: Date | null
  waiver: string | null
}

export interface InstalmentTable {
  institutionId: string
  loanId: string
  number: number
  dueOn: string
  principal: number
  interest: number
  principalPaid: Generated<number>
  interestPaid: Generated<number>
  settledOn: string | null
  version: Generated<number>
  fee: Generated<number>
  feePaid: Generated<number>
  penaltyPaid: Generated<number>
  compoundPaid: Generated<number>
  course: Json | null
}

export interface InstitutionTable {
  id: string
  code: string
  name: string
  kind: string
  currency: Generated<string>
  createdAt: Date
}

export interface InstitutionKeyTable {
  institutionId: string
  version: number
  wrapped: Buffer
  createdAt: Date
}

export interface InstitutionStateTable {
  institutionId: string
  businessDay: string
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
}

export interface JobTable {
  institutionId: string
  id: string
  kind: string
  key: string | null
  payload: Json
  status: Generated<string>
  attempts: Generated<number>
  error: string | null
  askedBy: string
  askedAt: Date
  runAfter: Date
  queuedAt: Date | null
  endedAt: Date | null
}

export interface LedgerAccountTable {
  institutionId: string
  code: string
  role: string
  name: string
  nameEn: string
  class: string
  normalSide: string
  validFrom: string
  validTo: string | null
}

export interface LicenceTable {
  institutionId: string
  id: string
  customerId: string
  kind: string
  number: string
  issuedOn: string | null
  expiresOn: string | null
  createdBy: string
  createdAt: Date
  removedAt: Date | null
}

export interface LinkSuggestionTable {
  institutionId: string
  id: string
  oneId: string
  otherId: string
  kind: string
  reasons: string[]
  score: number
  foundAt: Date
  state: string
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
  relationId: string | null
}

export interface LoanTable {
  institutionId: string
  id: string
  number: string
  customerId: string
  applicationId: string | null
  contractId: string | null
  contractMadeBy: string | null
  disbursedBy: string
  product: string
  currency: string
  principal: number
  balance: number
  annualRate: number
  method: string
  frequency: string
  dayCount: string
  rounding: string
  periods: number
  disbursedOn: string
  firstDueOn: string
  maturesOn: string
  status: string
  oldestUnpaidOn: string | null
  settledOn: string | null
  tier: string
  tierBasis: Generated<string>
  nextTierOn: string | null
  defaultedOn: string | null
  guarantee: Generated<string>
  industrySection: string | null
  isConsumer: boolean
  branchId: string
  officerId: string | null
  originOfficerId: string | null
  source: string
  importBatchId: string | null
  createdAt: Date
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
  commitment: number
  terms: Json | null
  course: Json | null
  scheduleVersion: Generated<number>
  eventCount: Generated<number>
  accruedFrom: string | null
  accruesTo: string | null
  periodInterest: Generated<number>
  interestDue: Generated<number>
  isAccruing: Generated<boolean>
  held: Generated<number>
  feesDue: Generated<number>
  capitalised: Generated<number>
  writtenOff: Generated<number>
  writtenOffOn: string | null
  misusedFrom: string | null
  stage: Generated<number>
  allowance: Generated<number>
  otherFloor: Generated<string>
  claimTier: string | null
  manualTier: string | null
  classedOn: string | null
}

export interface LoanActTable {
  institutionId: string
  id: string
  number: string
  loanId: string
  kind: string
  status: string
  valueDay: string
  asked: Json
  reason: string
  eventCount: number
  preview: Json
  madeBy: string
  madeAt: Date
}

export interface LoanActDecisionTable {
  institutionId: string
  actId: string
  makerId: string
  checkerId: string
  outcome: string
  note: string
  decidedAt: Date
  eventId: string | null
}

export interface LoanEventTable {
  institutionId: string
  id: string
  loanId: string
  sequence: number
  kind: string
  valueDay: string
  businessDay: string
  amount: number | null
  detail: Json
  reverses: string | null
  journalId: string | null
  proposalId: string | null
  source: string
  externalKey: string | null
  importBatchId: string | null
  madeBy: string
  madeAt: Date
}

export interface LoanFeeTable {
  institutionId: string
  loanId: string
  eventId: string
  code: string
  dueOn: string
  amount: number
  paid: Generated<number>
  waived: Generated<number>
  moved: Generated<number>
}

export interface LoanTierTable {
  institutionId: string
  loanId: string
  validFrom: string
  knownFrom: Date
  validTo: string | null
  knownTo: Date | null
  tier: string
  daysPastDue: number
  basis: string
}

export interface MergeCaseTable {
  institutionId: string
  id: string
  survivorId: string
  mergedId: string
  state: string
  reason: string
  madeBy: string
  madeAt: Date
  checkedBy: string | null
  checkedAt: Date | null
  refusal: string | null
  mergedStatus: string | null
  undoAskedBy: string | null
  undoAskedAt: Date | null
  undoReason: string | null
  undoneBy: string | null
  undoneAt: Date | null
}

export interface MergeMoveTable {
  institutionId: string
  caseId: string
  what: string
  rowKey: string
  before: string | null
}

export interface MessageTable {
  institutionId: string
  id: string
  customerId: string
  subject: string
  body: string
  sentBy: string
  sentAt: Date
  readAt: Date | null
}

export interface NameIndexTable {
  institutionId: string
  names: number
  form: number
  countedAt: Date
}

export interface NameKeyShareTable {
  institutionId: string
  key: number
  share: number
}

export interface NodeSumTable {
  institutionId: string
  customerId: string
  groupId: string
  members: number
  balance: Generated<number>
  reserved: Generated<number>
  overdue: Generated<number>
  guaranteed: Generated<number>
  loans: Generated<number>
  normal: Generated<number>
  specialMention: Generated<number>
  substandard: Generated<number>
  doubtful: Generated<number>
  loss: Generated<number>
}

export interface ParentChoiceTable {
  institutionId: string
  id: string
  customerId: string
  parentId: string
  actId: string
  validFrom: string
  validTo: string | null
  knownFrom: Date
  knownTo: Date | null
}

export interface PartyKeyTable {
  institutionId: string
  partyId: string
  wrapped: Buffer
  keyVersion: number
}

export interface PartyNameTable {
  institutionId: string
  id: string
  party: string
  partyId: string
  kind: string
  name: string
  plain: string
  grams: number[]
  pinyin: string
  initials: string
  branchId: string | null
  officerId: string | null
  keys: ColumnType<number[], never, never>
}

export interface PasswordLinkTable {
  tokenDigest: Buffer
  accountId: string
  madeBy: string
  expiresAt: Date
  usedAt: Date | null
}

export interface PostLoanRulesTable {
  institutionId: string
  kind: string
  version: number
  validFrom: string
  status: string
  source: string
  reason: string
  body: Json
  madeBy: string
  madeAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
}

export interface PostingTable {
  institutionId: string
  journalId: string
  position: number
  kind: string
  businessDay: string
  debit: string
  credit: string
  amount: number
  currency: string
  loanId: string | null
  reverses: string | null
  postedAt: Date
  valueDay: string
  branchId: string
  product: string
  eventId: string | null
}

export interface ProductTable {
  institutionId: string
  code: string
  name: string
  nameEn: string
  isConsumer: boolean
  kind: string | null
}

export interface ProductDecisionTable {
  institutionId: string
  proposalId: string
  makerId: string
  checkerId: string
  outcome: string
  note: string
  decidedAt: Date
}

export interface ProductProposalTable {
  institutionId: string
  id: string
  product: string
  kind: string
  status: string
  basedOn: number | null
  terms: Json | null
  validFrom: string
  reason: string
  madeBy: string
  madeAt: Date
  name: string | null
  nameEn: string | null
}

export interface ProductVersionTable {
  institutionId: string
  product: string
  number: number
  validFrom: string
  terms: Json | null
  proposalId: string | null
  madeAt: Date
  name: string | null
  nameEn: string | null
}

export interface PromotionTable {
  institutionId: string
  id: string
  customerId: string
  product: string
  channel: string
  words: string
  state: string
  offeredBy: string
  offeredOn: string
  offeredAt: Date
  respondedAt: Date | null
  note: string | null
}

export interface ProvisionPeriodTable {
  institutionId: string
  periodEnd: string
  estimate: number
  allowance: number
  terms: Json
  keptAt: Date
}

export interface ProvisionShareTable {
  institutionId: string
  periodEnd: string
  branchId: string
  product: string
  estimate: number
}

export interface QualityIssueTable {
  institutionId: string
  id: string
  customerId: string
  kind: string
  field: Generated<string>
  ownerId: string | null
  foundOn: string
  state: string
  closedAt: Date | null
  closedBy: string | null
  note: string | null
}

export interface RegistryRecordTable {
  institutionId: string
  creditCode: string
  name: string
  legalRepresentative: string | null
  registeredCapital: number | null
  establishedOn: string | null
  status: string | null
  addressSealed: Buffer | null
  industrySection: string | null
  companyType: string | null
  source: string
  importBatchId: string | null
  loadedAt: Date
}

export interface RelationTable {
  institutionId: string
  id: string
  fromId: string
  toId: string
  kind: string
  percent: number | null
  votingPercent: number | null
  amount: number | null
  validFrom: string
  validTo: string | null
  knownFrom: Date
  knownTo: Date | null
  source: string
  evidence: string | null
  verifiedBy: string | null
  importBatchId: string | null
  createdBy: string
  role: string | null
  incomePercent: number | null
  dependencePercent: number | null
  verifiedAt: Date | null
  correctsId: string | null
  reason: string | null
}

export interface RepaymentTable {
  institutionId: string
  id: string
  loanId: string
  paidOn: string
  amount: number
  principal: number
  interest: number
  journalId: string
  source: string
  importBatchId: string | null
  reversedOn: string | null
  reversalJournalId: string | null
  postedBy: string
  postedAt: Date
  kind: Generated<string>
  penalty: Generated<number>
  compound: Generated<number>
  fee: Generated<number>
  held: Generated<number>
  businessDay: string
}

export interface RepaymentShareTable {
  institutionId: string
  repaymentId: string
  loanId: string
  number: number
  principal: number
  interest: number
  penalty: Generated<number>
  compound: Generated<number>
  fee: Generated<number>
}

export interface ReportTable {
  institutionId: string
  id: string
  code: string
  asOf: string
  version: number
  status: string
  figures: string
  checks: string
  digest: Buffer
  rowCount: number
  correctionOf: string | null
  correctionNote: string | null
  madeBy: string
  madeAt: Date
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
}

export interface ReportReleaseTable {
  institutionId: string
  reportId: string
  makerId: string
  checkerId: string
  releasedAt: Date
  receipt: string
  digest: Buffer
}

export interface ReportRowTable {
  institutionId: string
  reportId: string
  loanId: string
  loanNumber: string
  body: Json
}

export interface RepricingTable {
  institutionId: string
  id: string
  loanId: string
  customerId: string
  scoreId: string | null
  gradeBefore: string | null
  gradeAfter: string | null
  suggestedRate: number | null
  ownerId: string
  taskId: string
  status: string
  foundOn: string
  foundAt: Date
  actId: string | null
  closedBy: string | null
  closedAt: Date | null
  note: string | null
  eventId: string | null
}

export interface ReservationTable {
  institutionId: string
  applicationId: string
  customerId: string
  amount: number
  status: string
  expiresOn: string
}

export interface ReserveTopUpTable {
  institutionId: string
  id: string
  periodEnd: string
  estimate: number
  allowance: number
  reserved: number
  amount: number
  reason: string
  status: string
  madeBy: string
  madeAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
  journalId: string | null
}

export interface ReviewFindingTable {
  institutionId: string
  id: string
  applicationId: string
  text: string
  isMandatory: boolean
  raisedBy: string
  raisedAt: Date
  resolvedBy: string | null
  resolvedAt: Date | null
  resolution: string | null
}

export interface RiskEventTable {
  institutionId: string
  id: string
  customerId: string
  kind: string
  happenedOn: string
  amount: number | null
  source: string
  evidence: string
  documentId: string | null
  enteredBy: string
  enteredAt: Date
  endedOn: string | null
  endedBy: string | null
  endReason: string | null
  importBatchId: string | null
}

export interface RuleVersionTable {
  institutionId: string
  id: string
  kind: string
  number: number
  validFrom: string
  body: Json
  source: string
  note: string
  status: string
  madeBy: string
  madeAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decisionNote: string | null
}

export interface SavedViewTable {
  institutionId: string
  id: string
  page: string
  name: string
  ownerId: string
  sharing: string
  branchId: string | null
  isLocked: Generated<boolean>
  defaultFor: Generated<string[]>
  body: Json
  version: Generated<number>
  changedAt: Date
}

export interface ScheduleVersionTable {
  institutionId: string
  loanId: string
  version: number
  validFrom: string
  eventId: string
  reason: string
  plan: Json
  madeAt: Date
}

export interface ScoreTable {
  institutionId: string
  id: string
  applicationId: string
  scorecard: string
  scorecardVersion: number
  points: number
  grade: string
  outcome: string
  inputs: Json
  contributions: Json
  reasons: Json
  madeBy: string
  madeAt: Date
}

export interface ScorecardTable {
  institutionId: string
  code: string
  version: number
  customerKind: string
  validFrom: string
  body: Json
}

export interface ServedNoticeTable {
  institutionId: string
  id: string
  loanId: string
  partyId: string
  kind: string
  servedOn: string
  method: string
  evidence: string
  letterId: string | null
  documentId: string | null
  recordedBy: string
  recordedAt: Date
}

export interface SessionTable {
  tokenDigest: Buffer
  accountId: string
  institutionId: string
  staffId: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  freshUntil: Date
}

export interface SignInAttemptTable {
  id: string
  address: string
  at: Date
}

export interface StaffTable {
  institutionId: string
  id: string
  accountId: string
  number: string
  name: string
  nameSort: string
  branchId: string
  roles: string[]
  isOperator: Generated<boolean>
  status: string
  createdAt: Date
  auditSeq: Generated<number>
  auditHead: Generated<Buffer>
}

export interface StaffLayoutTable {
  institutionId: string
  staffId: string
  key: string
  layout: Json
  changedAt: Date
}

export interface SupersededInstalmentTable {
  institutionId: string
  loanId: string
  version: number
  number: number
  dueOn: string
  principal: number
  interest: number
  fee: Generated<number>
}

export interface TaskTable {
  institutionId: string
  id: string
  customerId: string | null
  groupId: string | null
  text: string
  dueOn: string
  state: string
  assigneeId: string
  madeBy: string
  madeAt: Date
  closedBy: string | null
  closedAt: Date | null
  note: string | null
}

export interface VisitTable {
  institutionId: string
  id: string
  customerId: string
  officerId: string
  state: string
  plannedOn: string | null
  purpose: string
  heldOn: string | null
  place: string | null
  participants: string | null
  findings: string | null
  followUp: string | null
  closingReason: string | null
  madeBy: string
  createdAt: Date
  closedAt: Date | null
}

export interface VisitDocumentTable {
  institutionId: string
  visitId: string
  documentId: string
}

export interface WarningTable {
  institutionId: string
  id: string
  customerId: string | null
  groupId: string | null
  rule: string
  rulesVersion: number
  colour: string
  state: string
  origin: string
  cause: string
  value: number
  explanation: Json
  evidenceKey: string
  raisedOn: string
  raisedAt: Date
  lastSeenOn: string
  timesSeen: Generated<number>
  dueOn: string
  escalation: Generated<number>
  escalatedTo: string | null
  ownerId: string | null
  taskId: string | null
  releaseBy: string | null
  releaseAt: Date | null
  releaseReason: string | null
  releasedBy: string | null
  releasedAt: Date | null
}

export interface WarningCauseTable {
  institutionId: string
  warningId: string
  causeId: string
  notedAt: Date
}

export interface WarningEventTable {
  institutionId: string
  id: string
  warningId: string
  kind: string
  at: Date
  happenedOn: string
  staffId: string | null
  note: string | null
  detail: Generated<Json>
}

export interface WatchSignalTable {
  institutionId: string
  id: string
  customerId: string
  cause: string
  notedAt: Date
}

export interface WorkerTable {
  id: string
  seenAt: Date
}

export interface DB {
  accessLog: AccessLogTable
  account: AccountTable
  accountBalance: AccountBalanceTable
  accountEvent: AccountEventTable
  accountInflow: AccountInflowTable
  application: ApplicationTable
  applicationStep: ApplicationStepTable
  auditEvent: AuditEventTable
  auditSeal: AuditSealTable
  auditSealLeaf: AuditSealLeafTable
  authority: AuthorityTable
  bankLine: BankLineTable
  bankStatement: BankStatementTable
  branch: BranchTable
  businessDay: BusinessDayTable
  capitalBase: CapitalBaseTable
  chartChange: ChartChangeTable
  chartChangeDecision: ChartChangeDecisionTable
  chosenView: ChosenViewTable
  claimClock: ClaimClockTable
  classCase: ClassCaseTable
  classFact: ClassFactTable
  classResult: ClassResultTable
  classRun: ClassRunTable
  closeCheck: CloseCheckTable
  closeSchedule: CloseScheduleTable
  closeStep: CloseStepTable
  closedConcentration: ClosedConcentrationTable
  closedExposure: ClosedExposureTable
  collectionAction: CollectionActionTable
  collectionCase: CollectionCaseTable
  collectionHardship: CollectionHardshipTable
  collectionLetter: CollectionLetterTable
  collectionPromise: CollectionPromiseTable
  collectionStep: CollectionStepTable
  collectionStop: CollectionStopTable
  connectedSet: ConnectedSetTable
  connectedSetMember: ConnectedSetMemberTable
  connectedSetProposal: ConnectedSetProposalTable
  consent: ConsentTable
  contact: ContactTable
  contract: ContractTable
  counter: CounterTable
  covenant: CovenantTable
  covenantTest: CovenantTestTable
  customer: CustomerTable
  customerGroup: CustomerGroupTable
  customerLimit: CustomerLimitTable
  customerVersion: CustomerVersionTable
  debitFile: DebitFileTable
  debitLine: DebitLineTable
  decision: DecisionTable
  document: DocumentTable
  documentContent: DocumentContentTable
  dueReminder: DueReminderTable
  exchangeRate: ExchangeRateTable
  externalReference: ExternalReferenceTable
  factConflict: FactConflictTable
  factVerification: FactVerificationTable
  falseMaterial: FalseMaterialTable
  feedback: FeedbackTable
  fileUpdate: FileUpdateTable
  financialStatement: FinancialStatementTable
  follow: FollowTable
  groupAct: GroupActTable
  groupActDecision: GroupActDecisionTable
  groupActGroup: GroupActGroupTable
  groupLimit: GroupLimitTable
  groupMember: GroupMemberTable
  groupNode: GroupNodeTable
  groupVersion: GroupVersionTable
  guaranteeDecision: GuaranteeDecisionTable
  guaranteeProposal: GuaranteeProposalTable
  idempotencyKey: IdempotencyKeyTable
  importBatch: ImportBatchTable
  importChange: ImportChangeTable
  importFile: ImportFileTable
  importMapping: ImportMappingTable
  importProblem: ImportProblemTable
  inspection: InspectionTable
  instalment: InstalmentTable
  institution: InstitutionTable
  institutionKey: InstitutionKeyTable
  institutionState: InstitutionStateTable
  job: JobTable
  ledgerAccount: LedgerAccountTable
  licence: LicenceTable
  linkSuggestion: LinkSuggestionTable
  loan: LoanTable
  loanAct: LoanActTable
  loanActDecision: LoanActDecisionTable
  loanEvent: LoanEventTable
  loanFee: LoanFeeTable
  loanTier: LoanTierTable
  mergeCase: MergeCaseTable
  mergeMove: MergeMoveTable
  message: MessageTable
  nameIndex: NameIndexTable
  nameKeyShare: NameKeyShareTable
  nodeSum: NodeSumTable
  parentChoice: ParentChoiceTable
  partyKey: PartyKeyTable
  partyName: PartyNameTable
  passwordLink: PasswordLinkTable
  postLoanRules: PostLoanRulesTable
  posting: PostingTable
  product: ProductTable
  productDecision: ProductDecisionTable
  productProposal: ProductProposalTable
  productVersion: ProductVersionTable
  promotion: PromotionTable
  provisionPeriod: ProvisionPeriodTable
  provisionShare: ProvisionShareTable
  qualityIssue: QualityIssueTable
  registryRecord: RegistryRecordTable
  relation: RelationTable
  repayment: RepaymentTable
  repaymentShare: RepaymentShareTable
  report: ReportTable
  reportRelease: ReportReleaseTable
  reportRow: ReportRowTable
  repricing: RepricingTable
  reservation: ReservationTable
  reserveTopUp: ReserveTopUpTable
  reviewFinding: ReviewFindingTable
  riskEvent: RiskEventTable
  ruleVersion: RuleVersionTable
  savedView: SavedViewTable
  scheduleVersion: ScheduleVersionTable
  score: ScoreTable
  scorecard: ScorecardTable
  servedNotice: ServedNoticeTable
  session: SessionTable
  signInAttempt: SignInAttemptTable
  staff: StaffTable
  staffLayout: StaffLayoutTable
  supersededInstalment: SupersededInstalmentTable
  task: TaskTable
  visit: VisitTable
  visitDocument: VisitDocumentTable
  warning: WarningTable
  warningCause: WarningCauseTable
  warningEvent: WarningEventTable
  watchSignal: WatchSignalTable
  worker: WorkerTable
}
