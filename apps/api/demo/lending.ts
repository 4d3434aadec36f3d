import { uuidv7 } from '@banyan/database'
import { periodsIn } from '@banyan/domain/applications/application'
import { addDays, type Day } from '@banyan/domain/calendar'
import { contractRefusal, disbursementRefusal } from '@banyan/domain/loans/disbursement'
import { onePeriodAfter } from '@banyan/domain/loans/schedule-terms'
import { buildLoan } from '../src/loans/build-loan.ts'
import type { LoanBundle, Making } from '../src/loans/loan-rows.ts'
import { type Money, money } from '@banyan/domain/money'
import { contractTerms } from '@banyan/domain/products/contract-terms'
import { type DemoBank, oneWith } from './bank.ts'
import { instantOn } from './business-time.ts'
import { capitalOn } from './capital.ts'
import { groupExposureOn } from './deciding.ts'
import { drawCourse, type PlantedTiers, plannedShare } from './default-plan.ts'
import { exposureOn } from './parties.ts'
import { firstDraw } from './drawing.ts'
import { type Drawdown, liveOut } from './loan-life.ts'
import { intentsOf, isPaidOnLastDay, withEarlyRepayment } from './payment-courses.ts'
import { offeredOn } from './products.ts'
import { Random } from './random.ts'
import { nextInstant, type Story, take } from './story.ts'

const making: Making = { newId: () => uuidv7(), at: (on: Day) => instantOn(on, 480) }

/** Draws the contract up exactly as decided. */
export function contract(bank: DemoBank, random: Random, story: Story, on: Day): void {
  const { decision, reservation, terms, party, status } = story
  if (!decision) throw new Error('a contract needs a decision')
  const refusal = contractRefusal({
    status,
    decidedOn: decision.on,
    signedOn: on,
    businessDay: on,
    reservation: reservation?.status ?? null,
  })
  if (refusal) throw new Error(`no contract: ${refusal}`)
  const at = nextInstant(story, on, random.whole(0, 420))
  const frequency = terms.frequency ?? 'monthly'
  const product = offeredOn(bank, story.product.code, decision.on)
  story.contract = {
    id: uuidv7(at.getTime()),
    number: '',
    productVersion: product.version,
    terms: contractTerms(product, {
      amount: decision.amount,
      annualRate: decision.annualRate,
      periods: Math.max(1, periodsIn(decision.termMonths, frequency)),
      method: terms.method ?? 'equal-instalment',
      frequency,
      agreedOn: decision.on,
      signedOn: on,
    }),
    signedOn: on,
    at,
  }
  take(story, 'contract', { staff: party.officer, on, at })
}

export interface Lent {
  planted: PlantedTiers
  /** The chance of default that each loan was drawn with. */
  shares: Map<LoanBundle, number>
  /** What is due on the last day of the books and paid on it, at the counter and through the bank. */
  lastDue: LoanBundle[]
}

/** Pays the contract out and lets the loan run to the end of the books by the rules of repayment. */
export function disburse(
  bank: DemoBank,
  random: Random,
  story: Story,
  { on, lent }: { on: Day; lent: Lent },
): void {
  const { party } = story
  const staff = oneWith(bank, 'disbursement-officer')
  refuseOverLimits(bank, story, on)
  const { drawn, later } = firstDraw(bank, story, on)
  const bundle = loanOf(bank, story, { on, drawn })
  const hold = party.holds.at(-1)
  if (hold) hold.until = on
  party.loans.push(bundle)
  story.loan = bundle
  take(story, 'disburse', { staff, on, at: nextInstant(story, on, random.whole(0, 420)) })
  runCourse(bank, random, story, { bundle, lent, later })
  postWhatIsDrawn(bank, story, bundle)
}

