import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Tier, tiers } from '../classification/tiers.ts'
import { formatMoney, money, parseMoney } from '../money.ts'
import { parseRate, rate } from '../rate.ts'
import { allowanceAt, allowanceOf, lossPerFen, type ProvisionedLoan } from './allowance.ts'
import { exactly } from './exact.ts'
import { expectedLoss, weighted } from './expected-loss.ts'
import { LossParameters, usualLossParameters } from './loss-parameters.ts'
import { ProvisionTerms, summariseProvisions, usualProvisionTerms } from './provision-estimate.ts'
import { reserveTopUp } from './reserve-top-up.ts'
import { stageOf } from './stages.ts'

const year = (exposure: string, hazard: string) => ({
  exposure: parseMoney(exposure),
  hazard: parseRate(hazard),
  lossGivenDefault: parseRate('45'),
})

describe('the expected loss', () => {
  it('of one year is 9,000.00, and 8,571.43 at 5 %', () => {
    const years = [year('1000000', '2')]
    expect(formatMoney(expectedLoss(years, rate(0)).loss)).toBe('9000.00')
    expect(formatMoney(expectedLoss(years, parseRate('5')).loss)).toBe('8571.43')
  })

  it('of three years counts what lives to each, and shows its terms', () => {
    const years = [year('1000000', '2'), year('700000', '3'), year('350000', '4')]
    const { loss, terms } = expectedLoss(years, parseRate('5'))
    expect(formatMoney(loss)).toBe('22144.76')
    expect(terms.map((term) => formatMoney(term.loss))).toEqual(['8571.43', '8400.00', '5173.33'])
    expect(terms.map(({ marginalPd }) => marginalPd)).toEqual([2_000_000, 2_940_000, 3_802_400])
  })

  it('of scenarios is weighted before it is rounded', () => {
    const of = (weight: string, loss: string) => ({
      weight: parseRate(weight),
      loss: exactly(parseMoney(loss)),
    })
    expect(formatMoney(weighted([of('50', '100'), of('30', '150'), of('20', '260')]))).toBe(
      '147.00',
    )
    expect(() => weighted([of('50', '100')])).toThrow(RangeError)
  })
})

describe('the stage', () => {
  const facts = {
    tier: 'normal' as Tier,
    daysPastDue: 0,
    isCreditImpaired: false,
    isRiskRaised: false,
    isRebutted: false,
  }
  it.each<[string, Partial<typeof facts>, number]>([
    ['a good claim', {}, 1],
    ['30 days', { daysPastDue: 30 }, 1],
    ['31 days', { daysPastDue: 31 }, 2],
    ['31 days rebutted', { daysPastDue: 31, isRebutted: true }, 1],
    ['90 days', { daysPastDue: 90 }, 2],
    ['91 days', { daysPastDue: 91 }, 3],
    ['关注', { tier: 'special-mention' }, 2],
    ['次级', { tier: 'substandard', isRebutted: true }, 3],
    ['an impairment', { isCreditImpaired: true }, 3],
    ['a risk raised', { isRiskRaised: true }, 2],
  ])('of %s is right', (_what, change, stage) => {
    expect(stageOf({ ...facts, ...change }, usualLossParameters).stage).toBe(stage)
  })
})

const loan: ProvisionedLoan = {
  scope: 'non-retail',
  stage: 1,
  guarantee: 'credit',
  annualRate: parseRate('5'),
  daysPastDue: 0,
  balance: parseMoney('1000000'),
  exposures: [parseMoney('1000000'), parseMoney('500000')],
  assessed: null,
}

