import type { RuleField } from './rule-fields.ts'
import type { RuleValue } from './rule-leaves.ts'

const scaleOf = { money: 1_000_000, rate: 1_000_000 } as const

const isScaled = (field: RuleField): field is { kind: 'money' | 'rate' } =>
  field.kind === 'money' || field.kind === 'rate'

/** A number as it stands in its field: money in 万元, a rate in percent. */
export function fieldText(field: RuleField, value: RuleValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' && isScaled(field)) return decimals(value, scaleOf[field.kind])
  return String(value)
}

function decimals(value: number, scale: number): string {
  const whole = Math.trunc(value / scale)
  const rest = String(Math.abs(value % scale))
    .padStart(6, '0')
    .replace(/0+$/, '')
  const sign = value < 0 && whole === 0 ? '-' : ''
  return `${sign}${whole}${rest === '' ? '' : `.${rest}`}`
}

/** What was typed, in the unit in which it is kept; undefined when it is none, null when the field is empty. */
export function enteredValue(field: RuleField, text: string): number | null | undefined {
  const typed = text.trim().replaceAll(',', '')
  if (typed === '') return null
  const most = isScaled(field) ? 6 : 0
  const match = /^(-?)(\d{1,9})(?:\.(\d+))?$/.exec(typed)
  if (!match) return undefined
  const [, sign = '', whole = '0', rest = ''] = match
  if (rest.length > most) return undefined
  const value = Number(whole + rest.padEnd(most, '0'))
  return sign === '-' && value !== 0 ? -value : value
}
