import { uuidv7 } from '@banyan/database'
import { type CustomerDetails, keptDetails } from '@banyan/domain/customers/customer'
import { type LoanRow, readLoanRow } from '@banyan/domain/imports/loans-file'
import { forgetBalances } from '../../close/book-night.queries.ts'
import { lockBusinessDay } from '../../loans/business-day.queries.ts'
import { insertLoans } from '../../loans/loans.queries.ts'
import { takeNumbers } from '../../officers/officers.queries.ts'
import { insertChanges } from '../problems.queries.ts'
import { listReferences, type Reference, setReferences } from '../references.queries.ts'
import { importedProduct } from '../../products/default-products.ts'
import { insertProduct } from '../../products/products.queries.ts'
import { branchChoice, type BranchChoice } from './branches.ts'
import { buildImportedLoan, type LoanToBuild } from './build-imported-loan.ts'
import { findParties } from './find-parties.ts'
import { createCustomers } from './import-customers.ts'
import {
  type Borrower,
  type KnownLoan,
  listBorrowers,
  listKnownLoans,
  listProducts,
} from './loan-import.queries.ts'
import type { PlannedCreation } from './plan-customers.ts'
import type { ImportScope, Outcome, ReadRow, Rejection, RowImport } from './row-import.ts'

/** Loans already paid out. What was agreed of a loan never changes: another statement of it is refused. */
export const loanImport: RowImport<LoanRow> = {
  readRow: readLoanRow,
  keysOf: ({ externalId }) => [externalId],
  nameOf: () => '',
  take: takeLoans,
}

interface Planning {
  scope: ImportScope
  references: Map<string, Reference>
  known: ReadonlyMap<string, KnownLoan>
  parties: Map<string, string>
  borrowers: Map<string, Borrower>
  products: ReadonlyMap<string, { code: string; isConsumer: boolean }>
  branches: BranchChoice
  loans: Omit<LoanToBuild, 'serial'>[]
  digests: Buffer[]
  unchanged: Reference[]
  customers: { externalId: string; creation: PlannedCreation }[]
}

async function takeLoans(
  scope: ImportScope,
  rows: readonly ReadRow<LoanRow>[],
): Promise<Outcome[]> {
  await lockBusinessDay(scope.context)
  const planning = await plan(scope, rows)
  const outcomes = rows.map((row) => takeLoan(planning, row))
  await keepBorrowers(planning)
  await keepLoans(planning)
  return outcomes
}

async function plan(scope: ImportScope, rows: readonly ReadRow<LoanRow>[]): Promise<Planning> {
  const { context, source } = scope
  const { tx, institution } = context
  const references = await listReferences(
    tx,
    { institutionId: institution.id, kind: 'loan', source },
    rows.map(({ row }) => row.externalId),
  )
  const ids = [...references.values()].map(({ entityId }) => entityId)
  const known = await listKnownLoans(tx, institution.id, { ids, numbers: [] })
  const parties = await findParties(
    scope,
    rows.map(({ row }) => row.customerExternalId),
  )
  const borrowers = await listBorrowers(tx, institution.id, [...new Set(parties.values())])
  const products = new Map<string, { code: string; isConsumer: boolean }>()
  for (const product of await listProducts(tx, institution.id)) {
    for (const word of [product.nameEn, product.name, product.code]) products.set(word, product)
  }
  const branches = await branchChoice(context)
  return {
    scope,
    references,
    known: new Map(known.map((loan) => [loan.id, loan])),
    parties,
    borrowers,
    products,
    branches,
    loans: [],
    digests: [],
    unchanged: [],
    customers: [],
  }
}

function takeLoan(planning: Planning, read: ReadRow<LoanRow>): Outcome {
  const { scope, references, known } = planning
  const { row, digest } = read
  const { externalId } = row
  const seen = scope.seen.get(externalId)
  if (seen?.digest.equals(digest)) return 'unchanged'
  if (seen) return [{ column: 'external_id', code: 'repeated-in-file', value: externalId }]
  const reference = references.get(externalId)
  if (reference) {
    const loan = known.get(reference.entityId)
    const isSame = reference.contentDigest?.equals(digest) === true || (loan && agrees(loan, row))
    if (!isSame)
      return [{ column: 'external_id', code: 'differs-from-known-loan', value: externalId }]
    scope.seen.add(externalId, { digest, name: '' })
    planning.unchanged.push({ ...reference, contentDigest: digest })
    return 'unchanged'
  }
  const branchId = row.branch === '' ? null : planning.branches.find(row.branch)
  const borrower = branchId === undefined ? null : borrowerOf(planning, row, branchId)
  if (branchId === undefined || !borrower) return missing(planning, row, branchId)
  scope.seen.add(externalId, { digest, name: '' })
  const product = planning.products.get(row.product) ?? {
    code: importedProduct.code,
    isConsumer: borrower.kind === 'person',
  }
  planning.loans.push({ row, borrower, product, branchId: branchId ?? borrower.branchId })
  planning.digests.push(digest)
  return 'accepted'
}

