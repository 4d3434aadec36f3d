import { z } from 'zod'
import { tiers } from '../classification/tiers.ts'
import { Money } from '../money.ts'

export const inspectionTopics = [
  'repayment',
  'use-of-funds',
  'operation',
  'inventory',
  'receivables',
  'collateral',
  'guarantor',
  'staff',
  'dispute',
  'other',
] as const
export type InspectionTopic = (typeof inspectionTopics)[number]

const text = z.string().trim().min(2, 'missing').max(200, 'too-long')

/** How often customers of a class, and of an amount at least so large, are inspected; the shortest interval that fits counts. */
export const InspectionInterval = z.strictObject({
  tier: z.enum(tiers),
  customers: z.enum(['person', 'company', 'both']),
  leastExposure: Money.refine((amount) => amount >= 0, 'negative'),
  everyMonths: z.int().min(1).max(24),
  topics: z.array(z.enum(inspectionTopics)).min(1),
})
export type InspectionInterval = z.infer<typeof InspectionInterval>

/**
 * The plan of inspections and file updates of one version: intervals, the first inspection after the money is out,
 * how many days ahead a visit is planned, and how often a file is asked for again.
 */
export const InspectionRules = z.strictObject({
  intervals: z.array(InspectionInterval).min(1).max(50),
  first: z.strictObject({
    withinDays: z.int().min(1).max(90),
    leastExposure: Money,
    topics: z.array(z.enum(inspectionTopics)).min(1),
  }),
  aheadDays: z.int().min(0).max(60),
  fileUpdate: z.strictObject({
    everyMonths: z.strictObject({
      person: z.int().min(1).max(60),
      company: z.int().min(1).max(60),
    }),
    answerWithinDays: z.int().min(1).max(90),
  }),
  source: text,
  isConfirmed: z.boolean(),
})
export type InspectionRules = z.infer<typeof InspectionRules>
