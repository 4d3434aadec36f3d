import { uuidv7 } from '@banyan/database'
import {
  type ApplicationTerms,
  periodsIn,
  type StepRequest,
} from '@banyan/domain/applications/application'
import { stepRefusal } from '@banyan/domain/applications/application-status'
import { buildSchedule } from '@banyan/domain/loans/schedule'
import { onePeriodAfter, type RepaymentMethod } from '@banyan/domain/loans/schedule-terms'
import { type Money, money, zero } from '@banyan/domain/money'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { scoreApplicant, type ScoreInputs, type ScoreOutcome } from '@banyan/domain/scoring/score'
import { companyInputs, personInputs } from '@banyan/domain/scoring/score-inputs'
import type { StaffContext } from '../access/staff-context.ts'
import type { ApplicationRow } from '../applications/applications.queries.ts'
import { lockApplication, type StepTaken, takeStep } from '../applications/take-step.ts'
import { addJob } from '../jobs/add-job.ts'
import { noteSignals } from '../signals/note-signals.ts'
import { findScorecard, getFileFacts, getPaymentRecord, insertScore } from './scoring.queries.ts'

export interface Scored extends StepTaken {
  points: number
  grade: string
  outcome: ScoreOutcome
}

/** Scores a reviewed application by the card in force, and keeps what it was scored on. */
export async function scoreApplication(
  context: StaffContext,
  request: StepRequest,
): Promise<Scored> {
  return scoreLocked(context, await lockApplication(context, request))
}

export async function scoreLocked(
  context: StaffContext,
  application: ApplicationRow,
): Promise<Scored> {
  refuseIf(stepRefusal('score', application.status))
  const { kind, inputs } = await inputsOf(context, application)
  const card = await findScorecard(context, kind)
  if (!card) throw new Refused('no-scorecard')
  const score = scoreApplicant(card, inputs)
  const id = uuidv7()
  await insertScore(context, { id, applicationId: application.id, inputs, score })
  const { points, grade, outcome, scorecard, version } = score
  const detail = { score: id, scorecard, version, points, grade, outcome }
  const taken = await takeStep(context, application, 'score', { detail })
  await lookAtGradeLater(context, application.customerId)
  return { ...taken, points, grade, outcome }
}

/** Warnings, and what running loans should cost, follow the grade once this has committed. */
async function lookAtGradeLater(context: StaffContext, customerId: string): Promise<void> {
  const { tx, institution, staff } = context
  await noteSignals(context, [{ customerId, cause: 'grade' }])
  const job = { kind: 'look-at-grade', payload: { customerId }, key: customerId } as const
  await addJob(tx, institution.id, { ...job, staffId: staff.id, at: context.now() })
}

/** The snapshot that goes into the card: file, present dues, and how past loans were repaid. */
async function inputsOf(
  context: StaffContext,
  application: ApplicationRow,
): Promise<{ kind: 'person' | 'company'; inputs: ScoreInputs }> {
  const { customerId, guarantee } = application
  const facts = await getFileFacts(context, customerId)
  const record = await getPaymentRecord(context, customerId)
  const newMonthlyDue = monthlyInstalment(context, application)
  const inputs =
    facts.kind === 'person'
      ? personInputs({ ...facts, ...record, newMonthlyDue }, context.businessDay)
      : companyInputs(
          { ...facts, ...record, guarantee: guarantee ?? 'credit' },
          context.businessDay,
        )
  return { kind: facts.kind, inputs }
}

/** A method with terms of its own is weighed as the plain one nearest to it. */
const weighedAs: Partial<Record<RepaymentMethod, RepaymentMethod>> = {
  bullet: 'interest-only',
  balloon: 'equal-instalment',
  residual: 'equal-instalment',
  stepped: 'equal-instalment',
  custom: 'equal-instalment',
}

/** What the new loan would ask for each month at its dearest; spread evenly where it is not monthly. */
export function monthlyInstalment(
  { businessDay }: Pick<StaffContext, 'businessDay'>,
  { amount, termMonths, annualRate, ...asked }: ApplicationTerms,
): Money {
  if (amount === null || termMonths === null || annualRate === null || asked.method === null)
    return zero
  const method = weighedAs[asked.method] ?? asked.method
  const frequency = asked.frequency === 'days' ? 'monthly' : asked.frequency
  const periods = Math.max(1, periodsIn(termMonths, frequency))
  const { rows, totals } = buildSchedule({
    method,
    principal: amount,
    annualRate,
    periods,
    frequency,
    dayCount: '30/360',
    disbursedOn: businessDay,
    firstDueOn: onePeriodAfter(businessDay, frequency),
    rounding: 'half-up',
  })
  if (frequency !== 'monthly') return money(Math.ceil(totals.total / termMonths))
  const regular = method === 'interest-only' ? rows.slice(0, -1) : rows
  return money(Math.max(0, ...regular.map(({ total }) => total)))
}
