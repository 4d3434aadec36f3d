import { describe, expect, it } from 'vitest'
import { type CaseKind, caseRefusal, type CaseStepName, proposedTierRefusal } from './class-case.ts'
import type { Tier } from './tiers.ts'

describe('the steps of a case', () => {
  it.each<[CaseStepName, CaseStepName, string, string | null]>([
    ['initial', 'initial', 'a', null],
    ['initial', 'review', 'b', 'not-this-step'],
    ['review', 'review', 'a', 'same-person'],
    ['review', 'review', 'b', null],
    ['approval', 'approval', 'a', 'same-person'],
    ['approval', 'approval', 'b', 'same-person'],
    ['approval', 'approval', 'c', null],
    ['approval', 'review', 'c', 'not-this-step'],
  ])('at %s, asked to take %s by %s: %s', (status, step, who, refusal) => {
    const standing = {
      kind: 'override' as const,
      status,
      initialBy: status === 'initial' ? null : 'a',
      reviewedBy: status === 'approval' ? 'b' : null,
    }
    expect(caseRefusal(standing, step, who)).toBe(refusal)
  })

  it('end with the case', () => {
    const over = { kind: 'override', status: 'approved', initialBy: 'a', reviewedBy: 'b' } as const
    expect(caseRefusal(over, 'approval', 'c')).toBe('not-this-step')
  })
})

describe('the tier proposed', () => {
  const held = {
    tier: 'substandard',
    byRules: 'substandard',
    floor: 'special-mention',
    isGateOpen: false,
  } as const
  const open = { ...held, isGateOpen: true }
  it.each<[CaseKind, Tier, Parameters<typeof proposedTierRefusal>[2], string | null]>([
    ['confirmation', 'substandard', held, null],
    ['confirmation', 'doubtful', held, null],
    ['confirmation', 'special-mention', held, 'better-than-the-rules'],
    ['override', 'doubtful', held, null],
    ['override', 'substandard', held, 'nothing-changed'],
    ['override', 'normal', held, 'better-than-the-rules'],
    ['upgrade', 'special-mention', held, 'upgrade-not-open'],
    ['upgrade', 'special-mention', open, null],
    ['upgrade', 'normal', open, 'better-than-the-rules'],
    ['upgrade', 'substandard', open, 'nothing-changed'],
  ])('in a case of %s, %s', (kind, tier, standing, refusal) => {
    expect(proposedTierRefusal(kind, tier, standing)).toBe(refusal)
  })
})
