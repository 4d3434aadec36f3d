import { z } from 'zod'
import { Day } from '../calendar.ts'
import type { Rate } from '../rate.ts'
import { tiers } from './tiers.ts'

/**
 * How a claim is classed (2023 No. 1, article 8): non-retail claims by debtor, the others claim by
 * claim. Cards have a table of their own.
 */
export const scopes = ['non-retail', 'retail', 'small-micro', 'card'] as const
export type Scope = (typeof scopes)[number]

/** How a debt was repaid with new debt; a compliant renewal is 续贷 or 无还本续贷 within its rules. */
export const refinancings = ['none', 'new-for-old', 'other-debt', 'bond', 'renewal'] as const

const wholeNumber = z.int().min(0)

/** part ÷ whole, compared exactly; of nothing it is no share. */
export const Share = z
  .strictObject({ part: wholeNumber, whole: wholeNumber })
  .refine(({ part, whole }) => part <= whole, 'part-above-whole')
export type Share = z.infer<typeof Share>

const wholePercent = 100_000_000n

/** Strictly above a share of the whole. */
export function isAbove({ part, whole }: Share, limit: Rate): boolean {
  return BigInt(part) * wholePercent > BigInt(limit) * BigInt(whole)
}

/** At least a share of the whole; nothing of nothing is not. */
export function isAtLeast({ part, whole }: Share, limit: Rate): boolean {
  return whole > 0 && BigInt(part) * wholePercent >= BigInt(limit) * BigInt(whole)
}

/** The time between two instalments, in months or, for shorter ones, in days. */
export const Interval = z.union([
  z.strictObject({ months: z.int().min(1).max(120) }),
  z.strictObject({ days: z.int().min(1).max(3660) }),
])
export type Interval = z.infer<typeof Interval>

/** A contract adjusted or refinanced in favour of a debtor in difficulty (articles 17 to 20). */
export const Restructured = z.strictObject({
  on: Day,
  /** The first repayment day agreed after the adjustment: the observation begins there. */
  firstDueOn: Day,
  interval: Interval,
  /** Restructured once more inside an observation. */
  isAgain: z.boolean().default(false),
  /** At the end of the observation: is the difficulty over? Null as long as nobody has said. */
  isDifficultyOver: z.boolean().nullable().default(null),
  /** Due days missed, and days on which the claim got worse, since the adjustment. */
  missedOn: z.array(Day).default([]),
})
export type Restructured = z.infer<typeof Restructured>

/** What is known of the payments since the arrears were cleared (article 14). */
const Recovery = z.strictObject({
  /** The day on which all that was overdue, with its charges, had been paid. */
  arrearsClearedOn: Day.nullable().default(null),
  interval: Interval.default({ months: 1 }),
  /** Instalments that fell due since, with the day they were paid; null when this is not known. */
  payments: z
    .array(z.strictObject({ dueOn: Day, paidOn: Day.nullable() }))
    .nullable()
    .default(null),
  /** Assessed as able to keep performing; null as long as nobody has. */
  isAbleToPerform: z.boolean().nullable().default(null),
})

export const Debtor = z.strictObject({
  /** 不良 balance here ÷ all balance here. */
  ownNonPerforming: Share.nullable().default(null),
  /** Debts more than 90 days past due ÷ all debts, at all banks known. */
  allBanksOver90: Share.nullable().default(null),
  /** Another bank holds a non-performing debt. */
  isNonPerformingElsewhere: z.boolean().default(false),
  /** A credit enhancement that the authorities recognise. */
  isEnhanced: z.boolean().default(false),
  isRatingCut: z.boolean().default(false),
  evadesDebt: z.boolean().default(false),
  isInLiquidation: z.boolean().default(false),
  /** The day of a merger or acquisition with the debtor as a party. */
  mergedOn: Day.nullable().default(null),
  /** Holds a credit-impaired asset here besides the one classed. */
  hasImpairedAsset: z.boolean().default(false),
})
export type Debtor = z.infer<typeof Debtor>

/** All that the class of one claim rests on, as of a day. */
export const ClassificationFacts = z.strictObject({
  scope: z.enum(scopes),
  /** Serves a small or micro enterprise, whatever the scope. */
  isSmallMicro: z.boolean().default(false),
  /** Counted on the earliest unpaid principal, interest or income. */
  daysPastDue: wholeNumber.default(0),
  /** The overdue comes from an operational or technical cause. */
  isTechnicalOverdue: z.boolean().default(false),
  /** Instalments of a card missed in a row. */
  missedPeriods: wholeNumber.default(0),
  isUseChanged: z.boolean().default(false),
  refinancing: z.enum(refinancings).default('none'),
  /** Credit-impaired in the sense of CAS 22: stage 3. */
  isCreditImpaired: z.boolean().default(false),
  /** Expected credit loss ÷ book balance. */
  expectedLoss: Share.nullable().default(null),
  restructured: Restructured.nullable().default(null),
  /** What secures it, for the matrix of small enterprises. */
  guarantee: z.enum(['credit', 'guarantee', 'mortgage', 'pledge']).default('credit'),
  debtor: Debtor.prefault({}),
  previous: z.enum(tiers).nullable().default(null),
  recovery: Recovery.prefault({}),
  /** Classed by days past due alone (脱期法), so that it may move up by days as well. */
  isByDaysMethod: z.boolean().default(false),
  /** The result of people; never better than the rules. */
  manual: z.enum(tiers).nullable().default(null),
})
export type ClassificationFacts = z.infer<typeof ClassificationFacts>
