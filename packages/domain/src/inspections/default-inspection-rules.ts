import { type Tier, tiers } from '../classification/tiers.ts'
import { deliveredSources } from '../delivered-sources.ts'
import { money } from '../money.ts'
import type { InspectionInterval, InspectionRules, InspectionTopic } from './inspection-rules.ts'

const usual: readonly InspectionTopic[] = [
  'repayment',
  'use-of-funds',
  'operation',
  'collateral',
  'guarantor',
]
const thorough: readonly InspectionTopic[] = [
  ...usual,
  'inventory',
  'receivables',
  'staff',
  'dispute',
]

const monthsOfTier: Readonly<Record<Tier, number>> = {
  normal: 6,
  'special-mention': 3,
  substandard: 1,
  doubtful: 1,
  loss: 3,
}

const forCompanies = tiers.map((tier): InspectionInterval => ({
  tier,
  customers: 'company',
  leastExposure: money(0),
  everyMonths: monthsOfTier[tier],
  topics: [...(tier === 'normal' ? usual : thorough)],
}))

const forPeople = tiers.map((tier): InspectionInterval => ({
  tier,
  customers: 'person',
  leastExposure: money(30_000_000),
  everyMonths: tier === 'normal' ? 12 : monthsOfTier[tier],
  topics: [...usual],
}))

/** In force wherever an institution has decided nothing else. */
export const defaultInspectionRules: InspectionRules = {
  intervals: [
    ...forCompanies,
    {
      tier: 'normal',
      customers: 'company',
      leastExposure: money(1_000_000_000),
      everyMonths: 3,
      topics: [...thorough],
    },
    ...forPeople,
  ],
  first: {
    withinDays: 15,
    leastExposure: money(30_000_000),
    topics: ['use-of-funds', 'operation'],
  },
  aheadDays: 14,
  fileUpdate: { everyMonths: { person: 24, company: 12 }, answerWithinDays: 15 },
  source: deliveredSources.ownInspections.zh,
  isConfirmed: false,
}
