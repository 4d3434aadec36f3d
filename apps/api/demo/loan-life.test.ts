import { uuidv7 } from '@banyan/database'
import { addDays, addMonths, type Day, day } from '@banyan/domain/calendar'
import { usualServicing } from '@banyan/domain/loans/servicing-terms'
import { money } from '@banyan/domain/money'
import type { RatePlan } from '@banyan/domain/products/rate-plan'
import { parseRate } from '@banyan/domain/rate'
import { describe, expect, it } from 'vitest'
import { buildLoan } from '../src/loans/build-loan.ts'
import type { LoanBundle, Making } from '../src/loans/loan-rows.ts'
import { instantOn } from './business-time.ts'
import { liveOut } from './loan-life.ts'
import { type Intent, intentsOf, isPaidOnLastDay } from './payment-courses.ts'
import { Random } from './random.ts'

const making: Making = { newId: () => uuidv7(), at: (on: Day) => instantOn(on) }
const paidOutOn = day('2025-01-10')
const last = day('2026-10-31')

function aLoan(ratePlan: RatePlan = { kind: 'fixed' }, drawn: number | null = null): LoanBundle {
  const schedule = {
    method: 'equal-principal' as const,
    principal: money(120_000_00),
    annualRate: parseRate('6'),
    periods: 12,
    frequency: 'monthly' as const,
    dayCount: '30/360' as const,
    rounding: 'half-up' as const,
    disbursedOn: paidOutOn,
    firstDueOn: addMonths(paidOutOn, 1),
  }
  return buildLoan(
    {
      ...schedule,
      agreed: { ...schedule, ratePlan, servicing: usualServicing, allowsRepricing: true },
      ...(drawn === null ? {} : { drawn: money(drawn) }),
      institution: { id: uuidv7(), kind: 'city-bank' },
      number: 'JJ2025-000001',
      customerId: uuidv7(),
      product: 'working-capital',
      currency: 'CNY',
      branchId: uuidv7(),
      officerId: uuidv7(),
      industrySection: null,
      guarantee: 'credit',
      isConsumer: false,
      source: 'demo',
      disbursedBy: uuidv7(),
    },
    making,
  )
}

const taking = { ...making, postedBy: uuidv7(), source: 'demo' as const }
const clears = (bundle: LoanBundle, delay: number): Intent[] =>
  bundle.instalments.map(({ dueOn }) => ({
    kind: 'clears',
    on: addDays(dueOn, delay),
    through: dueOn,
  }))
const penalties = ({ repayments }: LoanBundle) =>
  repayments.reduce((sum, { penalty }) => sum + penalty, 0)

describe('a loan that is lived out', () => {
  it('settles without late interest where every instalment is cleared on its day', () => {
    const bundle = aLoan()
    liveOut(bundle, { happenings: clears(bundle, 0), taking, through: last })
    expect(bundle.loan).toMatchObject({ status: 'settled', settledOn: '2026-01-10', balance: 0 })
    expect(penalties(bundle)).toBe(0)
  })

  it('bears late interest where the money comes late, and is in order again after it', () => {
    const bundle = aLoan()
    liveOut(bundle, { happenings: clears(bundle, 20), taking, through: day('2025-09-01') })
    expect(penalties(bundle)).toBeGreaterThan(0)
    expect(bundle.loan).toMatchObject({ tier: 'normal', oldestUnpaidOn: '2025-09-10' })
  })

  it('holds what comes before its day until then', () => {
    const bundle = aLoan()
    liveOut(bundle, { happenings: clears(bundle, -3), taking, through: last })
    expect(bundle.loan).toMatchObject({ status: 'settled', held: 0 })
    expect(bundle.repayments.some(({ kind }) => kind === 'held')).toBe(true)
  })

  it('follows the loan prime rate on the days that its contract names', () => {
    const bundle = aLoan({ kind: 'lpr', tenor: '1y', spreadBp: 290, resets: 'quarter' })
    liveOut(bundle, { happenings: clears(bundle, 0), taking, through: last })
    const resets = bundle.events.filter(({ kind }) => kind === 'rate-reset')
    expect(resets.map(({ valueDay }) => valueDay)).toEqual(['2025-07-01'])
    expect(bundle.loan.annualRate).toBe(parseRate('5.9'))
  })

  it('draws the rest of its sum later, and repays all of it early', () => {
    const bundle = aLoan({ kind: 'fixed' }, 50_000_00)
    const rest = { kind: 'draws' as const, on: day('2025-02-20'), amount: money(70_000_00) }
    const settles = { kind: 'settles' as const, on: day('2025-06-20') }
    const paid = clears(bundle, 0).filter(({ on }) => on < settles.on)
    liveOut(bundle, { happenings: [rest, ...paid, settles], taking, through: last })
    expect(bundle.loan).toMatchObject({ principal: 120_000_00, status: 'settled', balance: 0 })
    expect(bundle.events.at(-1)).toMatchObject({ kind: 'prepayment', valueDay: '2025-06-20' })
  })

  it('falls through the tiers where nothing is paid', () => {
    const bundle = aLoan()
    liveOut(bundle, { happenings: [], taking, through: last })
    expect(bundle.loan.tier).toBe('loss')
    expect(bundle.loan.defaultedOn).toBe('2025-05-12')
  })
})

describe('what a borrower means to do', () => {
  const { instalments } = aLoan()

  it('ends with the instalment at which they stop', () => {
    const course = { habit: 'prompt', stopsAt: 3, remedy: 'none' } as const
    expect(intentsOf(new Random('one'), instalments, course, last)).toHaveLength(3)
  })

  it('is in the order of its days, and none of it after the last', () => {
    const course = { habit: 'slow', stopsAt: null, remedy: 'none' } as const
    const until = day('2025-08-01')
    const days = intentsOf(new Random('two'), instalments, course, until).map(({ on }) => on)
    expect(days).toEqual(days.toSorted())
    expect(days.at(-1)?.localeCompare(until)).toBeLessThanOrEqual(0)
  })

  it.each([
    ['2025-02-10', true],
    ['2025-02-11', false],
  ])('is to pay what is due on %s that very day: %s', (on, isIt) => {
    const course = { habit: 'prompt', stopsAt: 1, remedy: 'none' } as const
    const intents = [0, 1, 2, 3, 4, 5].flatMap((seed) =>
      intentsOf(new Random(`seed ${seed}`), instalments, course, last),
    )
    expect(isPaidOnLastDay(intents, day(on))).toBe(isIt)
  })
})
