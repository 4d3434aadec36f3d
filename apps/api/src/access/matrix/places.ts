import { uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { parseRate } from '@banyan/domain/rate'
import pg from 'pg'
import { fileDocument } from '../../documents/file-document.ts'
import { ReceivedFile } from '../../documents/received-file.ts'
import { receiveImport } from '../../imports/import-routes.ts'
import { aClassedLoan, type ClassPlace } from './class-places.ts'
import { type FilePlace, fillCustomerFile } from './customer-file-places.ts'
import { aFailedJob, type JobPlace } from './job-places.ts'
import { lend } from './lent-loan.ts'
import { priceThings, type ProductPlace } from './product-places.ts'
import { aHeldGuarantee, type ReviewPlace, proposeThings } from './group-places.ts'
import { afterLending, type PostLoanPlace, proposeRulesOf } from './post-loan-places.ts'
import { saveViews } from './saved-view-places.ts'
import { type ServicingPlace, serviceLoan } from './servicing-places.ts'
import type { FoundedInstitution } from '../../officers/found-institution.ts'
import { aBranch, anInstitution, type TestBank, type TestStaff } from '../../testing.ts'
import { aCompany } from '../../testing-customers.ts'

/** Something of everything, all of one officer in one branch of one institution. */
export interface Place
  extends
    FilePlace,
    ClassPlace,
    ReviewPlace,
    ProductPlace,
    PostLoanPlace,
    ServicingPlace,
    JobPlace {
  customerId: string
  customerName: string
  customerNumber: string
  licenceId: string
  documentId: string
  groupId: string
  relationId: string
  heldGuaranteeId: string
  memberId: string
  applicationId: string
  findingId: string
  loanId: string
  staffId: string
  branchId: string
  reportId: string
  importId: string
  otherCustomerId: string
  viewId: string
  sharedViewId: string
}

export interface Places {
  own: Place
  'other branch': Place
  'other institution': Place
}

const contractTerms = {
  method: 'equal-instalment',
  principal: 100_000_00,
  annualRate: 4_350_000,
  periods: 12,
  frequency: 'monthly',
  dayCount: '30/360',
  disbursedOn: '2026-10-10',
  firstDueOn: '2026-11-10',
  rounding: 'half-up',
}

const filedAt = new Date('2026-10-10T00:00:00Z')

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

function inserter(client: pg.Client): Insert {
  return async (table, row) => {
    const names = Object.keys(row)
    const values = names.map((_, index) => `$${index + 1}`)
    await client.query(
      `insert into ${table} (${names.join(', ')}) values (${values.join(', ')})`,
      Object.values(row),
    )
  }
}

async function decideAndSign(
  insert: Insert,
  application_id: string,
  by: TestStaff,
  checker: TestStaff,
): Promise<void> {
  const institution_id = by.institution.id
  await insert('decision', {
    institution_id,
    application_id,
    maker_id: by.staffId,
    checker_id: checker.staffId,
    outcome: 'approved',
    amount: 100_000_00,
    term_months: 12,
    annual_rate: 4_350_000,
    role: 'branch-approver',
    note: '同意',
    group_exposure: 0,
    decided_on: '2026-10-09',
    decided_at: filedAt,
  })
  await insert('contract', {
    institution_id,
    id: uuidv7(),
    application_id,
    number: `H${uuidv7()}`,
    terms: JSON.stringify(contractTerms),
    text: '合同',
    digest: Buffer.alloc(32),
    made_by: by.staffId,
    signed_on: '2026-10-10',
    made_at: filedAt,
  })
}

/** The smallest picture there is. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)

/** A document of the customer and an uploaded file to import, as they come in over the network. */
async function receiveFiles(bank: TestBank, officer: TestStaff, customerId: string) {
  const document = await bank.inside(officer, (context) =>
    fileDocument(context, {
      customerId,
      kind: 'other',
      applicationId: null,
      file: new ReceivedFile('a.png', picture),
    }),
  )
  const text = 'external_id,kind,name\n1,company,甲\n'
  const batch = await bank.inside(officer, (context) =>
    receiveImport(context, {
      kind: 'customers',
      file: new ReceivedFile('a.csv', Buffer.from(text)),
    }),
  )
  return { documentId: document.id, importId: batch.id }
}

/** What has no short operation is put in by hand; who may see it is what is asked here. */
async function fileAway(
  insert: Insert,
  place: Pick<Place, 'customerId' | 'applicationId'>,
  by: TestStaff,
  checker: TestStaff,
) {
  const at = filedAt
  const institution_id = by.institution.id
  const ids = {
    licenceId: uuidv7(),
    findingId: uuidv7(),
  }
  const { customerId: customer_id, applicationId: application_id } = place
  await insert('licence', {
    institution_id,
    id: ids.licenceId,
    customer_id,
    kind: 'other',
    number: '1',
    created_by: by.staffId,
    created_at: at,
  })
  await insert('review_finding', {
    institution_id,
    id: ids.findingId,
    application_id,
    text: 'missing stamp',
    is_mandatory: true,
    raised_by: by.staffId,
    raised_at: at,
  })
  await decideAndSign(insert, application_id, by, checker)
  return ids
}

/** A report that was built by one person and released by another. */
async function aReleasedReport(
  bank: TestBank,
  institution: FoundedInstitution,
  branchId: string,
): Promise<string> {
  const maker = await bank.hire('risk-officer', { institution, branchId })
  const checker = await bank.hire('head-office-approver', { institution, branchId })
  const asOf = day('2026-10-14')
  const { id } = await bank.as(maker).reports.build({ code: 'asset-quality', asOf })
  await bank.as(checker).reports.release({ reportId: id })
  return id
}

async function aPlace(
  bank: TestBank,
  insert: Insert,
  officer: TestStaff,
  name: string,
): Promise<Omit<Place, 'reportId'>> {
  const customer = await aCompany(bank, officer, { name })
  const held = await aCompany(bank, officer, { name: `${name}子公司` })
  const loose = await aCompany(bank, officer, { name: `${name}旁` })
  const relation = await bank.as(officer).groups.addRelation({
    from: customer.id,
    to: held.id,
    kind: 'ownership',
    percent: parseRate('60'),
    votingPercent: null,
    amount: null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })
  const { group } = await bank.as(officer).groups.tree({ customerId: customer.id })
  const { id: applicationId } = await bank
    .as(officer)
    .applications.draft({ customerId: customer.id, product: 'working-capital' })
  const received = await receiveFiles(bank, officer, customer.id)
  const checker = await bank.hire('branch-approver', officer)
  const kept = await fileAway(insert, { customerId: customer.id, applicationId }, officer, checker)
  const file = { customerId: customer.id, otherCustomerId: loose.id }
  const loanId = await lend(bank, officer, customer.id)
  const lent = { customerId: customer.id, loanId }
  return {
    ...kept,
    ...received,
    ...(await fillCustomerFile(bank, insert, officer, file)),
    ...(await saveViews(insert, officer)),
    ...(await aFailedJob(insert, officer)),
    ...(await proposeThings(bank, insert, officer, {
      groupId: group.id,
      customerId: customer.id,
    })),
    customerId: customer.id,
    customerName: name,
    customerNumber: customer.number,
    groupId: group.id,
    relationId: relation.id,
    heldGuaranteeId: await aHeldGuarantee(bank, officer, [customer.id, loose.id]),
    memberId: held.id,
    applicationId,
    loanId,
    ...(await aClassedLoan(insert, officer, lent)),
    ...(await afterLending(insert, officer, lent)),
    ...(await serviceLoan(insert, officer, loanId)),
    ...(await priceThings(insert, officer, { ...lent, applicationId })),
    staffId: officer.staffId,
    branchId: officer.branchId,
    otherCustomerId: loose.id,
  }
}

/** The same things thrice: the caller's own, of another branch, of another institution. */
export async function makePlaces(bank: TestBank, caller: TestStaff): Promise<Places> {
  const superuser = new pg.Client(bank.superuserUrl)
  superuser.on('error', () => undefined)
  await superuser.connect()
  const insert = inserter(superuser)
  const colleague = await bank.hire('customer-manager', { branchId: bank.south })
  const hillside = await anInstitution(bank.resources, { code: 'hillside', name: '山边银行' })
  const branchId = await aBranch(bank.db, hillside, '山边支行', 'M01')
  const stranger = await bank.hire('customer-manager', { institution: hillside, branchId })
  const places = {
    own: await aPlace(bank, insert, caller, '自家机械'),
    'other branch': await aPlace(bank, insert, colleague, '外支机械'),
    'other institution': await aPlace(bank, insert, stranger, '他行机械'),
  }
  await proposeRulesOf(insert, caller)
  await superuser.end()
  const reportId = await aReleasedReport(bank, bank.institution, bank.north)
  const foreignReportId = await aReleasedReport(bank, hillside, branchId)
  return {
    own: { ...places.own, reportId },
    'other branch': { ...places['other branch'], reportId },
    'other institution': { ...places['other institution'], reportId: foreignReportId },
  }
}
