import fc from 'fast-check'
import { describe, it } from 'vitest'

import { divideRounded, money, roundings } from '../money.ts'
import type { Rounding } from '../money.ts'
import { rate } from '../rate.ts'
import { amountColumns, writeAmounts } from './instalment-amounts.ts'

interface Loan {
  principal: number
  annualRate: number
  parts: number[]
  partsOfYear: number
  isRegular: boolean
  rounding: Rounding
}

/** The level instalment and its rows in whole numbers only, principal first and then interest. */
function referenceOf({ principal, annualRate, parts, partsOfYear, rounding }: Loan) {
  const unit = 100_000_000n * BigInt(partsOfYear)
  const factors = parts.map((length) => BigInt(annualRate) * BigInt(length))
  const [first = 0n, ...later] = factors
  let [growth, annuity, power] = [BigInt(principal) * (unit + first), 1n, 1n]
  for (const factor of later) {
    power *= unit
    annuity = annuity * (unit + factor) + power
    growth *= unit + factor
  }
  const level = divideRounded(growth, unit * annuity, rounding)
  let balance = BigInt(principal)
  return factors.map((factor, index) => {
    const interest = divideRounded(balance * factor, unit, rounding)
    const wanted = index === factors.length - 1 ? balance : level - interest
    const repaid = wanted < 0n ? 0n : wanted > balance ? balance : wanted
    balance -= repaid
    return [Number(repaid), Number(interest)]
  })
}

const anyLoan = fc
  .record({
    principal: fc.integer({ min: 1, max: 10_000_000_000_000 }),
    annualRate: fc.integer({ min: 0, max: 3600 }).map((points) => points * 10_000),
    periods: fc.integer({ min: 1, max: 360 }),
    isDaily: fc.boolean(),
    rounding: fc.constantFrom(...roundings),
    firstPart: fc.integer({ min: 1, max: 45 }),
  })
  .map(({ periods, isDaily, firstPart, ...loan }): Loan => {
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
        return referenceOf(loan).every(
          ([repaid, interest], index) =>
            into.principal[index] === repaid && into.interest[index] === interest,
        )
      }),
      { numRuns: loans },
    )
    console.info(`instalments: ${loans} loans, ${rows} rows, none differs`)
  }, 3_600_000)
})
