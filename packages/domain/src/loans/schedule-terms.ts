import { z } from 'zod'

import type { Day } from '../calendar.ts'
import { Day as DayText } from '../calendar.ts'
import { MoneyText, roundings } from '../money.ts'
import { RateText, tryParseRate } from '../rate.ts'
import { holidayRules } from '../working-days.ts'
import { dayCounts } from './day-count.ts'
import { firstUsualDue } from './due-days.ts'
import { termsProblems } from './schedule-contradictions.ts'
import type { ScheduleTerms as Terms } from './repayment-terms.ts'
import {
  feeBases,
  frequencies,
  graceInterests,
  monthEnds,
  mostPeriods,
  multipleRoundings,
  repaymentMethods,
} from './repayment-terms.ts'

export { frequencies, mostPeriods, onePeriodAfter, repaymentMethods } from './repayment-terms.ts'
export type { Frequency, RepaymentMethod } from './repayment-terms.ts'

export type ScheduleTerms = Terms

/** A number of JSON as well as its text; what cannot be written plainly, such as 1e21, is refused. */
const plainText = z.union([z.string(), z.number().transform(String)])
const Amount = plainText.pipe(MoneyText)
const AboveZero = Amount.refine((amount) => amount > 0, 'not-above-zero')
const Percent = plainText.pipe(RateText)
const Count = z.int().min(1).max(mostPeriods)

/** Percent that may be negative, in millionths. */
const SignedPercent = plainText.transform((text, context) => {
  const parsed = tryParseRate(text.replace(/^-/, ''))
  if (parsed !== null) return text.startsWith('-') ? -parsed : parsed
  context.addIssue({ code: 'custom', message: 'not-a-rate' })
  return z.NEVER
})

const Step = z.union([
  z.strictObject({ every: Count, percent: SignedPercent }),
  z.strictObject({ every: Count, amount: Amount }),
])

const Agreed = z.strictObject({
  dueOn: DayText,
  principal: z
    .union([z.literal('rest').transform(() => null), Amount.refine((amount) => amount >= 0)])
    .default(null),
  interest: z.enum(['due', 'later']).default('due'),
})

const Fee = z.union([
  z.strictObject({ at: z.enum(['disbursement', 'instalment']), amount: AboveZero }),
  z.strictObject({
    at: z.enum(['disbursement', 'instalment']),
    percent: Percent,
    of: z.enum(feeBases).default('principal'),
  }),
  z.strictObject({ dueOn: DayText, amount: AboveZero }),
])

const EveryDays = z.strictObject({ everyDays: z.int().min(1).max(366) })

const Given = z.strictObject({
  method: z.enum(repaymentMethods),
  principal: AboveZero,
  annualRate: Percent,
  periods: Count.optional(),
  frequency: z.union([z.enum(frequencies), EveryDays]).default('monthly'),
  every: z.int().min(1).max(366).optional(),
  dayCount: z.enum(dayCounts).default('30/360'),
  disbursedOn: DayText,
  firstDueOn: DayText.optional(),
  rounding: z.enum(roundings).default('half-up'),
  monthEnd: z.enum(monthEnds).optional(),
  holidayRule: z.enum(holidayRules).optional(),
  interestFollows: z.boolean().optional(),
  principalGrace: Count.optional(),
  interestGrace: Count.optional(),
  graceInterest: z.enum(graceInterests).optional(),
  amortiseOver: Count.optional(),
  residual: AboveZero.optional(),
  step: Step.optional(),
  instalments: z.array(Agreed).min(1).max(mostPeriods).optional(),
  principalEvery: Count.optional(),
  interestEvery: Count.optional(),
  instalment: AboveZero.optional(),
  instalmentMultiple: AboveZero.optional(),
  multipleRounding: z.enum(multipleRoundings).optional(),
  drawdowns: z
    .array(z.strictObject({ on: DayText, amount: AboveZero }))
    .min(1)
    .optional(),
  rateChanges: z
    .array(z.strictObject({ from: DayText, annualRate: Percent }))
    .min(1)
    .optional(),
  fees: z.array(Fee).min(1).optional(),
})

type GivenTerms = z.output<typeof Given>

function withoutGaps<T extends object>(terms: T): T {
  const present = Object.entries(terms).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as T
}

function firstDue({ firstDueOn, instalments, disbursedOn }: GivenTerms, usual: () => Day): Day {
  if (firstDueOn !== undefined) return firstDueOn
  const [first] = instalments ?? []
  return first && first.dueOn >= disbursedOn ? first.dueOn : usual()
}

function completed(given: GivenTerms): Terms {
  const { frequency: asked, periods, ...rest } = given
  const isDays = typeof asked === 'object'
  const frequency = isDays ? 'days' : asked
  const every = isDays ? asked.everyDays : rest.every
  const isOne = given.method === 'bullet' && periods === undefined
  return withoutGaps({
    ...rest,
    frequency,
    every,
    periods: given.instalments?.length ?? (isOne ? 1 : (periods ?? 0)),
    firstDueOn: firstDue(given, () => firstUsualDue({ ...given, frequency, every })),
  }) as Terms
}

/**
 * Terms as they are typed or piped in: money and percent as decimal text or JSON numbers. `firstDueOn`
 * defaults to one period after `disbursedOn`. A misspelt term is an error, not a default, and so are
 * terms that contradict each other; every problem is named with its term.
 */
export const ScheduleTerms = Given.superRefine((given, context) => {
  if (given.periods === undefined && given.instalments === undefined && given.method !== 'bullet')
    context.addIssue({ code: 'custom', path: ['periods'], message: 'missing' })
  else if (given.periods !== undefined && given.instalments !== undefined)
    context.addIssue({ code: 'custom', path: ['periods'], message: 'given-by-the-instalments' })
  if (typeof given.frequency === 'object' && given.every !== undefined)
    context.addIssue({ code: 'custom', path: ['every'], message: 'given-by-the-frequency' })
})
  .transform(completed)
  .superRefine((terms, context) => {
    for (const { term, problem } of termsProblems(terms))
      context.addIssue({ code: 'custom', path: [term], message: problem })
  })
