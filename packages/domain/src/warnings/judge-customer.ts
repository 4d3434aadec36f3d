import type { Day } from '../calendar.ts'
import type { Colour } from './colours.ts'
import { colours } from './colours.ts'
import { type MeasureUnit, type Measure, measureUnits } from './measure-names.ts'
import { type EvidenceRow, measured } from './measures.ts'
import type { WarningRule, WarningRules } from './warning-rules.ts'
import type { WatchFacts } from './watch-facts.ts'

/** Why a warning stands: enough to be understood without the rules that made it. */
export interface Explanation {
  /** `spread`: what another party's warning has become here. */
  measure: Measure | 'spread'
  unit: MeasureUnit
  direction: 'at-least' | 'at-most'
  level: { colour: Colour; threshold: number }
  windowDays: number | null
  source: string
  isConfirmed: boolean
  rows: EvidenceRow[]
}

/** A rule that a customer's facts reach. */
export interface RuleHit {
  rule: string
  colour: Colour
  value: number
  explanation: Explanation
  /** The same as long as it is the same occurrence; another one is a repeat. */
  evidenceKey: string
}

/** Of more rows than this the first ones are told; the value counts them all. */
const rowsTold = 20

/** Every rule in force that the facts reach on a day, each in the worst colour it reaches. */
export function judgeCustomer(facts: WatchFacts, { rules }: WarningRules, on: Day): RuleHit[] {
  return rules
    .filter(
      ({ isActive, customers }) => isActive && (customers === 'both' || customers === facts.kind),
    )
    .flatMap((rule) => hitOf(facts, rule, on) ?? [])
}

function hitOf(facts: WatchFacts, rule: WarningRule, on: Day): RuleHit | null {
  const found = measured(facts, rule, on)
  const level = found && levelReached(rule, found.value)
  if (!found || !level) return null
  const { measure, direction, windowDays, source, isConfirmed } = rule
  return {
    rule: rule.code,
    colour: level.colour,
    value: found.value,
    explanation: {
      measure,
      unit: measureUnits[measure],
      direction,
      level,
      windowDays,
      source,
      isConfirmed,
      rows: found.rows.slice(0, rowsTold),
    },
    evidenceKey: evidenceKey(found.rows),
  }
}

/** The worst level that the value reaches, its threshold included. */
export function levelReached(
  { levels, direction }: Pick<WarningRule, 'levels' | 'direction'>,
  value: number,
): { colour: Colour; threshold: number } | null {
  const reached = levels.filter(({ threshold }) =>
    direction === 'at-least' ? value >= threshold : value <= threshold,
  )
  const [worst] = reached.toSorted((a, b) => colours.indexOf(b.colour) - colours.indexOf(a.colour))
  return worst ?? null
}

function evidenceKey(rows: readonly EvidenceRow[]): string {
  const parts = rows.map(({ id, on }) => `${id ?? ''}@${on ?? ''}`).toSorted()
  return parts.length <= rowsTold ? parts.join(' ') : `${parts.length} ${parts[0]} ${parts.at(-1)}`
}
