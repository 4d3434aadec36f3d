import fc from 'fast-check'
import { describe, it } from 'vitest'

import { money, roundings } from '../money.ts'
import { rate } from '../rate.ts'
import { amountColumns, writeAmounts } from './instalment-amounts.ts'
import { exactRows, type TriedLoan } from './testing-amounts.ts'

const anyLoan = fc
  .record({
    principal: fc.integer({ min: 1, max: 10_000_000_000_000 }),
    annualRate: fc.integer({ min: 0, max: 3600 }).map((points) => points * 10_000),
    periods: fc.integer({ min: 1, max: 360 }),
    isDaily: fc.boolean(),
    rounding: fc.constantFrom(...roundings),
    firstPart: fc.integer({ min: 1, max: 45 }),
  })
  .map(({ periods, isDaily, firstPart, ...loan }): TriedLoan => {
    const parts = Array.from({ length: periods }, (_, index) => (isDaily ? 28 + (index % 4) : 1))
    if (isDaily) parts[0] = firstPart
    return { ...loan, parts, partsOfYear: isDaily ? 365 : 12, isRegular: !isDaily }
  })

const loans = 1_000_000

describe('a million loans to 100 billion yuan', () => {
  it('have the rows of whole-number fractions, every one', () => {
    const into = amountColumns(360)
    let rows = 0
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const { principal, annualRate, rounding } = loan
        const terms = {
          method: 'equal-instalment',
          principal: money(principal),
          annualRate: rate(annualRate),
          rounding,
        } as const
        writeAmounts(terms, loan, into)
        rows += loan.parts.length
        return exactRows(loan).every(
          ([repaid, interest], index) =>
            into.principal[index] === repaid && into.interest[index] === interest,
        )
      }),
      { numRuns: loans },
    )
    console.info(`instalments: ${loans} loans, ${rows} rows, none differs`)
  }, 3_600_000)
})
