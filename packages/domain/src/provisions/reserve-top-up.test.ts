import { describe, expect, it } from 'vitest'
import { money, sumMoney } from '../money.ts'
import { reserveTopUp, spreadByWeight } from './reserve-top-up.ts'

describe('the general reserve', () => {
  it.each([
    [680_000_00, 500_000_00, 0, 180_000_00],
    [680_000_00, 500_000_00, 100_000_00, 80_000_00],
    [680_000_00, 500_000_00, 180_000_00, 0],
    [680_000_00, 700_000_00, 0, 0],
    [680_000_00, 500_000_00, 250_000_00, 0],
  ])('for an estimate of %i, an allowance of %i and %i reserved needs %i', (...figures) => {
    const [estimate, allowance, reserved, needed] = figures.map(money)
    if (estimate === undefined || allowance === undefined || reserved === undefined) return
    expect(reserveTopUp({ estimate, allowance, reserved })).toBe(needed)
  })
})

describe('an amount by weight', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [100, [0, 5, 0], [0, 100, 0]],
    [7, [2, 1], [5, 2]],
    [1, [1, 2, 3], [0, 0, 1]],
  ])('of %i over %j is %j', (amount, weights, parts) => {
    expect(spreadByWeight(money(amount), weights.map(money))).toEqual(parts)
  })

  it('loses nothing where floating point would', () => {
    const weights = [3, 5, 7_000_000_000_001].map(money)
    expect(sumMoney(spreadByWeight(money(9_007_199_254_740_991), weights))).toBe(
      9_007_199_254_740_991,
    )
  })

  it('needs something to go by', () => {
    expect(() => spreadByWeight(money(1), [money(0)])).toThrow('nothing to spread by')
  })
})
