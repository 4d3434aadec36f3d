import { z } from 'zod'

/** Where a page ended, as text: parts between bars, each as its schema demands it. */
export function cursorOf(...parts: readonly [z.ZodType, ...z.ZodType[]]) {
  return z
    .string()
    .max(120)
    .refine((text) => {
      const given = text.split('|')
      return (
        given.length === parts.length &&
        parts.every((part, index) => part.safeParse(given[index]).success)
      )
    }, 'bad-cursor')
}

/** A whole number that a database `integer` holds, in digits. */
export const IntegerText = z
  .string()
  .regex(/^\d{1,10}$/)
  .refine((digits) => Number(digits) < 2 ** 31)
