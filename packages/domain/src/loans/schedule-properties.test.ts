import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { addDays, type Day, dayFromNumber, daysBetween } from '../calendar.ts'
import { divideRounded, money, roundings, sumMoney } from '../money.ts'
import type { Rounding } from '../money.ts'
import { rate } from '../rate.ts'
import { isWeekday } from '../working-days.ts'
import { explainCell, explainedColumns } from './explain-cell.ts'
import { planOf } from './plan-of.ts'
import {
  monthEnds,
  multipleRoundings,
  onePeriodAfter,
  type ScheduleTerms,
} from './repayment-terms.ts'
import { buildRows, restOf } from './schedule-plan.ts'
import { termsProblems } from './schedule-contradictions.ts'
import { buildSchedule } from './schedule.ts'

const methods = [
  'equal-instalment',
  'equal-principal',
  'interest-only',
  'bullet',
  'balloon',
  'residual',
  'stepped',
  'flat',
] as const
const rhythms = ['monthly', 'quarterly', 'half-yearly', 'yearly', 'weekly', 'days'] as const
const dayCounts = ['30/360', 'act/360', 'act/365', 'act/act'] as const

const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 3 })

const anything = fc.record({
  method: fc.constantFrom(...methods),
  principal: fc.integer({ min: 1_000_00, max: 10_000_000_00 }),
  annualRate: fc.integer({ min: 0, max: 3600 }).map((points) => points * 10_000),
  periods: fc.integer({ min: 2, max: 40 }),
  frequency: fc.constantFrom(...rhythms),
  every: fc.integer({ min: 1, max: 40 }),
  dayCount: fc.constantFrom(...dayCounts),
  rounding: fc.constantFrom(...roundings),
  disbursedOn: fc.integer({ min: 15_000, max: 22_000 }).map(dayFromNumber),
  wait: optional(fc.integer({ min: 1, max: 120 })),
  monthEnd: fc.constantFrom(undefined, ...monthEnds),
  holidayRule: fc.constantFrom(undefined, 'none', 'next', 'modified-next'),
  interestFollows: fc.boolean(),
  principalGrace: optional(fc.integer({ min: 1, max: 6 })),
  interestGrace: optional(fc.integer({ min: 1, max: 6 })),
  graceInterest: fc.constantFrom('later', 'capitalised', 'waived'),
  share: fc.integer({ min: 1, max: 90 }),
  multiple: optional(fc.constantFrom(1_00, 10_00, 100_00)),
  multipleRounding: fc.constantFrom(...multipleRoundings),
  principalEvery: optional(fc.integer({ min: 2, max: 4 })),
  interestEvery: optional(fc.integer({ min: 2, max: 4 })),
  drawn: optional(
    fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 1_000_000_00 })),
  ),
  changed: optional(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 3600 }))),
})
type Anything = typeof anything extends fc.Arbitrary<infer T> ? T : never

const isLevel = (method: string) => !['interest-only', 'bullet'].includes(method)

function optionsOf(given: Anything): Partial<ScheduleTerms> {
  const { method, principal, periods, share, interestGrace, principalGrace } = given
  const hasGrace = method !== 'bullet'
  const isMonthly = !['weekly', 'days'].includes(given.frequency)
  const hasRule = given.holidayRule !== undefined && given.holidayRule !== 'none'
  const isCapitalised = given.graceInterest === 'capitalised'
  const free = isCapitalised ? Math.min(interestGrace ?? 0, principalGrace ?? 0) : interestGrace
  return {
    ...(given.frequency === 'days' ? { every: given.every } : {}),
    ...(isMonthly && given.monthEnd ? { monthEnd: given.monthEnd } : {}),
    ...(given.holidayRule ? { holidayRule: given.holidayRule } : {}),
    ...(hasRule && given.interestFollows ? { interestFollows: true } : {}),
    ...(hasGrace && principalGrace ? { principalGrace } : {}),
    ...(hasGrace && free ? { interestGrace: free, graceInterest: given.graceInterest } : {}),
    ...(method === 'balloon' ? { amortiseOver: periods + share } : {}),
    ...(method === 'residual' ? { residual: money(Math.floor((principal * share) / 100)) } : {}),
    ...(method === 'stepped' ? { step: { every: 3, percent: share * 20_000 - 800_000 } } : {}),
    ...(given.multiple && isLevel(method)
      ? { instalmentMultiple: money(given.multiple), multipleRounding: given.multipleRounding }
      : {}),
    ...(given.principalEvery && method === 'equal-principal'
      ? { principalEvery: given.principalEvery }
      : {}),
    ...(given.interestEvery && ['equal-principal', 'interest-only'].includes(method)
      ? { interestEvery: given.interestEvery }
      : {}),
  }
}

