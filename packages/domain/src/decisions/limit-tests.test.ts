import { describe, expect, it } from 'vitest'
import { type Money, money, zero } from '../money.ts'
import { isLargeExposure, type LimitQuestion, limitTests, roomLeft } from './limit-tests.ts'

const yuan = (whole: number) => money(whole * 100)
const bases = { netCapital: yuan(10_000), tier1: yuan(8_000), netAssets: null }
const bank = { kind: 'city-bank', bases } as const
const owing = (exposure: number, limit: Money | null = null, spent = zero) => ({
  exposure: yuan(exposure),
  limit: limit === null ? null : { amount: limit, spent },
})
const question: LimitQuestion = {
  institution: bank,
  customer: owing(300),
  group: owing(1_000),
  amount: yuan(100),
}

describe('the limits that a new amount has to pass', () => {
  it('are every one, before and after, with what each is a share of', () => {
    expect(
      limitTests(question).map(({ rule, cap, before, after, headroom, isMet }) => [
        ...[rule, cap, before, after, headroom, isMet],
      ]),
    ).toEqual([
      ['single-loans', yuan(1_000), yuan(300), yuan(400), yuan(700), true],
      ['single-exposure', yuan(1_200), yuan(300), yuan(400), yuan(900), true],
      ['group-credit', yuan(1_500), yuan(1_000), yuan(1_100), yuan(500), true],
      ['group-exposure', yuan(1_600), yuan(1_000), yuan(1_100), yuan(600), true],
    ])
  })

  it.each([
    ['the group of 2010', question, yuan(500), 'group-credit'],
    ['the borrower', { ...question, customer: owing(900) }, yuan(100), 'single-loans'],
    ['its own limit', { ...question, customer: owing(300, yuan(350)) }, yuan(50), 'customer-limit'],
    [
      'the limit of its group',
      { ...question, group: owing(1_000, yuan(1_010)) },
      yuan(10),
      'group-limit',
    ],
    [
      'a limit that was cut below its use',
      { ...question, group: owing(1_000, yuan(1)) },
      zero,
      'group-limit',
    ],
    [
      'a one-off limit half repaid',
      { ...question, customer: owing(50, yuan(100), yuan(50)) },
      zero,
      'customer-limit',
    ],
    [
      'a group of one',
      { ...question, customer: owing(0), group: null },
      yuan(1_000),
      'single-loans',
    ],
  ] as const)('are bound by %s', (_, asked, most, binding) => {
    expect(roomLeft(limitTests(asked))).toEqual({ most, binding })
  })

  it('let an amount pass exactly up to the room left and not a fen further', () => {
    const { most } = roomLeft(limitTests(question))
    const passes = (amount: number) =>
      limitTests({ ...question, amount: money(amount) }).every(({ isMet }) => isMet)
    expect(passes(most ?? 0)).toBe(true)
    expect(passes((most ?? 0) + 1)).toBe(false)
  })

  it('leave nothing without net capital, and are not bound by a tier 1 that is not on file', () => {
    const without = (change: object) =>
      limitTests({ ...question, institution: { ...bank, bases: { ...bases, ...change } } })
    expect(roomLeft(without({ netCapital: null }))).toEqual({ most: zero, binding: 'single-loans' })
    const known = without({ tier1: null })
    expect(roomLeft(known)).toEqual({ most: yuan(500), binding: 'group-credit' })
    expect(known.find(({ rule }) => rule === 'group-exposure')?.isMet).toBeNull()
  })

  it('measure a micro-lender against its net assets', () => {
    const institution = {
      kind: 'micro-lender',
      bases: { netCapital: null, tier1: null, netAssets: yuan(1_000) },
    } as const
    const room = roomLeft(
      limitTests({ institution, customer: owing(20), group: null, amount: zero }),
    )
    expect(room).toEqual({ most: yuan(80), binding: 'single-loans' })
  })
})

describe('a large exposure', () => {
  it.each([
    [200, false],
    [200.01, true],
  ])('of %d yuan against 8,000 of tier 1: %s', (exposure, isLarge) => {
    expect(isLargeExposure(yuan(exposure), bases)).toBe(isLarge)
    expect(isLargeExposure(yuan(exposure), { ...bases, tier1: null })).toBeNull()
  })
})
