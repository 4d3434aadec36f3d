import type { Tx } from '@banyan/database'
import type { ReservationStatus } from '@banyan/domain/loans/disbursement'
import type { KeptContractTerms } from '@banyan/domain/products/contract-terms'
import { type Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { type Rate, rate } from '@banyan/domain/rate'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Scoped = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

/** What was decided, of whom, and what it still holds of the limits. */
export interface Approval {
  amount: Money
  termMonths: number
  annualRate: Rate
  conditions: string
  decidedOn: Day
  reservation: ReservationStatus | null
  customer: { number: string; name: string; kind: string; industrySection: string | null }
  branchName: string
  product: { code: string; name: string; isConsumer: boolean }
}

export async function findApproval(
  { tx, institution }: Scoped,
  applicationId: string,
): Promise<Approval | undefined> {
  const row = await tx
    .selectFrom('decision')
    .innerJoin('application', (join) =>
      join
        .onRef('application.institutionId', '=', 'decision.institutionId')
        .onRef('application.id', '=', 'decision.applicationId'),
    )
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'application.institutionId')
        .onRef('customer.id', '=', 'application.customerId'),
    )
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'application.institutionId')
        .onRef('branch.id', '=', 'application.branchId'),
    )
    .innerJoin('product', (join) =>
      join
        .onRef('product.institutionId', '=', 'application.institutionId')
        .onRef('product.code', '=', 'application.product'),
    )
    .leftJoin('reservation', (join) =>
      join
        .onRef('reservation.institutionId', '=', 'decision.institutionId')
        .onRef('reservation.applicationId', '=', 'decision.applicationId'),
    )
    .select(['decision.amount', 'decision.termMonths', 'decision.annualRate'])
    .select(['decision.conditions', 'decision.decidedOn', 'reservation.status as reservation'])
    .select(['customer.number', 'customer.name', 'customer.kind', 'customer.industrySection'])
    .select(['branch.name as branchName', 'product.name as productName', 'product.isConsumer'])
    .select('product.code as productCode')
    .where('decision.institutionId', '=', institution.id)
    .where('decision.applicationId', '=', applicationId)
    .where('decision.outcome', '=', 'approved')
    .executeTakeFirst()
  if (!row) return undefined
  const { number, name, kind, industrySection, productCode, productName, isConsumer } = row
  return {
    amount: money(row.amount),
    termMonths: row.termMonths,
    annualRate: rate(row.annualRate),
    conditions: row.conditions,
    decidedOn: row.decidedOn as Day,
    reservation: row.reservation as ReservationStatus | null,
    customer: { number, name, kind, industrySection },
    branchName: row.branchName,
    product: { code: productCode, name: productName, isConsumer },
  }
}

export interface ContractRow {
  id: string
  number: string
  terms: KeptContractTerms
  madeBy: string
  signedOn: Day
}

export async function insertContract(
  tx: Tx,
  row: ContractRow & {
    institutionId: string
    applicationId: string
    product: string
    productVersion: number
    text: string
    digest: Buffer
    madeAt: Date
  },
): Promise<void> {
  await tx
    .insertInto('contract')
    .values({ ...row, terms: JSON.stringify(row.terms) })
    .execute()
}

export async function findContract(
  { tx, institution }: Pick<Scoped, 'tx' | 'institution'>,
  applicationId: string,
): Promise<ContractRow | undefined> {
  const row = await tx
    .selectFrom('contract')
    .select(['id', 'number', 'terms', 'madeBy', 'signedOn'])
    .where('institutionId', '=', institution.id)
    .where('applicationId', '=', applicationId)
    .executeTakeFirst()
  // The terms were written from this type.
  const asKept = (terms: unknown) => terms as KeptContractTerms
  return row && { ...row, terms: asKept(row.terms), signedOn: row.signedOn as Day }
}

/** The contract of an application within reach, with its text as it was signed. */
export function findContractText({ tx, institution, scope }: Scoped, applicationId: string) {
  return tx
    .selectFrom('contract')
    .innerJoin('application', (join) =>
      join
        .onRef('application.institutionId', '=', 'contract.institutionId')
        .onRef('application.id', '=', 'contract.applicationId'),
    )
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'contract.institutionId')
        .onRef('staff.id', '=', 'contract.madeBy'),
    )
    .leftJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'contract.institutionId')
        .onRef('loan.contractId', '=', 'contract.id'),
    )
    .select(['contract.number', 'contract.text', 'contract.digest', 'contract.signedOn'])
    .select(['contract.madeAt', 'contract.madeBy as madeById', 'staff.name as madeBy'])
    .select(['application.id as applicationId', 'application.status'])
    .select(['loan.id as loanId', 'loan.number as loanNumber', 'contract.terms'])
    .select(['contract.product', 'contract.productVersion'])
    .where('contract.institutionId', '=', institution.id)
    .where('contract.applicationId', '=', applicationId)
    .where((eb) =>
      inScope(eb, scope, { branch: 'application.branchId', officer: 'application.officerId' }),
    )
    .executeTakeFirst()
}

/** What is left to draw stays reserved; once all is drawn the reservation is of the whole, and posted. */
export async function postReservation(
  { tx, institution }: Pick<Scoped, 'tx' | 'institution'>,
  applicationId: string,
  { commitment, principal }: { commitment: Money; principal: Money },
): Promise<void> {
  const left = commitment - principal
  await tx
    .updateTable('reservation')
    .set(left > 0 ? { amount: left } : { status: 'posted', amount: commitment })
    .where('institutionId', '=', institution.id)
    .where('applicationId', '=', applicationId)
    .where('status', '=', 'open')
    .execute()
}
