import { describe, expect, it } from 'vitest'

import type { ServicingTerms } from '../servicing-terms.ts'
import { balancesByRole, checkCourse } from './check-course.ts'
import { aContract, aCourse, next, on, yuan } from './course-examples.ts'
import { replay } from './course.ts'
import { enterEvent } from './enter.ts'
import type { Effect } from './loan-state.ts'
import { standingOn } from './standing.ts'
import { statementLines } from './statement.ts'

const paysAhead: Partial<ServicingTerms> = { overpayment: 'pays-ahead' }

/** The first instalment paid on its day, and with it the second: interest 1,059.17, principal 7,844.81. */
function aLoanPaidAhead() {
  return aCourse(aContract({}, paysAhead), [
    { kind: 'repayment', on: '2026-02-01', amount: yuan('17807.96') },
  ])
}

function sums({ allocations }: Effect) {
  const found: Record<string, number> = {}
  for (const { how, source, part, amount } of allocations) {
    const key = [how, source, part].filter((word) => word !== null).join(' ')
    found[key] = (found[key] ?? 0) + amount
  }
  return found
}

describe('an early repayment of a loan whose next instalment was paid ahead', () => {
  it('gives interest back that is not earned any more, against the principal of the payoff', () => {
    const course = aLoanPaidAhead()
    expect(course.state.balance).toBe(yuan('284338.71'))
    // Ten days of the 28 to the first of March: 378.27 of the 1,059.17 is earned, 680.90 is not.
    const { payoff } = standingOn(course.state, on('2026-02-11'))
    expect(payoff).toMatchObject({
      principal: yuan('292183.52'),
      interest: yuan('378.27'),
      held: yuan('8903.98'),
      total: yuan('283657.81'),
    })
    const amount = yuan('283657.81')
    const settled = enterEvent(
      course,
      next(course, { kind: 'prepayment', mode: 'settle', on: '2026-02-11', amount }),
    )
    expect(settled.state).toMatchObject({ status: 'settled', balance: 0, held: 0 })
    const [effect] = settled.added
    expect(effect && sums(effect)).toEqual({
      'returned interest': yuan('1059.17'),
      'returned principal': yuan('7844.81'),
      'paid held interest': yuan('378.27'),
      'paid held principal': yuan('8525.71'),
      'paid money principal': amount,
    })
    expect(effect?.postings).toEqual([
      { debit: 'interest-receivable', credit: 'held', amount: yuan('680.90') },
      { debit: 'held', credit: 'loan', amount: yuan('680.90') },
      { debit: 'money', credit: 'loan', amount },
    ])
    expect(checkCourse(settled)).toEqual([])
    const kept = yuan('1087.50') + yuan('378.27')
    expect(balancesByRole(settled.effects)).toMatchObject({
      'interest-receivable': -kept,
      money: kept,
    })
  })

  it('says on the statement what was given back, nothing below zero', () => {
    const course = aLoanPaidAhead()
    const amount = yuan('283657.81')
    const told = { kind: 'prepayment', mode: 'settle', on: '2026-02-11', amount } as const
    const line = statementLines(enterEvent(course, next(course, told)).effects).at(-1)
    expect(line).toMatchObject({
      paid: { principal: yuan('284338.71'), interest: 0 },
      returned: yuan('680.90'),
      held: 0,
      balance: 0,
    })
  })

  it.each(['same-term', 'same-instalment'] as const)(
    'keeps what was paid ahead when only a part is repaid, %s',
    (mode) => {
      const course = aLoanPaidAhead()
      const amount = yuan('50000')
      const part = enterEvent(
        course,
        next(course, { kind: 'prepayment', mode, on: '2026-02-11', amount }),
      )
      const { state } = part
      expect(checkCourse(part)).toEqual([])
      // March bears the interest of the rest of February only: what was paid ahead covers it first.
      const toCome = state.instalments.filter(({ dueOn }) => dueOn > '2026-02-11')
      const paidAhead = toCome.flatMap(({ paid }) => Object.values(paid))
      expect(paidAhead.reduce((sum, paid) => sum + paid, 0) + state.held).toBe(yuan('8903.98'))
      expect(toCome[0]?.paid.interest).toBe(toCome[0]?.interest)
      const principalAhead = toCome.reduce((sum, { paid }) => sum + paid.principal, 0)
      expect(state.balance).toBe(yuan('292183.52') - yuan('49621.73') - principalAhead)
    },
  )
})

