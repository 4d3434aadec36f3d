import { z } from 'zod'

export const bucketCodes = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7'] as const
export type BucketCode = (typeof bucketCodes)[number]

const points = z.int().min(0).max(100)
const text = z.string().trim().min(2, 'missing').max(200, 'too-long')

/** A time of the day, `'22:00'`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not-a-time')
export type TimeOfDay = z.infer<typeof TimeOfDay>

/** How debts are collected, in one version: what may be done when, what comes first, and which clocks run. */
export const CollectionRules = z
  .strictObject({
    /** Nobody is contacted from the one time to the other of the next day, unless it was agreed. */
    quiet: z.strictObject({ from: TimeOfDay, to: TimeOfDay, source: text }),
    calls: z.strictObject({
      /** Calls a day in which somebody was spoken to, robots included, and tries of any kind. */
      effectivePerDay: z.int().min(1).max(10),
      triesPerDay: z.int().min(1).max(50),
      source: text,
    }),
    /** After so many tries in vain within so many days a debtor counts as out of reach. */
    unreachable: z.strictObject({
      tries: z.int().min(1).max(50),
      withinDays: z.int().min(1).max(90),
      source: text,
    }),
    buckets: z
      .array(z.strictObject({ code: z.enum(bucketCodes), fromDays: z.int().min(1) }))
      .min(1)
      .max(bucketCodes.length),
    priority: z.strictObject({
      perBucket: points,
      /** Points for the part of the amount: each band begins at so much, in fen. */
      amounts: z.array(z.strictObject({ from: z.int().min(0), points })).max(10),
      brokenPromise: points,
      promiseDue: points,
      redWarning: points,
      clockSoon: points,
      untouched: z.strictObject({ afterDays: z.int().min(1).max(90), points }),
    }),
    reminders: z
      .array(
        z.strictObject({ days: z.int().min(1).max(1000), message: z.boolean(), task: z.boolean() }),
      )
      .max(20),
    promiseWithinDays: z.int().min(1).max(90),
    hardshipAtMostDays: z.int().min(1).max(730),
    clocks: z.strictObject({
      guaranteeMonths: z.int().min(1).max(36),
      limitationMonths: z.int().min(1).max(240),
      limitationFrom: z.enum(['maturity', 'oldest-unpaid']),
      warnWithinDays: z.int().min(1).max(365),
      source: text,
    }),
    isConfirmed: z.boolean(),
  })
  .superRefine(({ buckets, reminders }, context) => {
    const rises = buckets.every(
      ({ fromDays }, index) => index === 0 || fromDays > (buckets[index - 1]?.fromDays ?? 0),
    )
    if (!rises)
      context.addIssue({ code: 'custom', message: 'buckets-out-of-order', path: ['buckets'] })
    if (new Set(reminders.map(({ days }) => days)).size < reminders.length) {
      context.addIssue({ code: 'custom', message: 'reminder-twice', path: ['reminders'] })
    }
  })
export type CollectionRules = z.infer<typeof CollectionRules>

/** The bucket of so many days past due; null before the first one begins. */
export function bucketOf(
  { buckets }: Pick<CollectionRules, 'buckets'>,
  daysPastDue: number,
): BucketCode | null {
  return buckets.findLast(({ fromDays }) => daysPastDue >= fromDays)?.code ?? null
}
