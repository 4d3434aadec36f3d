import { describe, expect, it } from 'vitest'

import { parseRate } from '../../rate.ts'
import { aContract, aCourse, next, on, yuan } from './course-examples.ts'
import { checkCourse } from './check-course.ts'
import { applyEvent } from './course.ts'
import type { Course } from './enter.ts'
import { enterEvent } from './enter.ts'
import { standingOn } from './standing.ts'

function after(course: Course, told: Parameters<typeof next>[1]): Course {
  const entry = enterEvent(course, next(course, told))
  expect(checkCourse(entry)).toEqual([])
  return entry
}

const paidFirst = { kind: 'repayment' as const, on: '2026-02-01', amount: yuan('8903.98') }

describe('a new rate', () => {
  it('splits the open period and makes a new instalment', () => {
    const contract = aContract({ dayCount: 'act/360' })
    const { state } = after(aCourse(contract), {
      kind: 'rate-reset',
      on: '2026-01-16',
      annualRate: parseRate('3.85'),
    })
    const interest = (rate: number, days: number) =>
      Math.round((yuan('300000') * rate * days) / 360)
    expect(state.instalments[0]?.interest).toBe(interest(0.0435, 15) + interest(0.0385, 16))
    expect(state.instalments).toHaveLength(36)
    expect(state.version).toBe(2)
  })

  it('reproduces the published change from 7 to 4 percent on a due day', () => {
    const contract = aContract({
      principal: yuan('100'),
      annualRate: parseRate('7'),
      periods: 6,
      disbursedOn: on('2024-01-01'),
      firstDueOn: on('2024-02-01'),
    })
    const paid = { kind: 'repayment' as const, on: '2024-02-01', amount: yuan('17.01') }
    const { state } = after(aCourse(contract, [paid]), {
      kind: 'rate-reset',
      on: '2024-02-01',
      annualRate: parseRate('4'),
    })
    expect(state.instalments.map(({ interest }) => interest)).toEqual([58, 28, 22, 17, 11, 6])
    const totals = state.instalments.map(({ principal, interest }) => principal + interest)
    expect(totals).toEqual([1701, 1688, 1688, 1688, 1688, 1689])
  })

  it('also changes what overdue principal bears from the day on', () => {
    const course = after(aCourse(aContract()), {
      kind: 'rate-reset',
      on: '2026-02-11',
      annualRate: parseRate('8.7'),
    })
    const { penalty } = standingOn(course.state, on('2026-02-21')).owed
    expect(penalty).toBe(Math.round((yuan('7816.48') * 1.5 * (0.0435 * 10 + 0.087 * 10)) / 360))
  })

  it('is refused when it is the rate already', () => {
    const course = aCourse(aContract())
    const same = next(course, {
      kind: 'rate-reset',
      on: '2026-01-05',
      annualRate: parseRate('4.35'),
    })
    expect(() => applyEvent(course.state, same)).toThrow('rate-unchanged')
  })
})

describe('an extension', () => {
  const bullet = aContract({ method: 'bullet', periods: 1, firstDueOn: on('2026-07-01') })

  it('moves the end of a loan with one payment', () => {
    const { state } = after(aCourse(bullet), {
      kind: 'extension',
      on: '2026-06-20',
      maturesOn: '2026-10-01',
    })
    expect(state.maturesOn).toBe('2026-10-01')
    expect(state.instalments).toMatchObject([
      { dueOn: '2026-10-01', principal: yuan('300000'), interest: yuan('9787.5') },
    ])
  })

  it('spreads the rest over more instalments', () => {
    const { state } = after(aCourse(aContract(), [paidFirst]), {
      kind: 'extension',
      on: '2026-02-10',
      maturesOn: '2029-07-01',
      annualRate: parseRate('5'),
    })
    expect(state.instalments).toHaveLength(42)
    expect(state.instalments.at(-1)?.dueOn).toBe('2029-07-01')
  })

  it('ends on the day agreed although that is not a due day', () => {
    const { state } = after(aCourse(aContract(), [paidFirst]), {
      kind: 'extension',
      on: '2026-02-10',
      maturesOn: '2029-02-15',
    })
    expect(state.instalments.slice(-2).map(({ dueOn }) => dueOn)).toEqual([
      '2029-02-01',
      '2029-02-15',
    ])
  })

  it.each([
    { reason: 'extension-too-long', day: '2026-06-20', maturesOn: '2026-12-30' },
    { reason: 'extension-not-later', day: '2026-06-20', maturesOn: '2026-07-01' },
    { reason: 'after-maturity', day: '2026-07-01', maturesOn: '2026-08-01' },
  ])('is refused: $reason', ({ reason, day, maturesOn }) => {
    const course = aCourse(bullet)
    const event = next(course, { kind: 'extension', on: day, maturesOn })
    expect(() => applyEvent(course.state, event)).toThrow(reason)
  })

  it('counts earlier extensions towards its limit', () => {
    const once = after(aCourse(bullet), {
      kind: 'extension',
      on: '2026-06-20',
      maturesOn: '2026-12-01',
    })
    const again = next(once, { kind: 'extension', on: '2026-11-20', maturesOn: '2027-02-01' })
    expect(() => applyEvent(once.state, again)).toThrow('extension-too-long')
  })

  it('is refused while anything is overdue', () => {
    const course = aCourse(aContract())
    const event = next(course, { kind: 'extension', on: '2026-02-02', maturesOn: '2029-03-01' })
    expect(() => applyEvent(course.state, event)).toThrow('overdue')
  })
})

