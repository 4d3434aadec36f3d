import { describe, expect, it } from 'vitest'
import { aTree } from '../tree-testing.ts'
import type { MemberRow } from '../member-row.ts'
import { alertsOfNode, gravityOf, noMarks, toneOf, type OutsideMarks } from './node-alerts.ts'

const plain = aTree([{ name: 'a', depth: 0 }]).memberAt(0)
const whats = (row: Partial<MemberRow>, marks = noMarks) =>
  alertsOfNode({ ...plain, ...row }, marks).map(({ what }) => what)

describe('the alerts of a customer in a tree', () => {
  it('are none where nothing has to be looked at', () => {
    expect(
      alertsOfNode({ ...plain, ownTier: 'normal', limit: 100, ownBalance: 79 }, noMarks),
    ).toEqual([])
  })

  it('are its own, not those of the customers below it', () => {
    expect(whats({ days: 30, overdue: 5, tier: 'loss', balance: 100, limit: 100 })).toEqual([])
  })

  it.each([
    [{ ownDays: 1 }, 'overdue', 'danger'],
    [{ ownOverdue: 1 }, 'overdue', 'danger'],
    [{ ownTier: 'special-mention' as const }, 'tier', 'warn'],
    [{ ownTier: 'substandard' as const }, 'tier', 'danger'],
    [{ isFrozen: true }, 'frozen', 'danger'],
    [{ limit: 100, ownBalance: 60, ownReserved: 20 }, 'limit', 'warn'],
    [{ limit: 100, ownBalance: 100 }, 'limit', 'warn'],
    [{ limit: 100, ownBalance: 101 }, 'limit', 'danger'],
    [{ circle: 3 }, 'circle', 'danger'],
    [{ others: 2 }, 'others', 'plain'],
  ])('tell of %o as %s, %s', (row, what, tone) => {
    const alerts = alertsOfNode({ ...plain, ...row }, noMarks)
    expect(alerts.map((alert) => [alert.what, toneOf(alert)])).toEqual([[what, tone]])
  })

  it('take in open warnings and papers that ran out, of this customer alone', () => {
    const paper = { source: 'licence' as const, what: 'food-permit', expiredOn: '2026-10-14' }
    const marksFor = (customerId: string) =>
      ({
        warnings: new Map([[customerId, { customerId, colour: 'orange', count: 2 }]]),
        expired: new Map([[customerId, [{ customerId, ...paper }]]]),
      }) as unknown as OutsideMarks
    expect(whats({}, marksFor(plain.id))).toEqual(['warnings', 'expired'])
    expect(whats({}, marksFor('another'))).toEqual([])
  })

  it('stand with the grave ones first, and one grave one outweighs many others', () => {
    const many = { others: 1, ownTier: 'special-mention' as const, limit: 10, ownBalance: 9 }
    expect(whats({ ...many, circle: 3 })).toEqual(['circle', 'tier', 'limit', 'others'])
    const gravity = (row: Partial<MemberRow>) =>
      gravityOf(alertsOfNode({ ...plain, ...row }, noMarks))
    expect(gravity({ ownDays: 1 })).toBeGreaterThan(gravity(many))
    expect(gravity({})).toBe(0)
  })
})
