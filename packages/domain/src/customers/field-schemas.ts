import { z } from 'zod'
import { Money } from '../money.ts'

/** Text trimmed, without control characters, at most `longest` long; `''` is allowed. */
export function textField(longest: number) {
  return z
    .string()
    .trim()
    .max(longest, 'too-long')
    .regex(/^\P{Cc}*$/u, 'control-character')
}

/** Money of nought or more. */
export const AmountField = Money.refine((amount) => amount >= 0, 'negative')
