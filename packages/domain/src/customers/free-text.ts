import { z } from 'zod'
import { mentionsPersonalNumber } from './personal-numbers.ts'

/** Words of a person in any number of lines, with no number of a person in them. Trimmed, `least` to `most` long. */
export function freeText(least: number, most: number) {
  return z
    .string()
    .trim()
    .min(least, 'missing')
    .max(most, 'too-long')
    .regex(/^[^\p{Cc}]*(?:[\n\t\r][^\p{Cc}]*)*$/u, 'control-character')
    .refine((text) => !mentionsPersonalNumber(text), 'personal-number-in-text')
}