function missing(
  { parties, borrowers }: Planning,
  row: LoanRow,
  branchId: string | null | undefined,
): Rejection[] {
  const { branch, customerExternalId: value, customerName } = row
  const problems: Rejection[] = []
  const isBorrowerKnown = customerName !== '' || borrowers.has(parties.get(value) ?? '')
  if (!isBorrowerKnown)
    problems.push({ column: 'customer_external_id', code: 'customer-not-found', value })
  if (branchId === undefined)
    problems.push({ column: 'branch', code: 'branch-not-found', value: branch })
  return problems
}

function agrees(loan: KnownLoan, row: LoanRow): boolean {
  return (
    loan.principal === row.amount &&
    loan.currency === row.currency &&
    loan.annualRate === row.annualRate &&
    loan.method === row.method &&
    loan.frequency === row.frequency &&
    loan.periods === row.periods &&
    loan.disbursedOn === row.disbursedOn &&
    loan.firstDueOn === row.firstDueOn &&
    loan.status === row.status
  )
}

/** The known party, or, where the file names one that is not known, a party known in part. */
function borrowerOf(
  planning: Planning,
  row: LoanRow,
  branchId: string | null,
): Borrower | undefined {
  const { parties, borrowers, customers, scope, branches } = planning
  const { customerExternalId, customerName, customerKind } = row
  const known = borrowers.get(parties.get(customerExternalId) ?? '')
  if (known || customerName === '') return known
  const { staff, scope: rights } = scope.context
  const creation: PlannedCreation = {
    id: uuidv7(),
    details: nameAlone(customerKind, customerName),
    branchId: branchId ?? branches.usual,
    officerId: rights.reach === 'own' ? staff.id : null,
    country: 'CN',
    formerNames: [],
    isNameless: false,
  }
  const borrower: Borrower = {
    id: creation.id,
    kind: customerKind,
    branchId: creation.branchId,
    officerId: creation.officerId,
    industrySection: null,
  }
  parties.set(customerExternalId, borrower.id)
  borrowers.set(borrower.id, borrower)
  customers.push({ externalId: customerExternalId, creation })
  return borrower
}

function nameAlone(kind: CustomerDetails['kind'], name: string): CustomerDetails {
  const contact = { address: '' }
  return keptDetails(
    kind === 'person'
      ? {
          ...contact,
          kind,
          name,
          idType: null,
          idNumber: '',
          sex: null,
          birthDate: null,
          mobile: '',
          email: '',
          card: '',
          occupation: '',
          employer: '',
          annualIncome: null,
          assets: [],
        }
      : {
          ...contact,
          kind,
          name,
          shortName: '',
          companyType: null,
          creditCode: '',
          lei: '',
          legalRepresentative: '',
          registeredCapital: null,
          establishedOn: null,
          industrySection: null,
          contactName: '',
          contactMobile: '',
          licences: [],
        },
  )
}

async function keepBorrowers({ scope, customers }: Planning): Promise<void> {
  const { context, place, source, isRehearsal } = scope
  const { tx, institution } = context
  const of = { institutionId: institution.id, kind: 'customer', source } as const
  await createCustomers(
    scope,
    customers.map(({ creation }) => creation),
  )
  await setReferences(
    tx,
    of,
    customers.map(({ externalId, creation }) => ({
      externalId,
      entityId: creation.id,
      contentDigest: null,
    })),
  )
  if (isRehearsal) return
  await insertChanges(
    tx,
    customers.map(({ creation }) => ({
      ...place,
      entity: 'customer' as const,
      entityId: creation.id,
      change: 'created' as const,
      before: JSON.stringify({ after: 1 }),
    })),
  )
}

async function keepLoans({ scope, loans, digests, unchanged }: Planning): Promise<void> {
  const { context, place, source, isRehearsal } = scope
  const { tx, institution } = context
  const of = { institutionId: institution.id, kind: 'loan', source } as const
  await setReferences(tx, of, unchanged)
  if (loans.length === 0) return
  if (loans.some(({ product }) => product.code === importedProduct.code)) {
    await insertProduct(context, importedProduct)
  }
  const first = isRehearsal ? null : await takeNumbers(tx, institution.id, 'loan', loans.length)
  const bundles = loans.map((loan, index) =>
    buildImportedLoan(scope, { ...loan, serial: first === null ? null : first + index }),
  )
  await forgetBalances(tx, institution.id)
  await insertLoans(tx, bundles)
  const references = bundles.map(({ loan }, index) => ({
    externalId: loans[index]?.row.externalId ?? '',
    entityId: loan.id,
    contentDigest: digests[index] ?? null,
  }))
  await setReferences(tx, of, references)
  if (isRehearsal) return
  await insertChanges(
    tx,
    bundles.map(({ loan }) => ({
      ...place,
      entity: 'loan' as const,
      entityId: loan.id,
      change: 'created' as const,
      before: null,
    })),
  )
}