function termsOf(given: Anything): ScheduleTerms {
  const { disbursedOn, frequency, every, wait } = given
  const usual = onePeriodAfter(disbursedOn, frequency, frequency === 'days' ? every : 1)
  const [drawnAfter = 0, drawn = 0] = given.drawn ?? []
  const [changedAfter = 0, points = 0] = given.changed ?? []
  const from = addDays(disbursedOn, changedAfter)
  return {
    method: given.method,
    principal: money(given.principal),
    annualRate: rate(given.annualRate),
    periods: given.periods,
    frequency,
    dayCount: given.dayCount,
    rounding: given.rounding,
    disbursedOn,
    firstDueOn: wait === undefined ? usual : addDays(disbursedOn, wait),
    ...optionsOf(given),
    ...(drawn > 0
      ? { drawdowns: [{ on: addDays(disbursedOn, drawnAfter), amount: money(drawn) }] }
      : {}),
    ...(changedAfter > 0 ? { rateChanges: [{ from, annualRate: rate(points * 10_000) }] } : {}),
  }
}

const anyProduct = anything.map(termsOf).filter((terms) => termsProblems(terms).length === 0)

/** Null where steps are too steep to pay their interest. */
function scheduleOrNull(terms: ScheduleTerms) {
  try {
    return buildSchedule(terms, isWeekday)
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('too steep')) return null
    throw error
  }
}

