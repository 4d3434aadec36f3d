import { deliveredSources } from '../../delivered-sources.ts'
import type { Colour } from '../colours.ts'
import type { Measure } from '../measure-names.ts'
import type { WarningRule } from '../warning-rules.ts'

type Levels = Partial<Record<Colour, number>>
type Rest = Partial<Omit<WarningRule, 'code' | 'measure' | 'levels' | 'name'>>

/** A rule as it is delivered: of everybody, active, and to be confirmed by a person. */
export function aRule(
  code: string,
  [zh, en]: readonly [zh: string, en: string],
  measure: Measure,
  levels: Levels,
  rest: Rest = {},
): WarningRule {
  const entries = Object.entries(levels) as [Colour, number][]
  return {
    code,
    name: { zh, en },
    measure,
    direction: 'at-least',
    levels: entries.map(([colour, threshold]) => ({ colour, threshold })),
    customers: 'both',
    windowDays: null,
    least: 0,
    ratio: null,
    eventKinds: [],
    isActive: true,
    source: deliveredSources.ownParameter.zh,
    isConfirmed: false,
    ...rest,
  }
}

/** One percent as a `Rate`. */
export const percent = 1_000_000
export const company = { customers: 'company' } as const
export const year = { windowDays: 365 } as const
