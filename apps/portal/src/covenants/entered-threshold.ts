import { tryParseRate } from '@banyan/domain/rate'
import { enteredWan } from '../groups/entered-numbers.ts'

/** A threshold as typed, in the unit of its measure: percent, 万元 or days; null when it is not one. */
export function enteredThreshold(text: string, unit: 'rate' | 'money' | 'days'): number | null {
  const typed = text.trim()
  if (unit === 'rate') return tryParseRate(typed)
  if (unit === 'money') return enteredWan(typed)
  return /^\d{1,4}$/.test(typed) ? Number(typed) : null
}