describe('10,000 products of every kind', () => {
  it('repay exactly what was lent, with no part below zero and days in order', () => {
    fc.assert(
      fc.property(anyProduct, (terms) => {
        const schedule = scheduleOrNull(terms)
        if (schedule === null) return
        const { rows, totals } = schedule
        const lent = sumMoney([
          terms.principal,
          ...(terms.drawdowns ?? []).map((each) => each.amount),
        ])
        const joined = sumMoney(rows.map(({ capitalised }) => capitalised ?? money(0)))
        expect(totals.principal).toBe(lent + joined)
        expect(sumMoney(rows.map(({ principal }) => principal))).toBe(totals.principal)
        expect(sumMoney(rows.map(({ total }) => total))).toBe(totals.total)
        expect(totals.total).toBe(totals.principal + totals.interest)
        expect(rows.at(-1)?.balance).toBe(0)
        const isSound = rows.every(
          (row, index) =>
            Math.min(row.principal, row.interest, row.balance) >= 0 &&
            row.number === index + 1 &&
            row.dueOn >= (rows[index - 1]?.dueOn ?? ''),
        )
        expect(isSound).toBe(true)
      }),
      { numRuns: 10_000 },
    )
  }, 120_000)

  it('go on after any row exactly as they would have', () => {
    fc.assert(
      fc.property(anyProduct, fc.double({ min: 0, max: 1, noNaN: true }), (terms, where) => {
        const plan = planOf(terms, isWeekday)
        const rows = buildRows(plan)
        const after = Math.floor(where * rows.length)
        if (after === rows.length) return
        const rest = restOf(plan, after)
        // Repaid before its end, a plan has nothing more to say.
        if (rest.opening === 0 && rest.carriedInterest === 0 && rest.movements.length === 0) return
        expect(buildRows(rest)).toEqual(rows.slice(after))
        expect(buildRows(JSON.parse(JSON.stringify(rest)))).toEqual(rows.slice(after))
      }),
      { numRuns: 1500 },
    )
  })

  it('explain each number by lines that end in it', () => {
    fc.assert(
      fc.property(anyProduct, fc.integer({ min: 0, max: 39 }), (terms, place) => {
        const schedule = scheduleOrNull(terms)
        const row = schedule?.rows[place % schedule.rows.length]
        if (row === undefined) return
        for (const column of explainedColumns) {
          const explained = explainCell(terms, row.number, column, isWeekday)
          expect([column, explained.result]).toEqual([column, row[column] ?? 0])
          for (const { unrounded, operands } of explained.lines) {
            expect(unrounded ?? '0.000000').toMatch(/^-?\d+\.\d{6}$/)
            expect(operands.every(({ value }) => value !== undefined)).toBe(true)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

/** A fraction of whole numbers: the reference shares no arithmetic with the engine. */
type Fraction = readonly [bigint, bigint]
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d]
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d]
const whole = (value: number): Fraction => [BigInt(value), 1n]
const nearest = ([a, b]: Fraction, rounding: Rounding) => Number(divideRounded(a, b, rounding))

/**
 * What is owed after every period at an instalment A is linear in A, so two trial runs at 0 and at 1 fen
 * give the A that ends at zero. Interest is by days ÷ 360 or ÷ 365.
 */
function referenceRows(terms: ScheduleTerms, dueOn: readonly Day[]) {
  const { principal, annualRate, rounding, method } = terms
  const basis = terms.dayCount === 'act/360' ? 360n : 365n
  const starts = [terms.disbursedOn, ...dueOn]
  const factors = dueOn.map((to, index): Fraction => {
    const days = BigInt(daysBetween(starts[index] ?? to, to))
    return [BigInt(annualRate) * days, 100_000_000n * basis]
  })
  const after = (instalment: number) =>
    factors.reduce<Fraction>(
      (owed, factor) => plus(times(owed, plus(whole(1), factor)), whole(-instalment)),
      whole(principal),
    )
  const none = after(0)
  const slope = plus(none, times(after(1), whole(-1)))
  const level = nearest(times(none, [slope[1], slope[0]]), rounding)
  const share = nearest([BigInt(principal), BigInt(dueOn.length)], rounding)

  let owed: number = principal
  return factors.map((factor, index) => {
    const interest = nearest(times(whole(owed), factor), rounding)
    const isLast = index === factors.length - 1
    const wanted = method === 'equal-principal' ? share : level - interest
    const repaid = isLast ? owed : method === 'interest-only' ? 0 : wanted
    const kept = Math.min(owed, Math.max(0, repaid))
    owed -= kept
    return [kept, interest]
  })
}

describe('plain products', () => {
  const plain = fc
    .record({
      method: fc.constantFrom('equal-instalment', 'equal-principal', 'interest-only'),
      principal: fc.integer({ min: 1, max: 10_000_000_000 }).map(money),
      annualRate: fc.integer({ min: 0, max: 36_000_000 }).map(rate),
      periods: fc.integer({ min: 1, max: 24 }),
      frequency: fc.constantFrom('monthly', 'quarterly', 'weekly'),
      dayCount: fc.constantFrom('act/360', 'act/365'),
      rounding: fc.constantFrom(...roundings),
      disbursedOn: fc.integer({ min: 10_000, max: 25_000 }).map(dayFromNumber),
    })
    .map((terms) => ({ ...terms, firstDueOn: onePeriodAfter(terms.disbursedOn, terms.frequency) }))

  it('agree with fractions worked out another way', () => {
    fc.assert(
      fc.property(plain, (terms) => {
        const { rows } = buildSchedule(terms)
        const days = rows.map(({ dueOn }) => dueOn)
        expect(rows.map(({ principal, interest }) => [principal, interest])).toEqual(
          referenceRows(terms, days),
        )
      }),
      { numRuns: 600 },
    )
  })

  it('agree with the plan that agreed amounts and later events go through', () => {
    const anyDayCount = fc.tuple(
      plain,
      fc.constantFrom(...dayCounts),
      fc.integer({ min: 1, max: 90 }),
    )
    fc.assert(
      fc.property(anyDayCount, ([terms, dayCount, wait]) => {
        const changed = { ...terms, dayCount, firstDueOn: addDays(terms.disbursedOn, wait) }
        expect(buildRows(planOf(changed))).toEqual(buildSchedule(changed).rows)
      }),
      { numRuns: 600 },
    )
  })
})
