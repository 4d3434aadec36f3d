import { z } from 'zod'

/** A band of a number, low ≤ value < high; null leaves that end open. */
const NumericBin = z.strictObject({
  low: z.number().nullable(),
  high: z.number().nullable(),
  points: z.int(),
})

const CategoryBin = z.strictObject({
  values: z.array(z.string()).min(1),
  points: z.int(),
})

const shared = {
  code: z.string().min(1),
  /** What is given as the reason when this characteristic costs the applicant most. */
  reason: z.string().min(1),
  missingPoints: z.int(),
}

const NumericCharacteristic = z
  .strictObject({ ...shared, kind: z.literal('number'), bins: z.array(NumericBin).min(1) })
  .refine(
    ({ bins }) => bins.at(0)?.low === null && bins.at(-1)?.high === null,
    'bins-not-open-ended',
  )
  .refine(
    ({ bins }) =>
      bins.every((bin, index) => {
        const next = bins[index + 1]
        const isRising = bin.low === null || bin.high === null || bin.low < bin.high
        return isRising && (next === undefined || (bin.high !== null && bin.high === next.low))
      }),
    'bins-leave-gaps',
  )

const CategoryCharacteristic = z
  .strictObject({
    ...shared,
    kind: z.literal('category'),
    bins: z.array(CategoryBin).min(1),
    /** For a value that no bin names. */
    otherPoints: z.int(),
  })
  .refine(({ bins }) => {
    const values = bins.flatMap((bin) => bin.values)
    return new Set(values).size === values.length
  }, 'value-in-two-bins')

export const Characteristic = z.discriminatedUnion('kind', [
  NumericCharacteristic,
  CategoryCharacteristic,
])
export type Characteristic = z.infer<typeof Characteristic>

/**
 * A scorecard as data. `grades` run from the best down, each from its points on, the last open
 * below (`from: null`). Points ≥ `pass` pass, ≥ `refer` go to a person, less are declined.
 */
export const Scorecard = z
  .strictObject({
    code: z.string().min(1),
    version: z.int().min(1),
    customerKind: z.enum(['person', 'company']),
    basePoints: z.int(),
    characteristics: z.array(Characteristic).min(1),
    grades: z.array(z.strictObject({ grade: z.string(), from: z.int().nullable() })).min(1),
    cutOffs: z.strictObject({ pass: z.int(), refer: z.int() }),
  })
  .refine(({ cutOffs }) => cutOffs.refer <= cutOffs.pass, 'refer-above-pass')
  .refine(({ characteristics }) => {
    const codes = characteristics.map(({ code }) => code)
    return new Set(codes).size === codes.length
  }, 'characteristic-twice')
  .refine(
    ({ grades }) =>
      grades.every(({ from }, index) => {
        const next = grades[index + 1]
        if (next === undefined) return from === null
        return from !== null && (next.from === null || next.from < from)
      }),
    'grades-not-falling',
  )
export type Scorecard = z.infer<typeof Scorecard>
