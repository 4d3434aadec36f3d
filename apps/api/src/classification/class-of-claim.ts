import { addDays, type Day } from '@banyan/domain/calendar'
import { classify, type Classification } from '@banyan/domain/classification/classify'
import type { EnteredFact } from '@banyan/domain/classification/entered-facts'
import {
  ClassificationFacts,
  type Debtor,
  type Interval,
  type Scope,
} from '@banyan/domain/classification/facts'
import { observationEnd } from '@banyan/domain/classification/observation'
import type { ClassificationRules } from '@banyan/domain/classification/rules'
import { isNonPerforming } from '@banyan/domain/classification/tiers'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import type { Claim, ClaimEvent, PaidInstalment } from './claims.queries.ts'

/** What is known of one claim besides its row. */
export interface ClaimGround {
  entered: readonly EnteredFact[]
  events: readonly ClaimEvent[]
  /** Of claims in 不良 or restructured; empty of others. */
  paid: readonly PaidInstalment[]
}

const intervals: Readonly<Record<string, Interval>> = {
  monthly: { months: 1 },
  quarterly: { months: 3 },
  'half-yearly': { months: 6 },
  yearly: { months: 12 },
  weekly: { days: 7 },
}

export const intervalOf = ({ frequency }: Pick<Claim, 'frequency'>): Interval =>
  intervals[frequency] ?? { months: 1 }

/** Persons and small debtors are classed claim by claim; a micro-lender has no others. */
export function scopeOf(
  { customerKind, companyType }: Claim,
  institutionKind: InstitutionKind,
  entered: readonly EnteredFact[],
): Scope {
  if (customerKind === 'person') return 'retail'
  const isSmall =
    institutionKind === 'micro-lender' ||
    companyType === 'self-employed' ||
    entered.some(({ kind }) => kind === 'small-micro')
  return isSmall ? 'small-micro' : 'non-retail'
}

function restructuredOf(
  claim: Claim,
  { entered, events, paid }: ClaimGround,
  rules: ClassificationRules,
  day: Day,
) {
  const interval = intervalOf(claim)
  const told = entered.flatMap((fact) =>
    fact.kind === 'restructured'
      ? [
          {
            on: fact.validFrom,
            firstDueOn: fact.value.firstDueOn,
            interval: { months: fact.value.intervalMonths } satisfies Interval as Interval,
            isAgain: fact.value.isAgain,
          },
        ]
      : [],
  )
  const happened = events.flatMap(({ kind, on, firstDueOn }) =>
    kind === 'misuse' ? [] : [{ on, firstDueOn: firstDueOn ?? on, interval, isAgain: false }],
  )
  const [last, before] = [...told, ...happened].toSorted((a, b) => (a.on < b.on ? 1 : -1))
  if (!last) return null
  const isInside =
    before !== undefined &&
    last.on <= observationEnd(before.firstDueOn, before.interval, rules.observation)
  const saysOver = entered.findLast(
    ({ kind }) => kind === 'difficulty-over' || kind === 'difficulty-lasts',
  )
  return {
    ...last,
    isAgain: last.isAgain || isInside,
    isDifficultyOver: saysOver ? saysOver.kind === 'difficulty-over' : null,
    missedOn: paid
      .filter(({ dueOn, paidOn }) => (paidOn === null ? dueOn < day : paidOn > dueOn))
      .map(({ dueOn }) => dueOn),
  }
}

/**
 * When the arrears were cleared, and what has been paid since; nothing is said while any is overdue.
 * A claim that was never late is in order since it came into its tier.
 */
