import { z } from 'zod'
import { roles } from '../access/roles.ts'
import { type Colour, colours } from './colours.ts'
import { measureNames, watchedRatios } from './measure-names.ts'
import { watchedEventKinds } from './risk-events.ts'

const words = (most: number) => z.string().trim().min(2, 'missing').max(most, 'too-long')
const days = (most: number) => z.int().min(1).max(most)

/**
 * One warning rule. The measured value is held against the levels, the worst first: `at-least` 30 means 30 and
 * more, `at-most` what is 30 and less. `least` is how many rows a share needs before it says anything; `windowDays`
 * how far back rows count. `isConfirmed` tells that a person has held the figures against the named source.
 */
export const WarningRule = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'not-a-code'),
  name: z.strictObject({ zh: words(40), en: words(80) }),
  measure: z.enum(measureNames),
  direction: z.enum(['at-least', 'at-most']),
  levels: z
    .array(z.strictObject({ colour: z.enum(colours), threshold: z.int() }))
    .min(1, 'missing')
    .max(3),
  customers: z.enum(['person', 'company', 'both']),
  windowDays: days(730).nullable(),
  least: z.int().min(0).max(100),
  ratio: z.enum(watchedRatios).nullable(),
  eventKinds: z.array(z.enum(watchedEventKinds)).max(watchedEventKinds.length),
  isActive: z.boolean(),
  source: words(200),
  isConfirmed: z.boolean(),
})
export type WarningRule = z.infer<typeof WarningRule>

const byColour = <S extends z.ZodType>(schema: S) =>
  z.strictObject({ yellow: schema, orange: schema, red: schema })

/** The rules of one version with their clocks, the way up, the spread to others, and the way back down. */
export const WarningRules = z
  .strictObject({
    rules: z.array(WarningRule).min(1).max(100),
    /** Days to take a warning over, and to have done with one that was taken. */
    clocks: byColour(z.strictObject({ takeWithinDays: days(60), settleWithinDays: days(365) })),
    /** Who hears of a warning whose clock has run out, step by step. */
    escalation: z.array(z.enum(roles)).length(3),
    /** The colour in which a warning of each colour reaches the group's lead, or the other side of a guarantee. */
    propagation: z.strictObject({
      group: byColour(z.enum(colours).nullable()),
      guarantee: byColour(z.enum(colours).nullable()),
    }),
    /** Who may release a warning of each colour. */
    releasedBy: byColour(z.array(z.enum(roles)).min(1)),
    suggestion: z.strictObject({
      /** The share of the present limit that is kept, in millionths of a percent. */
      limitShare: z.strictObject({ watch: z.int(), high: z.int() }),
      spreadBp: z.strictObject({ watch: z.int(), high: z.int() }),
      monthsWithoutArrears: z.int().min(0).max(60),
      defaultDays: days(365),
    }),
  })
  .superRefine(({ rules }, context) => {
    for (const [index, rule] of rules.entries()) {
      for (const reason of ruleProblems(rule, rules)) {
        context.addIssue({ code: 'custom', message: reason, path: ['rules', index] })
      }
    }
  })
export type WarningRules = z.infer<typeof WarningRules>

/** Why a rule cannot stand among the others: its code is taken, its levels are out of order, a parameter is missing. */
export function ruleProblems(rule: WarningRule, among: readonly WarningRule[]): string[] {
  const { code, measure, levels, direction, ratio, eventKinds } = rule
  const sign = direction === 'at-least' ? 1 : -1
  const ordered = levels.toSorted((a, b) => rank(a.colour) - rank(b.colour))
  const isOrdered = ordered.every(
    ({ threshold, colour }, index) =>
      index === 0 ||
      (rank(colour) > rank(ordered[index - 1]?.colour ?? 'yellow') &&
        sign * threshold > sign * (ordered[index - 1]?.threshold ?? 0)),
  )
  const reasons: [string, boolean][] = [
    ['code-is-taken', among.filter((other) => other.code === code).length > 1],
    ['levels-out-of-order', !isOrdered],
    ['ratio-missing', (measure === 'ratio') !== (ratio !== null)],
    ['events-missing', measure.startsWith('event') !== eventKinds.length > 0],
  ]
  return reasons.filter(([, isWrong]) => isWrong).map(([reason]) => reason)
}

const rank = (colour: Colour) => colours.indexOf(colour)