describe('the allowance', () => {
  it('looks one year ahead in stage 1', () => {
    const { allowance, scenarios } = allowanceOf(loan, usualLossParameters)
    expect(scenarios.map(({ terms }) => terms.length)).toEqual([1, 1, 1])
    expect(formatMoney(allowance)).toBe('7039.29')
  })

  it('looks over the life in stage 2, and at the default in stage 3', () => {
    const second = allowanceOf({ ...loan, stage: 2 }, usualLossParameters)
    expect(second.scenarios[0]?.terms).toHaveLength(2)
    const third = (change: Partial<ProvisionedLoan>) =>
      formatMoney(allowanceOf({ ...loan, stage: 3, ...change }, usualLossParameters).allowance)
    expect(third({ daysPastDue: 100 })).toBe('450000.00')
    expect(third({ daysPastDue: 100, guarantee: 'pledge' })).toBe('250000.00')
    expect(third({ daysPastDue: 270 })).toBe('450000.00')
    expect(third({ daysPastDue: 271 })).toBe('500000.00')
    expect(third({ daysPastDue: 361 })).toBe('900000.00')
  })

  it('is what people assessed, up to the balance', () => {
    const assessed = (amount: string) =>
      allowanceOf({ ...loan, stage: 3, assessed: parseMoney(amount) }, usualLossParameters)
    expect(formatMoney(assessed('123456.78').allowance)).toBe('123456.78')
    expect(formatMoney(assessed('2000000').allowance)).toBe('1000000.00')
    expect(allowanceOf({ ...loan, balance: money(0) }, usualLossParameters).allowance).toBe(0)
  })

  it('is the same by the loss of a fen, in the stages that have one', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000_000 })
    fc.assert(
      fc.property(amount, fc.nat(2400), fc.nat(500), (balance, rateBp, daysPastDue) => {
        for (const stage of [1, 3] as const) {
          const given = {
            ...loan,
            stage,
            daysPastDue,
            annualRate: rate(rateBp * 10_000),
            balance: money(balance),
          }
          const perFen = lossPerFen(given, usualLossParameters)
          expect(perFen && allowanceAt(given.balance, perFen)).toBe(
            allowanceOf(given, usualLossParameters).allowance,
          )
        }
      }),
    )
    expect(lossPerFen({ ...loan, stage: 2 }, usualLossParameters)).toBeNull()
  })

  it('lies between nothing and the balance and never falls from stage to stage', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000_000 })
    fc.assert(
      fc.property(amount, fc.nat(2400), fc.nat(500), (balance, rateBp, daysPastDue) => {
        const at = (stage: 1 | 2 | 3) =>
          allowanceOf(
            {
              ...loan,
              stage,
              daysPastDue,
              annualRate: rate(rateBp * 10_000),
              balance: money(balance),
              exposures: [money(balance), money(Math.trunc(balance / 2))],
            },
            usualLossParameters,
          ).allowance
        expect(at(1)).toBeGreaterThanOrEqual(0)
        expect(at(2)).toBeGreaterThanOrEqual(at(1))
        expect(at(3)).toBeGreaterThanOrEqual(at(2))
        expect(at(3)).toBeLessThanOrEqual(balance)
      }),
    )
  })
})

describe('the estimate by factors', () => {
  const amounts = ['8000000', '1000000', '500000', '300000', '200000']
  const rows = tiers.map((tier, index) => ({
    tier,
    balance: parseMoney(amounts[index] ?? '0'),
    allowance: tier === 'loss' ? parseMoney('500000') : money(0),
  }))

  it('is 680,000 of ten million, with 180,000 for the general reserve and 50.00 % covered', () => {
    const summary = summariseProvisions(rows, usualProvisionTerms)
    expect(formatMoney(summary.estimate)).toBe('680000.00')
    expect(formatMoney(reserveTopUp({ ...summary, reserved: money(0) }))).toBe('180000.00')
    expect(summary).toMatchObject({ coverage: 50_000_000, nplRatio: 10_000_000 })
    expect(summary.loanRatio).toBe(5_000_000)
    expect(summary.alerts).toEqual([{ id: 'coverage', actual: 50_000_000, required: 150_000_000 }])
  })

  it('asks nothing of the reserve where the allowance is larger, and is silent at the ratios', () => {
    const held = rows.map((row) =>
      row.tier === 'loss' ? { ...row, allowance: parseMoney('1500000') } : row,
    )
    const summary = summariseProvisions(held, usualProvisionTerms)
    expect(summary.alerts).toEqual([])
    expect(reserveTopUp({ ...summary, reserved: money(0) })).toBe(0)
    const short = rows.map((row) =>
      row.tier === 'loss' ? { ...row, allowance: parseMoney('1499999.99') } : row,
    )
    expect(summariseProvisions(short, usualProvisionTerms).alerts).toHaveLength(1)
  })

  it('knows no coverage without a non-performing loan', () => {
    expect(summariseProvisions([], usualProvisionTerms)).toMatchObject({
      coverage: null,
      loanRatio: null,
      alerts: [],
    })
  })
})

describe('the parameters to start from', () => {
  it('are such as an institution could keep', () => {
    expect(LossParameters.parse(usualLossParameters)).toEqual(usualLossParameters)
    expect(ProvisionTerms.parse(usualProvisionTerms)).toEqual(usualProvisionTerms)
  })

  it('weigh at least two scenarios to 100 %', () => {
    const [first] = usualLossParameters.scenarios
    expect(LossParameters.safeParse({ ...usualLossParameters, scenarios: [first] }).success).toBe(
      false,
    )
  })
})
