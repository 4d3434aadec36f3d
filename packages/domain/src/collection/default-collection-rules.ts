import { deliveredSources } from '../delivered-sources.ts'
import type { CollectionRules } from './collection-rules.ts'

const standard = deliveredSources.collectionStandard.zh

/** In force wherever an institution has decided nothing else. */
export const defaultCollectionRules: CollectionRules = {
  quiet: { from: '22:00', to: '08:00', source: standard },
  calls: { effectivePerDay: 3, triesPerDay: 10, source: standard },
  unreachable: { tries: 3, withinDays: 7, source: standard },
  buckets: [
    { code: 'M1', fromDays: 1 },
    { code: 'M2', fromDays: 31 },
    { code: 'M3', fromDays: 61 },
    { code: 'M4', fromDays: 91 },
    { code: 'M5', fromDays: 121 },
    { code: 'M6', fromDays: 151 },
    { code: 'M7', fromDays: 181 },
  ],
  priority: {
    perBucket: 8,
    amounts: [
      { from: 1_000_000, points: 5 },
      { from: 10_000_000, points: 10 },
      { from: 100_000_000, points: 20 },
    ],
    brokenPromise: 15,
    promiseDue: 12,
    redWarning: 10,
    clockSoon: 25,
    untouched: { afterDays: 7, points: 10 },
  },
  reminders: [
    { days: 1, message: true, task: false },
    { days: 7, message: true, task: true },
    { days: 30, message: true, task: true },
    { days: 60, message: false, task: true },
    { days: 90, message: false, task: true },
  ],
  promiseWithinDays: 30,
  hardshipAtMostDays: 365,
  clocks: {
    guaranteeMonths: 6,
    limitationMonths: 36,
    limitationFrom: 'maturity',
    warnWithinDays: 90,
    source: deliveredSources.civilCode.zh,
  },
  isConfirmed: false,
}