function recoveryOf(claim: Claim, paid: readonly PaidInstalment[], day: Day, isAble: boolean) {
  const late = paid.filter(({ dueOn, paidOn }) => paidOn !== null && paidOn > dueOn)
  const isOverdue = daysPastDue(claim.oldestUnpaidOn, day) > 0
  const paidLateOn = late.flatMap(({ paidOn }) => (paidOn === null ? [] : [paidOn])).toSorted()
  const clearedOn = paidLateOn.at(-1) ?? claim.tierSince
  return {
    arrearsClearedOn: isOverdue ? null : clearedOn,
    interval: intervalOf(claim),
    payments: paid
      .filter(({ dueOn }) => clearedOn !== null && dueOn > clearedOn)
      .map(({ dueOn, paidOn }) => ({ dueOn, paidOn })),
    isAbleToPerform: isAble ? true : null,
  }
}

/** The facts of a claim on a day, without its debtor's; `isAble`: people assess it as able to perform. */
export function factsOfClaim(
  claim: Claim,
  ground: ClaimGround,
  given: {
    rules: ClassificationRules
    institutionKind: InstitutionKind
    day: Day
    isAble?: boolean
  },
): ClassificationFacts {
  const { entered, events, paid } = ground
  const { rules, institutionKind, day, isAble = false } = given
  const has = (kind: EnteredFact['kind']) => entered.some((fact) => fact.kind === kind)
  const impaired = entered.findLast((fact) => fact.kind === 'credit-impaired')
  const refinanced = entered.findLast((fact) => fact.kind === 'refinanced')
  const misuse = events.findLast(({ kind }) => kind === 'misuse')
  const loss = impaired?.value.expectedLoss ?? null
  return ClassificationFacts.parse({
    scope: scopeOf(claim, institutionKind, entered),
    isSmallMicro: has('small-micro'),
    daysPastDue: daysPastDue(claim.oldestUnpaidOn, day),
    isTechnicalOverdue: has('technical-overdue'),
    isUseChanged: has('use-changed') || misuse?.isOver === false,
    refinancing: refinanced?.value.as ?? (has('renewal') ? 'renewal' : 'none'),
    isCreditImpaired: impaired !== undefined,
    expectedLoss:
      loss === null ? null : { part: Math.min(loss, claim.balance), whole: claim.balance },
    restructured: restructuredOf(claim, ground, rules, day),
    guarantee: claim.guarantee,
    recovery: recoveryOf(claim, paid, day, isAble),
  })
}

/** The class by the claim's own facts, which the rules on the whole debtor count with. */
export function ownClass(
  claim: Claim,
  facts: ClassificationFacts,
  rules: ClassificationRules,
  day: Day,
): Classification {
  const { tier, claimTier } = claim
  const previous = isNonPerforming(tier) ? (claimTier ?? tier) : tier
  return classify({ ...facts, previous }, rules, day)
}

/** The class with the debtor's other claims, and what people have set. */
export function wholeClass(
  claim: Claim,
  facts: ClassificationFacts,
  debtor: Debtor,
  rules: ClassificationRules,
  day: Day,
): Classification {
  const { tier, manualTier } = claim
  return classify({ ...facts, debtor, previous: tier, manual: manualTier }, rules, day)
}

/** The next close that must look at the claim: by its class, by a due day, by the end of a fact. */
export function nextLookOn(
  claim: Claim,
  { nextBoundaryOn }: Pick<Classification, 'nextBoundaryOn'>,
  ends: readonly (Day | null)[],
  day: Day,
): Day | null {
  const { oldestUnpaidOn } = claim
  const days = [
    nextBoundaryOn,
    oldestUnpaidOn !== null && oldestUnpaidOn >= day ? addDays(oldestUnpaidOn, 1) : null,
    ...ends,
  ]
  return days.flatMap((each) => (each !== null && each > day ? [each] : [])).toSorted()[0] ?? null
}

/** Claims whose payments must be read: in 不良, or restructured at some time. */
export function needsPayments(claim: Claim, ground: Omit<ClaimGround, 'paid'>): boolean {
  if (claim.status !== 'active') return false
  if (isNonPerforming(claim.tier)) return true
  const isRestructured = ground.events.some(({ kind }) => kind !== 'misuse')
  return isRestructured || ground.entered.some(({ kind }) => kind === 'restructured')
}
