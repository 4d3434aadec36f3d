import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { defaultWarningRules as rules } from './default-warning-rules.ts'
import {
  afterSeenAgain,
  decideReleaseRefusal,
  dueDay,
  escalationOn,
  proposeReleaseRefusal,
  takeRefusal,
} from './warning-life.ts'

const on = day('2026-10-15')
const standing = { state: 'open', ownerId: 'owner', escalatedTo: null } as const

describe('the clock of a warning', () => {
  it.each([
    ['red', 'open', '2026-10-16'],
    ['orange', 'open', '2026-10-18'],
    ['yellow', 'open', '2026-10-20'],
    ['red', 'taken', '2026-10-22'],
  ] as const)('of colour %s while %s ends on %s', (colour, state, expected) => {
    expect(dueDay(rules, { colour, state }, on)).toBe(expected)
  })

  it('goes up after its last day, not on it, and stops at the top', () => {
    const warning = { state: 'open', colour: 'red', dueOn: on, escalation: 0 } as const
    expect(escalationOn(rules, warning, on)).toBe(null)
    expect(escalationOn(rules, warning, day('2026-10-16'))).toEqual({
      level: 1,
      role: 'branch-approver',
      dueOn: '2026-10-17',
    })
    expect(escalationOn(rules, { ...warning, escalation: 3 }, day('2026-10-16'))).toBe(null)
    expect(escalationOn(rules, { ...warning, state: 'released' }, day('2026-10-16'))).toBe(null)
  })
})

describe('the same again', () => {
  it.each([
    ['red', 'a', 'worsened'],
    ['orange', 'b', 'repeated'],
    ['orange', 'a', null],
    ['yellow', 'b', 'repeated'],
  ] as const)('in %s with evidence %s is %s', (colour, evidenceKey, expected) => {
    expect(afterSeenAgain({ colour: 'orange', evidenceKey: 'a' }, { colour, evidenceKey })).toBe(
      expected,
    )
  })
})

describe('who may do what', () => {
  it('only an open warning is taken', () => {
    expect(takeRefusal(standing)).toBe(null)
    expect(takeRefusal({ ...standing, state: 'taken' })).toBe('warning-is-taken')
  })

  it.each([
    ['owner', null],
    ['higher', null],
    ['other', 'not-your-warning'],
  ])('%s proposing a release: %s', (staffId, expected) => {
    expect(proposeReleaseRefusal({ ...standing, escalatedTo: 'higher' }, staffId)).toBe(expected)
  })

  const proposed = { state: 'release-proposed', escalation: 0, proposedBy: 'owner' } as const
  it.each([
    ['yellow', 0, 'post-loan-officer', null],
    ['orange', 0, 'post-loan-officer', 'not-a-releasing-role'],
    ['red', 0, 'branch-approver', 'not-a-releasing-role'],
    ['red', 0, 'risk-officer', null],
    ['yellow', 1, 'post-loan-officer', 'not-a-releasing-role'],
    ['yellow', 1, 'branch-approver', null],
    ['yellow', 2, 'branch-approver', 'not-a-releasing-role'],
    ['yellow', 3, 'head-office-approver', null],
    ['yellow', 3, 'risk-officer', 'not-a-releasing-role'],
  ] as const)('%s at step %i is released by a %s: %s', (colour, escalation, role, expected) => {
    const warning = { ...proposed, colour, escalation }
    expect(decideReleaseRefusal(rules, warning, { staffId: 'x', roles: [role] })).toBe(expected)
  })

  it('nobody decides on their own proposal, or on none', () => {
    const risk = { staffId: 'owner', roles: ['risk-officer'] } as const
    expect(decideReleaseRefusal(rules, { ...proposed, colour: 'red' }, risk)).toBe('own-proposal')
    expect(decideReleaseRefusal(rules, { ...proposed, state: 'taken', colour: 'red' }, risk)).toBe(
      'release-not-proposed',
    )
  })
})
