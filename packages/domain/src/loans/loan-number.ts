import type { Day } from '../calendar.ts'
import { yearOf } from '../calendar.ts'

/** The number of a 借据, such as `JJ2026-000123`, from the institution's own count. */
export function loanNumber(disbursedOn: Day, count: number): string {
  return `JJ${yearOf(disbursedOn)}-${String(count).padStart(6, '0')}`
}

/** The number of a contract, such as `HT2026-000123`. */
export function contractNumber(signedOn: Day, count: number): string {
  return `HT${yearOf(signedOn)}-${String(count).padStart(6, '0')}`
}
