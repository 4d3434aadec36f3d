import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { divideRounded, money, roundings } from '../money.ts'
import { rate } from '../rate.ts'
import { instalmentAmounts } from './instalment-amounts.ts'
import { levelInstalment } from './level-instalment.ts'

describe('the amounts of instalments', () => {
  it('takes the same interest by the fast way and by exact fractions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000_000 }),
        fc.integer({ min: 0, max: 240_000 }),
        fc.constantFrom(...roundings),
        fc.constantFrom(1, 28, 31),
        (principal, hundredths, rounding, parts) => {
          const partsOfYear = parts === 1 ? 12 : 365
          const { interest } = instalmentAmounts(
            {
              method: 'interest-only',
              principal: money(principal),
              annualRate: rate(hundredths * 100),
              rounding,
            },
            { parts: [parts], partsOfYear },
          )
          const exact = divideRounded(
            BigInt(principal) * BigInt(hundredths * 100 * parts),
            100_000_000n * BigInt(partsOfYear),
            rounding,
          )
          expect(interest[0]).toBe(Number(exact))
        },
      ),
      { numRuns: 500 },
    )
  })

  it.each([
    [50, 'half-up', 1],
    [50, 'half-even', 0],
    [150, 'half-even', 2],
    [250, 'half-up', 3],
    [250, 'half-even', 2],
    [249, 'half-up', 2],
  ] as const)('earns on %d fen at one percent a month, %s, %d fen', (fen, rounding, interest) => {
    const terms = {
      method: 'interest-only',
      principal: money(fen),
      annualRate: rate(12_000_000),
    } as const
    const lengths = { parts: [1], partsOfYear: 12 }
    expect(instalmentAmounts({ ...terms, rounding }, lengths).interest[0]).toBe(interest)
  })

  it('has the level instalment of the closed form, P·r·(1+r)ⁿ ÷ ((1+r)ⁿ − 1)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000 }),
        fc.integer({ min: 1, max: 3600 }),
        fc.integer({ min: 1, max: 360 }),
        fc.constantFrom(...roundings),
        (principal, basisPoints, periods, rounding) => {
          const unit = 120_000n
          const grown = (unit + BigInt(basisPoints)) ** BigInt(periods)
          const whole = unit ** BigInt(periods)
          const exact = divideRounded(
            BigInt(principal) * BigInt(basisPoints) * grown,
            unit * (grown - whole),
            rounding,
          )
          const lengths = { parts: new Array<number>(periods).fill(1), partsOfYear: 12 }

          const instalment = levelInstalment(
            money(principal),
            rate(basisPoints * 10_000),
            lengths,
            rounding,
          )

          expect(instalment).toBe(Number(exact))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('rounds a level instalment that ends on exactly half a fen as told', () => {
    const lengths = { parts: [1, 1], partsOfYear: 12 }

    expect(levelInstalment(money(5), rate(0), lengths, 'half-up')).toBe(3)
    expect(levelInstalment(money(5), rate(0), lengths, 'half-even')).toBe(2)
    expect(levelInstalment(money(7), rate(0), lengths, 'half-even')).toBe(4)
  })
})
