import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { divideRounded, money, roundings } from '../money.ts'
import type { Rounding } from '../money.ts'
import { rate } from '../rate.ts'
import { instalmentAmounts } from './instalment-amounts.ts'

interface Loan {
  principal: number
  annualRate: number
  parts: number[]
  partsOfYear: number
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
    return { ...loan, parts, partsOfYear: isDaily ? 365 : 12 }
  })

describe('100,000 loans to 100 billion yuan', () => {
  it('have the rows of whole-number fractions, every one', () => {
    fc.assert(
      fc.property(anyLoan, (loan) => {
        const { principal, interest } = instalmentAmounts(
          {
            method: 'equal-instalment',
            principal: money(loan.principal),
            annualRate: rate(loan.annualRate),
            rounding: loan.rounding,
          },
          loan,
        )
        const rows = Array.from(principal, (repaid, index) => [repaid, interest[index]])
        expect(rows).toEqual(referenceOf(loan))
      }),
      { numRuns: 100_000 },
    )
  }, 600_000)
})