describe('money paid ahead when the schedule is made anew', () => {
  it('stays the customer’s: held, where nothing is due, and paid out on demand', () => {
    const course = aLoanPaidAhead()
    const terms = {
      method: 'bullet',
      frequency: 'monthly',
      periods: 12,
      firstDueOn: '2027-02-11',
      annualRate: 4_350_000,
    }
    const restructuring = { kind: 'restructuring', on: '2026-02-11', terms, capitalises: [] }
    const entry = enterEvent(course, next(course, restructuring as never))
    expect(checkCourse(entry)).toEqual([])
    const effect = entry.added.at(-1)
    const given = effect?.allocations.filter(({ how }) => how === 'returned')
    expect(given?.map(({ part, amount }) => [part, amount])).toEqual(
      expect.arrayContaining([
        ['interest', yuan('1059.17')],
        ['principal', yuan('7844.81')],
      ]),
    )
  })

  it('is spent again on the instalments of a new rate', () => {
    const course = aLoanPaidAhead()
    const reset = { kind: 'rate-reset', on: '2026-02-11', annualRate: 3_850_000 } as const
    const entry = enterEvent(course, next(course, reset))
    expect(checkCourse(entry)).toEqual([])
    const [, march, april] = entry.state.instalments
    expect(march?.paid).toMatchObject({ interest: march?.interest, principal: march?.principal })
    expect(april?.paid.interest).toBeGreaterThan(0)
    expect(entry.state.held).toBe(0)
  })
})

describe('a loan paid so far ahead that settling costs nothing', () => {
  const short = aCourse(aContract({ periods: 2 }, paysAhead), [
    { kind: 'repayment', on: '2026-01-11', amount: yuan('301631.00') },
  ])
  const settled = (amount: string) =>
    enterEvent(
      short,
      next(short, { kind: 'prepayment', mode: 'settle', on: '2026-01-11', amount: yuan(amount) }),
    )

  it('is settled for nothing, and interest not earned is held for the customer', () => {
    const left = short.state.instalments.at(-1)
    expect((left?.principal ?? 0) - (left?.paid.principal ?? 0)).toBeGreaterThan(0)
    // 300,000 and ten of the 31 days of January's 1,087.50.
    const { payoff } = standingOn(short.state, on('2026-01-11'))
    const owed = yuan('300000') + yuan('350.81')
    expect(payoff).toMatchObject({ held: yuan('301631'), total: owed - yuan('301631') })
    const entry = settled('0')
    expect(entry.state).toMatchObject({
      status: 'settled',
      balance: 0,
      held: -(payoff?.total ?? 0),
    })
    expect(checkCourse(entry)).toEqual([])
  })

  it('keeps what is brought beyond that', () => {
    expect(settled('5').state.held).toBe(yuan('301631') - yuan('300350.81') + yuan('5'))
  })
})

describe('money paid ahead while interest of a grace period is still to join the principal', () => {
  it('goes to no more principal than was drawn, and waits for the rest', () => {
    const inGrace = {
      method: 'equal-principal',
      interestGrace: 2,
      graceInterest: 'capitalised',
    } as const
    const course = aCourse(aContract(inGrace, paysAhead), [
      { kind: 'repayment', on: '2026-02-01', amount: yuan('400000') },
    ])
    expect(course.state).toMatchObject({ balance: 0, status: 'active' })
    expect(course.state.held).toBeGreaterThan(0)
    expect(checkCourse(course)).toEqual([])
    // The interest of the second month joins the principal, and the money held pays it.
    const { state } = replay(course.contract, course.events, { through: on('2026-03-01') })
    expect(state).toMatchObject({ balance: 0, status: 'settled' })
    expect(state.held).toBeLessThan(course.state.held)
    expect(checkCourse({ ...course, state })).toEqual([])
  })
})
