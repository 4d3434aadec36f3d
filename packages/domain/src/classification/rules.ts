import { z } from 'zod'
import { Day } from '../calendar.ts'
import { Rate } from '../rate.ts'
import { scopes } from './facts.ts'
import { tiers } from './tiers.ts'

const days = z.int().min(0).max(10_000)

/** What a rule asks of the facts. `more-than` is strict, `at-least` is not. */
export const Condition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('days-past-due'),
    moreThan: days,
    /** An overdue with a technical cause counts only beyond so many days. */
    technicalMoreThan: days.optional(),
  }),
  z.strictObject({ kind: z.literal('missed-periods'), atLeast: z.int().min(1).max(100) }),
  z.strictObject({ kind: z.literal('use-changed') }),
  z.strictObject({ kind: z.literal('refinanced') }),
  z.strictObject({ kind: z.literal('other-non-performing') }),
  z.strictObject({ kind: z.literal('credit-impaired') }),
  z.strictObject({ kind: z.literal('rating-cut') }),
  z.strictObject({ kind: z.literal('all-banks-over-90'), moreThan: Rate }),
  z.strictObject({ kind: z.literal('evades-debt') }),
  z.strictObject({ kind: z.literal('impaired-with-loss'), atLeast: Rate }),
  z.strictObject({ kind: z.literal('liquidation') }),
  z.strictObject({ kind: z.literal('own-non-performing'), moreThan: Rate }),
  z.strictObject({ kind: z.literal('restructured') }),
  z.strictObject({ kind: z.literal('restructured-again') }),
])
export type Condition = z.infer<typeof Condition>

const text = z.string().trim().min(1).max(200)

/** A floor: the claim is at least in `floor` while the condition holds and the rule is in force. */
export const ClassificationRule = z.strictObject({
  id: z.string().regex(/^[A-Z0-9][A-Za-z0-9-]{0,19}$/),
  article: text,
  source: text,
  /** Not compared with the official text: a person must confirm it before a filing relies on it. */
  needsConfirmation: z.boolean(),
  scopes: z.array(z.enum(scopes)).min(1),
  condition: Condition,
  floor: z.enum(tiers),
  from: Day,
  to: Day.nullable().default(null),
})
export type ClassificationRule = z.infer<typeof ClassificationRule>

const periods = z.int().min(0).max(60)
const months = z.int().min(0).max(120)

/** Leaving 不良 (article 14). */
const Upgrade = z.strictObject({
  article: text,
  periods,
  months,
  /** Claims classed by days past due may move up by days in these scopes. */
  freeByDaysIn: z.array(z.enum(scopes)),
  /** No other impaired asset here: asked of the debtors in these scopes. */
  wholeDebtorIn: z.array(z.enum(scopes)),
  /** No better tier for so many months after a merger (article 15). */
  mergerMonths: months,
})

/** The observation of restructured assets (article 20). */
const Observation = z.strictObject({
  article: text,
  /** Repayment intervals after the first due day; one is the looser reading. */
  periods,
  months,
})

const bandDays = [0, 30, 90, 180, 360] as const
const tierRow = z.array(z.enum(tiers)).length(bandDays.length + 1)

/** Days past due × guarantee for small enterprises: not overdue, to 30, 90, 180, 360 days, above. */
const Matrix = z.strictObject({
  article: text,
  source: text,
  credit: tierRow,
  guarantee: tierRow,
  mortgage: tierRow,
  pledge: tierRow,
})
export type Matrix = z.infer<typeof Matrix>
export { bandDays as matrixBandDays }

/** A whole set of rules, as an institution keeps it from a day on. */
export const ClassificationRules = z.strictObject({
  name: text,
  rules: z.array(ClassificationRule).min(1).max(60),
  upgrade: Upgrade,
  observation: Observation,
  /** Laid over the rules for small and micro debtors; null where it is not used. */
  matrix: Matrix.nullable(),
  /** A new tier of a claim in these scopes goes to people: 初分, 认定, 审批. */
  confirmIn: z.array(z.enum(scopes)),
})
export type ClassificationRules = z.infer<typeof ClassificationRules>
