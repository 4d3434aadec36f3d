import { z } from 'zod'

import type { Day } from '../calendar.ts'
import { Day as DayText } from '../calendar.ts'
import { dayCounts } from '../loans/day-count.ts'
import type { AnnualRates, DatedFlow } from './annual-rates.ts'
import {
  periodsPerYear,
  ratesOfDays,
  ratesOfPeriods,
  ratesOfUnitPeriods,
  unitPeriods,
} from './annual-rates.ts'
import { ratePerUnitPeriod } from './present-value.ts'

const decimal = /^-?\d{1,15}(?:\.\d{1,16})?$/

/** A decimal as JSON number or text. */
const Decimal = z.union([
  z.number().refine(Number.isFinite, 'not-a-number'),
  z.string().regex(decimal, 'not-a-number').transform(Number),
])
const Payment = Decimal.refine((amount) => amount >= 0, 'below-zero')
const mostPayments = 12_000

const Repeated = z.strictObject({
  amount: Payment,
  count: z.int().min(1).max(mostPayments),
})

const Payments = z.union([
  Repeated.transform(({ amount, count }) => new Array<number>(count).fill(amount)),
  z
    .array(z.union([Payment.transform((amount) => [amount]), Repeated]))
    .min(1)
    .max(mostPayments)
    .transform((given) =>
      given.flatMap((each) =>
        Array.isArray(each) ? each : new Array<number>(each.count).fill(each.amount),
      ),
    ),
])

const EveryDays = z.strictObject({ everyDays: z.int().min(1).max(366) })

const PeriodicQuestion = z.strictObject({
  amount: Decimal.refine((amount) => amount > 0, 'not-above-zero'),
  payments: Payments,
  frequency: z.union([z.enum(unitPeriods), EveryDays]).default('monthly'),
  /** Paid at once out of the amount. */
  upfrontFee: Payment.default(0),
  /** Periods until the first payment; 1.5 is one and a half. */
  firstPeriod: z.number().min(0).max(100).default(1),
})

const Flow = z.union([
  z.strictObject({ on: DayText, amount: Decimal }),
  z
    .strictObject({ date: DayText, amount: Decimal })
    .transform(({ date, amount }) => ({ on: date, amount })),
  z.tuple([DayText, Decimal]).transform(([on, amount]) => ({ on, amount })),
])

const DatedQuestion = z.strictObject({
  flows: z.array(Flow).min(1).max(mostPayments),
  /** Counts unit periods instead of days (Regulation Z, Appendix J). */
  frequency: z.enum(unitPeriods).optional(),
  dayCount: z.enum(dayCounts).optional(),
})

/**
 * What the yearly cost is asked of: an advance with payments at even periods, or dated flows with money
 * in above zero and money out below.
 */
export type CostQuestion = z.infer<typeof PeriodicQuestion> | z.infer<typeof DatedQuestion>

/** A question as it is typed or piped in, or what is wrong with it. */
export function readCostQuestion(given: unknown): z.ZodSafeParseResult<CostQuestion> {
  const isDated = typeof given === 'object' && given !== null && 'flows' in given
  return isDated ? DatedQuestion.safeParse(given) : PeriodicQuestion.safeParse(given)
}

function ofPeriods(question: z.infer<typeof PeriodicQuestion>): AnnualRates {
  const { amount, payments, frequency, upfrontFee, firstPeriod } = question
  const perYear =
    typeof frequency === 'object' ? 365 / frequency.everyDays : periodsPerYear[frequency]
  const received = amount - upfrontFee
  const paid = payments.map((payment) => -payment)
  if (firstPeriod === 1) return ratesOfPeriods([received, ...paid], perYear)
  const whole = Math.floor(firstPeriod)
  const fraction = firstPeriod - whole
  const solution = ratePerUnitPeriod([
    { whole: 0, fraction: 0, amount: received },
    ...paid.map((each, index) => ({ whole: whole + index, fraction, amount: each })),
  ])
  const [rate] = solution.rates
  if (rate === undefined) return { simple: null, effective: null, xirr: null, solution: 'none' }
  const percent = (value: number) => Math.round(value * 1e10) / 1e8
  return {
    simple: percent(rate * perYear),
    effective: percent((1 + rate) ** perYear - 1),
    xirr: null,
    solution: solution.kind,
  }
}

/** The yearly cost of what is asked, in percent. */
export function annualRates(question: CostQuestion): AnnualRates {
  if (!('flows' in question)) return ofPeriods(question)
  const { frequency, dayCount } = question
  const flows: readonly DatedFlow[] = question.flows satisfies { on: Day; amount: number }[]
  if (frequency !== undefined) return ratesOfUnitPeriods(flows, frequency)
  return ratesOfDays(flows, dayCount)
}
