import { createHash } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import { periodsIn } from '@banyan/domain/applications/application'
import { Day, type Day as BusinessDay } from '@banyan/domain/calendar'
import { contractText } from '@banyan/domain/loans/contract-text'
import { contractRefusal } from '@banyan/domain/loans/disbursement'
import { contractNumber } from '@banyan/domain/loans/loan-number'
import { onePeriodAfter, type ScheduleTerms } from '@banyan/domain/loans/schedule-terms'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { lockApplicationRow, type ApplicationRow } from '../applications/applications.queries.ts'
import { takeStep } from '../applications/take-step.ts'
import { found } from '../not-found.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { type Approval, findApproval, insertContract } from './contracts.queries.ts'
import { lockBusinessDay } from './business-day.queries.ts'

export const NewContract = z.object({ applicationId: z.uuid(), signedOn: Day })

function termsOf(
  application: ApplicationRow,
  approval: Approval,
  signedOn: BusinessDay,
): ScheduleTerms {
  const { amount, termMonths, annualRate } = approval
  const { frequency, method } = application
  return {
    method: method ?? 'equal-instalment',
    principal: amount,
    annualRate,
    periods: Math.max(1, periodsIn(termMonths, frequency)),
    frequency,
    dayCount: '30/360',
    rounding: 'half-up',
    disbursedOn: signedOn,
    firstDueOn: onePeriodAfter(signedOn, frequency),
  }
}

/** Draws up the contract of an approval exactly as decided; its text is kept with its digest. */
export async function makeContract(context: StaffContext, input: z.output<typeof NewContract>) {
  const { tx, institution, staff } = context
  const { applicationId, signedOn } = input
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
  const terms = termsOf(application, approved, signedOn)
  const text = contractText({
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
  })
  const digest = createHash('sha256').update(text).digest()
  const id = uuidv7()
  await insertContract(tx, {
    institutionId: institution.id,
    id,
    applicationId,
    number,
    terms,
    text,
    digest,
    madeBy: staff.id,
    signedOn,
    madeAt: context.now(),
  })
  const detail = { contract: number, digest: digest.toString('hex'), signedOn }
  const step = await takeStep(context, application, 'contract', { detail })
  return { ...step, contract: { id, number, digest: digest.toString('hex'), signedOn } }
}