describe('a restructuring', () => {
  const terms = {
    method: 'equal-principal',
    frequency: 'quarterly',
    periods: 8,
    firstDueOn: '2026-09-01',
    annualRate: parseRate('3.5'),
  }
  const told = (capitalises: string[]) => ({
    kind: 'restructuring' as const,
    on: '2026-06-11',
    terms,
    capitalises,
  })

  it('carries overdue principal into the new schedule and leaves the interest owed', () => {
    const { state } = after(aCourse(aContract()), told([]))
    const { owed } = standingOn(state, on('2026-06-11'))
    expect(owed.principal).toBe(0)
    expect(owed.interest).toBeGreaterThan(0)
    expect(state.balance).toBe(yuan('300000'))
    const rest = state.instalments.filter(({ dueOn }) => dueOn > '2026-06-11')
    expect(rest).toHaveLength(8)
    expect(rest.reduce((sum, { principal }) => sum + principal, 0)).toBe(yuan('300000'))
  })

  it('adds unpaid interest to the principal where that is agreed', () => {
    const before = aCourse(aContract())
    const { owed } = standingOn(before.state, on('2026-06-11'))
    const { state } = after(before, told(['interest', 'penalty', 'compound', 'fee']))
    const openPeriod = state.instalments.find(({ kind }) => kind === 'restructured')
    const added = owed.interest + owed.penalty + owed.compound + (openPeriod?.interest ?? 0)
    expect(state.capitalised).toBe(added)
    expect(state.balance).toBe(yuan('300000') + added)
    expect(standingOn(state, on('2026-06-11')).owed.total).toBe(0)
  })

  it('is one version, which keeps what had fallen due', () => {
    const { state, effects } = after(aCourse(aContract()), told([]))
    const version = effects.at(-1)?.version
    expect(version).toMatchObject({ version: 2, kept: 5, from: '2026-06-11' })
    expect(version?.rows).toHaveLength(9)
    expect(state.terms.method).toBe('equal-principal')
  })
})

describe('a write-off', () => {
  const written = after(aCourse(aContract()), { kind: 'write-off', on: '2026-12-31' })

  it('takes the principal off the books and keeps every claim in memory', () => {
    expect(written.state).toMatchObject({ status: 'written-off', balance: yuan('300000') })
    const { owed } = standingOn(written.state, on('2026-12-31'))
    expect(written.effects.at(-1)?.postings).toEqual([
      { debit: 'allowance', credit: 'loan', amount: yuan('300000') },
      { debit: 'written-off-claims', credit: 'written-off-claims-contra', amount: owed.total },
    ])
  })

  it('ends late interest', () => {
    const [then, later] = ['2026-12-31', '2028-12-31'].map(
      (day) => standingOn(written.state, on(day)).owed.total,
    )
    expect(later).toBe(then)
  })

  it('charges interest that stood on the balance sheet to the allowance as well', () => {
    const early = after(aCourse(aContract()), { kind: 'write-off', on: '2026-03-01' })
    expect(early.state.chargedOffInterest).toBe(yuan('1087.50') + yuan('1059.17') + 0)
    expect(early.effects.at(-1)?.postings).toContainEqual({
      debit: 'allowance',
      credit: 'interest-receivable',
      amount: early.state.chargedOffInterest,
    })
  })

  it('is followed by recoveries, principal first, until nothing is left', () => {
    const some = after(written, { kind: 'recovery', on: '2027-03-01', amount: yuan('1000') })
    expect(some.effects.at(-1)?.postings).toEqual([
      { debit: 'written-off-claims-contra', credit: 'written-off-claims', amount: yuan('1000') },
      { debit: 'money', credit: 'allowance', amount: yuan('1000') },
    ])
    const { total } = standingOn(some.state, on('2027-04-01')).owed
    const all = after(some, { kind: 'recovery', on: '2027-04-01', amount: total })
    expect(all.state).toMatchObject({ status: 'settled', balance: 0 })
  })

  it('is not the time for a repayment', () => {
    const event = next(written, { kind: 'repayment', on: '2027-01-01', amount: yuan('1') })
    expect(() => applyEvent(written.state, event)).toThrow('cannot-repayment-when-written-off')
  })
})

describe('interest of a grace period', () => {
  it('joins the principal on the due day and is repaid with it', () => {
    const contract = aContract({ periods: 6, interestGrace: 2, graceInterest: 'capitalised' })
    const course = after(aCourse(contract), {
      kind: 'repayment',
      on: '2026-04-01',
      amount: yuan('1000'),
    })
    const [first, second] = course.state.instalments
    expect(first).toMatchObject({ interest: 0, capitalised: yuan('1087.5') })
    expect(course.state.capitalised).toBe((first?.capitalised ?? 0) + (second?.capitalised ?? 0))
  })
})
