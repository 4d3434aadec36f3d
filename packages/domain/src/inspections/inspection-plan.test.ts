import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { money } from '../money.ts'
import { defaultInspectionRules as rules } from './default-inspection-rules.ts'
import { fileUpdateDueOn, isUnanswered } from './file-update.ts'
import { type InspectedCustomer, intervalFor, isMissed, nextInspection } from './inspection-plan.ts'
import { reportRefusal } from './inspection-report.ts'
import { InspectionRules } from './inspection-rules.ts'

const company: InspectedCustomer = {
  kind: 'company',
  tier: 'normal',
  exposure: 10_000_000,
  lentOn: day('2026-01-31'),
  lastHeldOn: day('2026-02-10'),
}
const next = (changes: Partial<InspectedCustomer>) =>
  nextInspection(rules, { ...company, ...changes })

describe('the plan', () => {
  it('is delivered whole', () => {
    expect(InspectionRules.safeParse(rules).success).toBe(true)
  })

  it.each([
    ['normal', 999_999_999, 6],
    ['normal', 1_000_000_000, 3],
    ['special-mention', 1, 3],
    ['substandard', 1, 1],
  ] as const)(
    'visits a company of class %s that owes %i every %i months',
    (tier, exposure, months) => {
      expect(intervalFor(rules, { ...company, tier, exposure: money(exposure) })?.everyMonths).toBe(
        months,
      )
    },
  )

  it.each([
    [29_999_999, null],
    [30_000_000, 12],
  ])('visits a person that owes %i: %s', (exposure, months) => {
    expect(
      intervalFor(rules, { kind: 'person', tier: 'normal', exposure })?.everyMonths ?? null,
    ).toBe(months)
  })

  it('begins soon after a large loan is out, and counts on from what was held', () => {
    expect(next({ exposure: 30_000_000, lastHeldOn: null })).toMatchObject({
      kind: 'first',
      dueOn: '2026-02-15',
    })
    expect(next({ exposure: 30_000_000 })).toMatchObject({
      kind: 'regular',
      dueOn: '2026-08-10',
      everyMonths: 6,
    })
    expect(next({ exposure: 29_999_999, lastHeldOn: null })).toMatchObject({
      kind: 'regular',
      dueOn: '2026-07-31',
    })
    expect(next({ exposure: 30_000_000, lastHeldOn: day('2026-01-30') })).toMatchObject({
      kind: 'first',
    })
    expect(next({ exposure: 0 })).toBe(null)
    expect(next({ kind: 'person', exposure: 100, lastHeldOn: null })).toBe(null)
  })

  it('misses an inspection on the day after its last one', () => {
    expect(isMissed(day('2026-10-15'), day('2026-10-15'))).toBe(false)
    expect(isMissed(day('2026-10-15'), day('2026-10-16'))).toBe(true)
  })
})

describe('a report', () => {
  const finding = (topic: 'repayment' | 'operation', isAbnormal = false) => ({
    topic,
    isAbnormal,
    note: '已看',
  })
  const report = {
    findings: [finding('repayment'), finding('operation')],
    conclusion: 'normal' as const,
    heldOn: day('2026-10-15'),
  }
  it.each([
    [{}, null],
    [{ heldOn: day('2026-10-16') }, 'in-the-future'],
    [{ findings: [finding('repayment')] }, 'topic-missing'],
    [
      { findings: [finding('repayment'), finding('repayment'), finding('operation')] },
      'topic-twice',
    ],
    [
      { findings: [finding('repayment', true), finding('operation')] },
      'conclusion-contradicts-findings',
    ],
    [{ conclusion: 'danger' as const }, 'conclusion-contradicts-findings'],
    [
      {
        conclusion: 'danger' as const,
        findings: [finding('repayment', true), finding('operation')],
      },
      null,
    ],
  ])('%j: %s', (changes, reason) => {
    expect(
      reportRefusal({ ...report, ...changes }, ['repayment', 'operation'], day('2026-10-15')),
    ).toBe(reason)
  })
})

describe('a file', () => {
  it('is asked for again by kind, and unanswered after the last day', () => {
    const confirmedOn = day('2026-10-15')
    expect(fileUpdateDueOn(rules, { kind: 'company', confirmedOn })).toBe('2027-10-15')
    expect(fileUpdateDueOn(rules, { kind: 'person', confirmedOn })).toBe('2028-10-15')
    expect(isUnanswered(confirmedOn, confirmedOn)).toBe(false)
    expect(isUnanswered(confirmedOn, day('2026-10-16'))).toBe(true)
  })
})
