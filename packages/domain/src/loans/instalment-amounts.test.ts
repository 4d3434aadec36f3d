import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { divideRounded, money, roundings } from '../money.ts'
import { rate } from '../rate.ts'
import { amountColumns, type AmountTerms, writeAmounts } from './instalment-amounts.ts'
import { levelInstalment } from './level-instalment.ts'
import type { PeriodLengths } from './period-lengths.ts'
import { exactRows, type TriedLoan } from './testing-amounts.ts'

function amountsOf(terms: AmountTerms, lengths: PeriodLengths) {
  const columns = amountColumns(lengths.parts.length)
  return { ...columns, interestTotal: writeAmounts(terms, lengths, columns) }
}

function rowsOf(loan: TriedLoan) {
  const { principal, interest, interestTotal } = amountsOf(
    {
      method: 'equal-instalment',
      principal: money(loan.principal),
      annualRate: rate(loan.annualRate),
      rounding: loan.rounding,
    },
    loan,
  )
  const rows = Array.from(principal, (repaid, index) => [repaid, interest[index] ?? 0])
  return { rows, interestTotal }
}

const anyLoan = fc
  .record({
    principal: fc.oneof(
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 10_000_000_000_000 }),
      fc.integer({ min: 1, max: 100_000 }).map((thousands) => thousands * 100_000),
    ),
    // Round rates make ties: every percent, every tenth, every basis point, every millionth.
    annualRate: fc
      .constantFrom(1_000_000, 100_000, 10_000, 1)
      .chain((step) => fc.integer({ min: 0, max: 36_000_000 / step }).map((count) => count * step)),
    periods: fc.integer({ min: 1, max: 60 }),
    year: fc.constantFrom(12, 360, 365, 365 * 366, 364),
    first: fc.integer({ min: 0, max: 400 }),
    isRegular: fc.boolean(),
    rounding: fc.constantFrom(...roundings),
  })
  .map(({ periods, year, first, isRegular, ...loan }): TriedLoan => {
    const usual = year === 12 ? 1 : year === 365 * 366 ? 366 * 30 : 30
    const length = (index: number) => (isRegular ? usual : usual + (index % 3))
    const parts = Array.from({ length: periods }, (_, index) => length(index))
    parts[0] = first
    return { ...loan, parts, partsOfYear: year, isRegular }
  })

const monthlyUnit = 1_200_000_000n

/** The inverse of a number modulo the unit, by Euclid. */
function inverseOf(number: bigint): bigint {
  let [before, now] = [monthlyUnit, number]
  let [factorBefore, factor] = [0n, 1n]
  while (now > 1n) {
    const times = before / now
    ;[before, now] = [now, before - times * now]
    ;[factorBefore, factor] = [factor, factorBefore - times * factor]
  }
  return ((factor % monthlyUnit) + monthlyUnit) % monthlyUnit
}

/** A loan whose first month earns interest that is `offset` of the smallest fraction beside a half. */
const besideAHalf = fc
  .record({
    millionths: fc.integer({ min: 1, max: 1_200_000 }).map((count) => count * 30 + 1),
    more: fc.bigInt({ min: 0n, max: 5000n }),
    offset: fc.constantFrom(-1n, 0n, 1n),
    rounding: fc.constantFrom(...roundings),
  })
  .map(({ millionths, more, offset, rounding }): TriedLoan => {
    const half = monthlyUnit / 2n + offset
    const principal = ((half * inverseOf(BigInt(millionths))) % monthlyUnit) + more * monthlyUnit
    const lengths = { parts: [1, 1], partsOfYear: 12, isRegular: true }
    return { principal: Number(principal), annualRate: millionths, ...lengths, rounding }
  })

describe('the amounts of instalments', () => {
  it('are those of whole-number fractions: at round rates, of tiny and of huge loans', () => {
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const { rows, interestTotal } = rowsOf(loan)
        expect(rows).toEqual(exactRows(loan))
        expect(interestTotal).toBe(rows.reduce((sum, [, earned = 0]) => sum + earned, 0))
      }),
      { numRuns: 1500 },
    )
  })

  it('are right on a half of a fen and a hair to either side of it', () => {
    fc.assert(
      fc.property(besideAHalf, (loan) => {
        expect(rowsOf(loan).rows).toEqual(exactRows(loan))
      }),
      { numRuns: 1000 },
    )
  })

  it('fill the first places of columns that are longer', () => {
    const into = amountColumns(5)
    const terms = { method: 'interest-only', principal: money(1200_00) } as const
    const lengths = { parts: [1, 1], partsOfYear: 12 }
    const whole = { ...terms, annualRate: rate(12_000_000), rounding: 'half-up' } as const
    expect(writeAmounts(whole, lengths, into)).toBe(24_00)
    expect([...into.principal]).toEqual([0, 1200_00, 0, 0, 0])
    expect([...into.interest]).toEqual([12_00, 12_00, 0, 0, 0])
  })

  it('takes the same interest by the fast way and by exact fractions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000_000_000 }),
        fc.integer({ min: 0, max: 240_000 }),
        fc.constantFrom(...roundings),
        fc.constantFrom(1, 28, 31),
        (principal, hundredths, rounding, parts) => {
          const partsOfYear = parts === 1 ? 12 : 365
          const { interest } = amountsOf(
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
    expect(amountsOf({ ...terms, rounding }, lengths).interest[0]).toBe(interest)
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
