import type { ApplicationTerms, Guarantee } from '@banyan/domain/applications/application'
import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import type { CustomerKind } from '@banyan/domain/applications/products'
import type { Frequency, RepaymentMethod } from '@banyan/domain/loans/schedule-terms'
import { type Money, money } from '@banyan/domain/money'
import { type Rate, rate } from '@banyan/domain/rate'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Scoped = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

/** An application as operations read it. */
export interface ApplicationRow extends ApplicationTerms {
  id: string
  number: string
  customerId: string
  status: ApplicationStatus
  branchId: string
  officerId: string
  madeBy: string
  version: number
}

const columns = [
  'application.id',
  'application.number',
  'application.customerId',
  'application.product',
  'application.amount',
  'application.termMonths',
  'application.annualRate',
  'application.method',
  'application.frequency',
  'application.guarantee',
  'application.purpose',
  'application.repaymentSource',
  'application.status',
  'application.branchId',
  'application.officerId',
  'application.madeBy',
  'application.version',
] as const

function selectApplication({ tx, institution, scope }: Scoped, id: string) {
  return tx
    .selectFrom('application')
    .select(columns)
    .where('application.institutionId', '=', institution.id)
    .where('application.id', '=', id)
    .where((eb) =>
      inScope(eb, scope, { branch: 'application.branchId', officer: 'application.officerId' }),
    )
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectApplication>['executeTakeFirstOrThrow']>>

function asApplication(row: Selected): ApplicationRow {
  return {
    ...row,
    ...termsOf(row),
    status: row.status as ApplicationStatus,
  }
}

/** The terms as the domain knows them; checks of the table keep the texts to its words. */
export function termsOf(row: {
  product: string
  amount: number | null
  termMonths: number | null
  annualRate: number | null
  method: string | null
  frequency: string
  guarantee: string
  purpose: string | null
  repaymentSource: string | null
}): ApplicationTerms {
  return {
    product: row.product,
    amount: row.amount === null ? null : (money(row.amount) satisfies Money),
    termMonths: row.termMonths,
    annualRate: row.annualRate === null ? null : (rate(row.annualRate) satisfies Rate),
    method: row.method as RepaymentMethod | null,
    frequency: row.frequency as Frequency,
    guarantee: row.guarantee as Guarantee,
    purpose: row.purpose,
    repaymentSource: row.repaymentSource,
  }
}

/** Undefined when there is none within the caller's reach. */
export async function findApplication(
  context: Scoped,
  id: string,
): Promise<ApplicationRow | undefined> {
  const row = await selectApplication(context, id).executeTakeFirst()
  return row && asApplication(row)
}

/** Holds the application until the transaction ends; undefined when none is within reach. */
export async function lockApplicationRow(
  context: Scoped,
  id: string,
): Promise<ApplicationRow | undefined> {
  const row = await selectApplication(context, id).forNoKeyUpdate().executeTakeFirst()
  return row && asApplication(row)
}

export interface NewApplicationRow {
  id: string
  number: string
  customerId: string
  branchId: string
  officerId: string
  terms: ApplicationTerms
}

export async function insertApplication(
  { tx, institution, staff, businessDay, now }: StaffContext,
  { terms, ...row }: NewApplicationRow,
): Promise<void> {
  await tx
    .insertInto('application')
    .values({
      institutionId: institution.id,
      ...row,
      ...storedTerms(terms),
      status: 'draft',
      madeBy: staff.id,
      createdOn: businessDay,
      createdAt: now(),
      statusSince: now(),
      statusOn: businessDay,
    })
    .execute()
}

function storedTerms(terms: ApplicationTerms) {
  return { ...terms, guarantee: terms.guarantee ?? 'credit' }
}

export async function setTerms(
  { tx, institution }: Scoped,
  id: string,
  terms: ApplicationTerms,
): Promise<void> {
  await tx
    .updateTable('application')
    .set((eb) => ({ ...storedTerms(terms), version: eb('version', '+', 1) }))
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** Moves the application on; a first submission, a decision and a return leave their own mark. */
export async function setStatus(
  { tx, institution, businessDay, now }: StaffContext,
  id: string,
  status: ApplicationStatus,
): Promise<void> {
  const isDecision = status === 'approved' || status === 'declined'
  const at = now()
  await tx
    .updateTable('application')
    .set((eb) => ({
      status,
      statusSince: at,
      statusOn: businessDay,
      version: eb('version', '+', 1),
      ...(status === 'submitted'
        ? {
            submittedOn: eb.fn.coalesce('submittedOn', eb.val<string>(businessDay)),
            submittedAt: eb.fn.coalesce('submittedAt', eb.val(at)),
          }
        : {}),
      ...(isDecision ? { decidedOn: businessDay, decidedAt: at } : {}),
      ...(status === 'returned' ? { returnCount: eb('returnCount', '+', 1) } : {}),
    }))
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export interface StepRow {
  id: string
  applicationId: string
  step: string
  fromStatus: ApplicationStatus
  toStatus: ApplicationStatus
  note: string
}

export async function insertStep(
  { tx, institution, staff, businessDay, now }: StaffContext,
  row: StepRow,
): Promise<void> {
  const by = { staffId: staff.id, happenedOn: businessDay, at: now() }
  await tx
    .insertInto('applicationStep')
    .values({ institutionId: institution.id, ...row, ...by })
    .execute()
}

export interface CustomerForApplication {
  id: string
  kind: CustomerKind
  status: string
  branchId: string
  officerId: string | null
}

/** The customer an application is opened for, within the caller's reach. */
export async function findCustomerForApplication(
  { tx, institution, scope }: Scoped,
  id: string,
): Promise<CustomerForApplication | undefined> {
  const row = await tx
    .selectFrom('customer')
    .select(['id', 'kind', 'status', 'branchId', 'officerId'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .where((eb) =>
      inScope(eb, scope, { branch: 'customer.branchId', officer: 'customer.officerId' }),
    )
    .executeTakeFirst()
  return row && { ...row, kind: row.kind as CustomerKind }
}

/** Whose application it is, wherever the customer is looked after today. */
export async function getApplicant({ tx, institution }: Scoped, customerId: string) {
  const row = await tx
    .selectFrom('customer')
    .select(['kind', 'status'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow()
  return { kind: row.kind as CustomerKind, isActive: row.status === 'active' }
}

/** The open reservation of an application that will not be drawn holds the limits no longer. */
export async function voidReservation(
  { tx, institution }: Scoped,
  applicationId: string,
): Promise<void> {
  await tx
    .updateTable('reservation')
    .set({ status: 'void' })
    .where('institutionId', '=', institution.id)
    .where('applicationId', '=', applicationId)
    .where('status', '=', 'open')
    .execute()
}

/** Kinds of document that are on file for the application or, not bound to another, for its customer. */
export async function listPresentDocuments(
  { tx, institution }: Scoped,
  application: Pick<ApplicationRow, 'id' | 'customerId'>,
) {
  return tx
    .selectFrom('document')
    .select(['id', 'kind', 'fileName', 'createdAt'])
    .where('institutionId', '=', institution.id)
    .where('customerId', '=', application.customerId)
    .where('removedAt', 'is', null)
    .where(sql<boolean>`(application_id is null or application_id = ${application.id})`)
    .orderBy('kind')
    .orderBy('createdAt', 'desc')
    .execute()
}
