import { createHash } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import { periodsIn } from '@banyan/domain/applications/application'
import { Day, type Day as BusinessDay } from '@banyan/domain/calendar'
import { contractText } from '@banyan/domain/loans/contract-text'
import { contractRefusal } from '@banyan/domain/loans/disbursement'
import { contractNumber } from '@banyan/domain/loans/loan-number'
import { AgreedInstalments, instalmentsRefusal } from '@banyan/domain/products/agreed-instalments'
import { type ContractTerms, contractTerms } from '@banyan/domain/products/contract-terms'
import { contractCapRefusal } from '@banyan/domain/products/costed-schedule'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { type ApplicationRow, lockApplicationRow } from '../applications/applications.queries.ts'
import { takeStep } from '../applications/take-step.ts'
import { found } from '../not-found.ts'
import { isChineseWorkingDay } from '../chinese-working-days.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { findOffer } from '../products/products.queries.ts'
import { type Approval, findApproval, insertContract } from './contracts.queries.ts'
import { lockBusinessDay } from './business-day.queries.ts'

export const NewContract = z.object({
  applicationId: z.uuid(),
  signedOn: Day,
  /** The rows of a loan by the custom method, agreed with the borrower. */
  instalments: AgreedInstalments.optional(),
})

interface Agreeing {
  application: ApplicationRow
  approved: Approval
  signedOn: BusinessDay
  instalments: z.output<typeof AgreedInstalments> | null
}

/** The version under which the loan was approved, and what the contract freezes of it. */
async function agreedUnder(context: StaffContext, agreeing: Agreeing) {
  const { application, approved, signedOn, instalments } = agreeing
  const { product, amount, termMonths, annualRate, decidedOn: agreedOn } = approved
  const offer = await findOffer(context, product.code, agreedOn)
  if (!offer) throw new Refused('product-not-offered')
  const { frequency } = application
  const method = application.method ?? 'equal-instalment'
  refuseIf(instalmentsRefusal({ method, instalments, amount, termMonths, signedOn }))
  const periods = periodsIn(termMonths, frequency, offer.schedule.everyDays ?? undefined)
  const terms = contractTerms(offer, {
    amount,
    annualRate,
    periods: Math.max(1, periods),
    method,
    frequency,
    agreedOn,
    signedOn,
    ...(instalments ? { instalments } : {}),
  })
  return { offer, terms }
}

type Written = Omit<Agreeing, 'instalments'> & { number: string; terms: ContractTerms }

function writtenOut(
  { institution }: StaffContext,
  { application, approved, signedOn, number, terms }: Written,
): string {
  const facts = {
    number,
    lender: institution.name,
    branch: approved.branchName,
    borrower: approved.customer,
    applicationNumber: application.number,
    product: approved.product.name,
    purpose: application.purpose ?? '',
    guarantee: application.guarantee ?? 'credit',
    conditions: approved.conditions,
    signedOn,
    terms,
  }
  return contractText(facts, isChineseWorkingDay)
}

/** Draws up the contract of an approval exactly as decided; its text is kept with its digest. */
export async function makeContract(context: StaffContext, input: z.output<typeof NewContract>) {
  const { tx, institution, staff } = context
  const { applicationId, signedOn, instalments = null } = input
  const businessDay = await lockBusinessDay(context)
  const application = found(await lockApplicationRow(context, applicationId), 'application')
  const { status } = application
  const approval = await findApproval(context, applicationId)
  refuseIf(
    contractRefusal({
      status,
      decidedOn: approval?.decidedOn ?? businessDay,
      reservation: approval?.reservation ?? null,
      signedOn,
      businessDay,
    }),
  )
  const approved = found(approval, 'decision')
  const number = contractNumber(signedOn, await takeNumbers(tx, institution.id, 'contract'))
  const agreeing = { application, approved, signedOn, instalments }
  const { offer, terms } = await agreedUnder(context, agreeing)
  const lender = institution.kind
  refuseIf(contractCapRefusal(terms, { lender, signedOn }, isChineseWorkingDay))
  const text = writtenOut(context, { application, approved, signedOn, number, terms })
  const digest = createHash('sha256').update(text).digest()
  const id = uuidv7()
  await insertContract(tx, {
    institutionId: institution.id,
    id,
    applicationId,
    product: offer.code,
    productVersion: offer.version,
    number,
    terms,
    text,
    digest,
    madeBy: staff.id,
    signedOn,
    madeAt: context.now(),
  })
  const detail = {
    contract: number,
    productVersion: offer.version,
    digest: digest.toString('hex'),
    signedOn,
  }
  const step = await takeStep(context, application, 'contract', { detail })
  return { ...step, contract: { id, number, digest: digest.toString('hex'), signedOn } }
}
