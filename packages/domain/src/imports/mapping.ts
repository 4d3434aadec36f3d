import { z } from 'zod'

/**
 * Where a column's text comes from:
 * a header of the file · the same text in every row · the first of several sources that is not empty ·
 * a text with headers in braces · a header with its number changed, its digits picked, or looked up in another file.
 */
export type Source =
  | string
  | { constant: string }
  | { first: Source[] }
  | { template: string }
  | {
      header: string
      times?: string | undefined
      decimals?: number | undefined
      as?: 'digits' | undefined
      lookup?: string | undefined
    }

const text = z.string().max(500)

const Source: z.ZodType<Source> = z.lazy(() =>
  z.union([
    text.min(1),
    z.strictObject({ constant: text }),
    z.strictObject({ first: z.array(Source).min(1).max(10) }),
    z.strictObject({ template: text.min(1) }),
    z.strictObject({
      header: text.min(1),
      /** Exact decimal factor: `'100'` makes percent of a fraction. */
      times: z
        .string()
        .regex(/^\d{1,9}(?:\.\d{1,9})?$/)
        .optional(),
      /** Rounds half up to so many decimals. */
      decimals: z.int().min(0).max(6).optional(),
      /** The first run of digits: `36 months` is 36. */
      as: z.literal('digits').optional(),
      /** A name under `lookups`. */
      lookup: text.optional(),
    }),
  ]),
)

/** Another file of two columns that matter: the row whose `key` is our text gives its `value`. */
export const Lookup = z.strictObject({
  /** A file beside the mapping, by its bare name. */
  file: z.string().regex(/^[^/\\\p{Cc}]{1,200}$/u),
  key: text.min(1),
  value: text.min(1),
  /** Only rows in which these columns hold these texts. */
  where: z.record(text, text).optional(),
})
export type Lookup = z.infer<typeof Lookup>

/** How a file's own headers become our columns. Remembered per kind and header line. */
export const Mapping = z.strictObject({
  note: z.string().max(2000).optional(),
  columns: z.record(text, Source),
  /** Per column of ours: the file's word and what it means here; `*` stands for every other word. */
  values: z.record(text, z.record(text, text)).optional(),
  /** Rows left out, neither taken nor refused: those whose `header` holds one of the texts. */
  skip: z
    .array(z.strictObject({ header: text, is: z.array(text).min(1) }))
    .max(10)
    .optional(),
  lookups: z.record(text, Lookup).optional(),
})
export type Mapping = z.infer<typeof Mapping>