/** What is left to draw stays reserved, and held, until the reservation ends. */
function postWhatIsDrawn(
  { time }: DemoBank,
  { reservation, party, decision }: Story,
  { loan }: LoanBundle,
): void {
  if (!reservation) return
  const left = money(loan.commitment - loan.principal)
  reservation.status = left === 0 ? 'posted' : reservation.expiresOn < time.open ? 'void' : 'open'
  if (left === 0) return
  reservation.amount = left
  const from = decision?.on ?? loan.disbursedOn
  party.holds.push({ amount: left, from, until: addDays(reservation.expiresOn, 1) })
}

function refuseOverLimits(bank: DemoBank, story: Story, on: Day): void {
  const { party, decision, reservation, status, contract: signed } = story
  if (!decision || !signed) throw new Error('nothing to pay out')
  const refusal = disbursementRefusal({
    status,
    contract: {
      madeBy: party.officer.id,
      signedOn: signed.signedOn,
      principal: signed.terms.principal,
    },
    approved: decision.amount,
    reservation: reservation?.status ?? null,
    disburser: oneWith(bank, 'disbursement-officer'),
    businessDay: on,
    institution: { kind: bank.plan.kind, bases: capitalOn(bank, on) },
    exposure: {
      sets: [],
      customer: exposureOn(party, on),
      group: groupExposureOn(party, on),
      unknownCurrencies: [],
    },
    customerLimit: null,
    groupLimit: party.group?.limit ?? null,
  })
  if (refusal) throw new Error(`no disbursement: ${refusal}`)
}

function loanOf(
  bank: DemoBank,
  story: Story,
  { on, drawn }: { on: Day; drawn: Money | null },
): LoanBundle {
  const { institution } = bank
  const { party, product, terms, contract: signed } = story
  if (!signed) throw new Error('nothing to pay out')
  const { details, branch, officer } = party
  return buildLoan(
    {
      ...signed.terms,
      agreed: signed.terms,
      ...(drawn === null ? {} : { drawn }),
      disbursedOn: on,
      firstDueOn: onePeriodAfter(on, signed.terms.frequency),
      institution,
      number: '',
      customerId: party.id,
      product: product.code,
      currency: institution.currency,
      branchId: branch.id,
      officerId: officer.id,
      industrySection: details.kind === 'company' ? details.industrySection : null,
      guarantee: terms.guarantee ?? 'credit',
      isConsumer: product.isConsumer,
      source: 'demo',
      disbursedBy: oneWith(bank, 'disbursement-officer').id,
      applicationId: story.id,
      contract: { id: signed.id, madeBy: officer.id },
    },
    making,
  )
}

function runCourse(
  bank: DemoBank,
  random: Random,
  { party, score }: Story,
  { bundle, lent, later }: { bundle: LoanBundle; lent: Lent; later: readonly Drawdown[] },
): void {
  const { last } = bank.time
  const { officer, details } = party
  const { disbursedOn } = bundle.loan
  const grade = score?.score.grade ?? 'C'
  const share = plannedShare(bank, {
    disbursedOn,
    officer,
    grade,
    isCompany: details.kind === 'company',
  })
  lent.shares.set(bundle, share)
  const course = lent.planted.courseFor(bundle, last) ?? drawCourse(random, bundle, share)
  const intents = intentsOf(random, bundle.instalments, course, last)
  const isSound = course.stopsAt === null && course.habit === 'prompt'
  const own = new Random(`${bank.plan.code}/${party.number}/${disbursedOn}`)
  const meant = isSound ? withEarlyRepayment(own, bundle.instalments, intents) : intents
  const isLeft = isSound && isPaidOnLastDay(meant, last)
  const done = isLeft ? meant.filter(({ on }) => on < last) : meant
  liveOut(bundle, {
    happenings: [...(isSound ? later : []), ...done],
    taking: { ...making, postedBy: oneWith(bank, 'post-loan-officer').id, source: 'demo' },
    through: last,
  })
  if (isLeft && bundle.loan.oldestUnpaidOn === last) lent.lastDue.push(bundle)
}
