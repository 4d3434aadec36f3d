import { describe, expect, it } from 'vitest'

import { parseRate } from '../../rate.ts'
import { type ServicingTerms, usualServicing } from '../servicing-terms.ts'
import { aContract, aCourse, eventsOf, next, on, yuan } from './course-examples.ts'
import { applyEvent, openCourse } from './course.ts'
import type { LoanState } from './loan-state.ts'
import { owedByInstalment, standingOn } from './standing.ts'

function rowsAfter(state: LoanState, day: string) {
  return state.instalments
    .filter(({ dueOn }) => dueOn > day)
    .map(({ principal, interest }) => [principal, interest, principal + interest])
}

const penaltyOff: Partial<ServicingTerms> = {
  penalty: { ...usualServicing.penalty, isWaived: true },
}

describe('late interest', () => {
  const course = aCourse(aContract(), [
    { kind: 'repayment', on: '2026-02-01', amount: yuan('8903.98') },
  ])

  it('is 42.66 and 5.76 on the published instalment thirty days late', () => {
    const { owed, daysPastDue } = standingOn(course.state, on('2026-03-31'))
    expect(daysPastDue).toBe(30)
    expect(owed).toMatchObject({
      principal: 784_481,
      interest: 105_917,
      penalty: 4_266,
      compound: 576,
    })
  })

  it('is none on the due day itself', () => {
    const { owed, overdue, daysPastDue } = standingOn(course.state, on('2026-03-01'))
    expect([owed.total, overdue.total, daysPastDue]).toEqual([890_398, 0, 0])
  })

  it('compounds at the contract rate before maturity where that is agreed', () => {
    const penalty = {
      ...usualServicing.penalty,
      compoundsAt: 'contract-rate-until-maturity' as const,
    }
    const { state } = aCourse(aContract({ periods: 2 }, { penalty }))
    const [first] = state.instalments
    const before = standingOn(state, on('2026-03-01')).owed.compound
    expect(before).toBe(Math.round(((first?.interest ?? 0) * 0.0435 * 28) / 360))
    const after = standingOn(state, on('2026-03-31')).owed.compound
    expect(after).toBeGreaterThan(2 * before)
  })

  it('takes the penalty of ended months into what compounds where that is agreed', () => {
    const penalty = { ...usualServicing.penalty, compoundsOn: 'interest-and-penalty' as const }
    const { state } = aCourse(aContract({}, { penalty }))
    const month = (yuan('7816.48') * 0.06525 * 28) / 360
    const base = yuan('1087.50')
    const compound = (base * 28 + (base + Math.round(month)) * 10) * (0.06525 / 360)
    const [first] = owedByInstalment(state, on('2026-03-11'))
    expect(first?.compound).toBe(Math.round(compound))
  })

  it('leaves an instalment alone that is paid within the days of grace', () => {
    const penalty = { ...usualServicing.penalty, graceDays: 3 }
    const { state } = aCourse(aContract({}, { penalty }))
    expect(standingOn(state, on('2026-02-04')).owed.penalty).toBe(0)
    const fourDays = Math.round((yuan('7816.48') * 0.06525 * 4) / 360)
    expect(standingOn(state, on('2026-02-05')).owed.penalty).toBe(fourDays)
  })

  it('does not depend on how often the instalment was paid in between', () => {
    const { state } = aCourse(aContract({}, { overpayment: 'held' }))
    const whole = standingOn(state, on('2026-06-30')).owed.penalty
    const fees = Array.from({ length: 20 }, (_, index) => ({
      kind: 'fee' as const,
      on: `2026-02-${String(index + 5).padStart(2, '0')}`,
      code: 'notice',
      amount: 1,
    }))
    const looked = aCourse(aContract(), fees)
    expect(standingOn(looked.state, on('2026-06-30')).owed.penalty).toBe(whole)
  })

  it('takes the heavier uplift when an overdue loan is also misused, and charges the rest of it too', () => {
    const { state } = aCourse(aContract(), [{ kind: 'misuse', on: '2026-02-01', isOver: false }])
    const { owed } = standingOn(state, on('2026-03-01'))
    const overdue = (yuan('7816.48') * 0.087 * 28) / 360
    const notDue = (yuan('292183.52') * 0.0435 * 28) / 360
    expect(owed.penalty).toBe(Math.round(overdue) + Math.round(notDue))
  })
})

describe('early repayment', () => {
  const contract = aContract({
    principal: yuan('100000'),
    annualRate: parseRate('4.9'),
    periods: 120,
  })
  const paid = Array.from({ length: 12 }, (_, month) => ({
    kind: 'repayment' as const,
    on: `${month < 11 ? 2026 : 2027}-${String(((month + 1) % 12) + 1).padStart(2, '0')}-01`,
    amount: yuan('1055.77'),
  }))
  const course = aCourse(contract, paid)
  const prepaid = (mode: string, amount = yuan('20000')) =>
    applyEvent(course.state, next(course, { kind: 'prepayment', on: '2027-01-01', mode, amount }))
      .state

  it('of part makes a new instalment over the same term', () => {
    expect(course.state.balance).toBe(yuan('92053.89'))
    const rows = rowsAfter(prepaid('same-term'), '2027-01-01')
    expect(rows).toHaveLength(108)
    expect(rows[0]?.[2]).toBe(yuan('826.39'))
  })

  it('of part keeps the instalment and ends sooner', () => {
    const rows = rowsAfter(prepaid('same-instalment'), '2027-01-01')
    expect(rows).toHaveLength(81)
    expect(rows[0]?.[2]).toBe(yuan('1055.77'))
    expect(rows.at(-1)?.[2]).toBe(yuan('173.46'))
  })

  it('keeps the rows that had fallen due and gives the new ones a version', () => {
    const state = prepaid('same-term')
    expect(state.instalments.slice(0, 12)).toEqual(course.state.instalments.slice(0, 12))
    expect(state.instalments[12]).toMatchObject({
      kind: 'prepayment',
      version: 2,
      dueOn: '2027-01-01',
    })
  })

  it('settles to the cent, with the interest of the days since the last due day', () => {
    const { payoff } = standingOn(course.state, on('2027-01-16'))
    const interest = Math.round((yuan('92053.89') * 0.049 * 15) / 12 / 31)
    expect(payoff).toMatchObject({
      principal: yuan('92053.89'),
      interest,
      total: yuan('92053.89') + interest,
    })
    const less = next(course, {
      kind: 'prepayment',
      on: '2027-01-16',
      mode: 'settle',
      amount: (payoff?.total ?? 0) - 1,
    })
    expect(() => applyEvent(course.state, less)).toThrow('less-than-payoff')
    const { state } = applyEvent(course.state, {
      ...less,
      amount: payoff?.total ?? 0,
    } as typeof less)
    expect(state).toMatchObject({ status: 'settled', balance: 0, held: 0 })
  })

  it.each([
    { day: '2024-02-15', principal: '83.57', interest: '0.24' },
    { day: '2024-02-01', principal: '83.57', interest: '0.00' },
  ])(
    'owes $principal and $interest on $day of the published loan',
    ({ day, principal, interest }) => {
      const published = aContract({
        principal: yuan('100'),
        annualRate: parseRate('7'),
        periods: 6,
        disbursedOn: on('2024-01-01'),
        firstDueOn: on('2024-02-01'),
      })
      const { state } = aCourse(published, [
        { kind: 'repayment', on: '2024-02-01', amount: yuan('17.01') },
      ])
      const { payoff } = standingOn(state, on(day))
      expect(payoff).toMatchObject({ principal: yuan(principal), interest: yuan(interest) })
    },
  )

  it('charges its share of the principal until the free months have passed', () => {
    const prepayment = { ...usualServicing.prepayment, fee: parseRate('1'), feeFreeAfterMonths: 6 }
    const { state } = aCourse(aContract({}, { prepayment }))
    expect(standingOn(state, on('2026-01-16')).payoff?.prepaymentFee).toBe(yuan('3000'))
    expect(standingOn(state, on('2026-07-01')).payoff?.prepaymentFee).toBe(0)
  })

  it('pays the charge out of the money and repays the rest of it', () => {
    const prepayment = { ...usualServicing.prepayment, fee: parseRate('1') }
    const charged = aCourse(aContract({}, { prepayment }), [
      { kind: 'repayment', on: '2026-02-01', amount: yuan('8903.98') },
      { kind: 'prepayment', on: '2026-02-01', mode: 'same-term', amount: yuan('10100') },
    ])
    expect(charged.state.balance).toBe(yuan('292183.52') - yuan('10000'))
    expect(charged.state.fees).toMatchObject([
      { code: 'prepayment', amount: yuan('100'), paid: yuan('100') },
    ])
  })

  it.each([
    { mode: 'same-term', amount: '92053.89', reason: 'settles-the-loan' },
    { mode: 'same-instalment', amount: '100000', reason: 'settles-the-loan' },
    { mode: 'settle', amount: '92053.88', reason: 'less-than-payoff' },
  ])('is refused: $reason', ({ mode, amount, reason }) => {
    expect(() => prepaid(mode, yuan(amount))).toThrow(reason)
  })

  it('is refused where the contract does not allow it, or below its minimum', () => {
    const event = {
      kind: 'prepayment' as const,
      on: '2026-01-10',
      mode: 'same-term',
      amount: yuan('999'),
    }
    const never = { ...usualServicing.prepayment, modes: [] }
    const large = { ...usualServicing.prepayment, minimum: yuan('1000') }
    const [a, b] = [never, large].map((prepayment) => aCourse(aContract({}, { prepayment })))
    if (!a || !b) throw new Error('two courses')
    expect(() => applyEvent(a.state, next(a, event))).toThrow('prepayment-not-agreed')
    expect(() => applyEvent(b.state, next(b, event))).toThrow('below-prepayment-minimum')
  })

  it('collects the interest so far with the next instalment where that is agreed', () => {
    const prepayment = { ...usualServicing.prepayment, interest: 'with-next-instalment' as const }
    const half = aCourse(aContract({ dayCount: 'act/360' }, { prepayment }), [
      { kind: 'prepayment', on: '2026-01-16', mode: 'same-term', amount: yuan('100000') },
    ])
    expect(half.state.instalments[0]).toMatchObject({ principal: yuan('100000'), interest: 0 })
    const interest =
      Math.round((yuan('300000') * 0.0435 * 15) / 360) +
      Math.round((yuan('200000') * 0.0435 * 16) / 360)
    expect(half.state.instalments[1]).toMatchObject({ dueOn: '2026-02-01', interest })
  })
})

describe('money beyond what is due', () => {
  const told = [{ kind: 'repayment' as const, on: '2026-02-01', amount: yuan('9903.98') }]

  it('is held and pays by itself when the next instalment falls due', () => {
    const { state } = aCourse(aContract(), told)
    expect(state).toMatchObject({ held: yuan('1000'), balance: yuan('292183.52') })
    const { owed, held } = standingOn(state, on('2026-03-01'))
    expect([owed.total, held]).toEqual([yuan('7903.98'), 0])
  })

  it('pays the next instalment at once where that is agreed', () => {
    const { state } = aCourse(aContract({}, { overpayment: 'pays-ahead' }), told)
    expect(state.held).toBe(0)
    expect(state.instalments[1]?.paid).toMatchObject({ interest: yuan('1000'), principal: 0 })
  })

  it('is given back on request, no more than is held', () => {
    const course = aCourse(aContract(), told)
    const refund = (amount: string) =>
      applyEvent(
        course.state,
        next(course, { kind: 'refund', on: '2026-02-03', amount: yuan(amount) }),
      )
    expect(() => refund('1000.01')).toThrow('more-than-held')
    const { state, effects } = refund('400')
    expect(state.held).toBe(yuan('600'))
    expect(effects[0]?.postings).toEqual([{ debit: 'held', credit: 'money', amount: yuan('400') }])
  })

  it('paid ahead comes back when the schedule changes and pays the new one', () => {
    const course = aCourse(aContract({}, { overpayment: 'pays-ahead' }), told)
    const reset = next(course, { kind: 'rate-reset', on: '2026-02-10', annualRate: parseRate('4') })
    const { state, effects } = applyEvent(course.state, reset)
    expect(state.instalments[1]).toMatchObject({ version: 2, paid: { interest: yuan('1000') } })
    expect(state.held).toBe(0)
    const signed = effects[0]?.allocations.map(({ how, amount }) =>
      how === 'returned' ? -amount : amount,
    )
    expect(signed?.reduce((sum, amount) => sum + amount, 0)).toBe(0)
  })
})

describe('the order of payment', () => {
  const late = (servicing: Partial<ServicingTerms>, day: string, amount: string) =>
    aCourse(aContract({}, servicing), [{ kind: 'repayment', on: day, amount: yuan(amount) }]).state

  it('takes late interest, interest and principal of the oldest instalment first', () => {
    const [first, second] = late({}, '2026-03-02', '1200').instalments
    expect(first?.paid.penalty).toBeGreaterThan(0)
    expect(first?.paid.interest).toBe(first?.interest)
    expect(second?.paid.interest).toBe(0)
  })

  it('takes a part across all instalments before the next part where that is agreed', () => {
    const waterfall = { ...usualServicing.waterfall, spends: 'part-first' as const }
    const [first, second] = late({ waterfall, ...penaltyOff }, '2026-03-02', '2200').instalments
    expect(second?.paid.interest).toBe(second?.interest)
    expect(first?.paid.principal).toBe(yuan('2200') - yuan('1087.50') - yuan('1059.17'))
  })

  it('takes principal first from the ninety-first day on', () => {
    expect(late({}, '2026-05-02', '100').instalments[0]?.paid.principal).toBe(0)
    expect(late({}, '2026-05-03', '100').instalments[0]?.paid.principal).toBe(yuan('100'))
  })
})

describe('charges and what is forgiven', () => {
  const fees: ServicingTerms['fees'] = [
    {
      code: 'opening',
      name: '手续费',
      payee: '贷款人',
      charged: 'at-drawdown',
      basis: { kind: 'share', share: parseRate('0.5') },
    },
    {
      code: 'service',
      name: '服务费',
      payee: '贷款人',
      charged: 'each-instalment',
      basis: { kind: 'amount', amount: yuan('5') },
    },
  ]

  it('are due with the drawdown and with each instalment', () => {
    const { state } = aCourse(aContract({}, { fees }))
    expect(standingOn(state, on('2026-01-01')).owed.fee).toBe(yuan('1500'))
    expect(standingOn(state, on('2026-02-01')).owed.fee).toBe(yuan('1505'))
  })

  it('can be charged by hand and forgiven, never beyond what is owed', () => {
    const course = aCourse(aContract(), [
      { kind: 'fee', on: '2026-01-10', code: 'notice', amount: yuan('80') },
    ])
    const waive = (amount: string) =>
      applyEvent(
        course.state,
        next(course, { kind: 'waiver', on: '2026-01-11', part: 'fee', amount: yuan(amount) }),
      )
    expect(() => waive('80.01')).toThrow('more-than-owed')
    expect(standingOn(waive('30').state, on('2026-01-11')).owed.fee).toBe(yuan('50'))
    expect(waive('30').effects[0]?.postings).toEqual([])
  })
})

describe('several drawdowns', () => {
  it('share one schedule, as the published loan of 100 and 200 a week later', () => {
    const contract = aContract({
      principal: yuan('300'),
      annualRate: parseRate('9.4822'),
      periods: 6,
      disbursedOn: on('2024-01-01'),
      firstDueOn: on('2024-02-01'),
      rounding: 'half-even',
    })
    const course = aCourse({ ...contract, terms: { ...contract.terms, principal: yuan('100') } })
    const { state } = applyEvent(
      { ...course.state, contract },
      next(course, { kind: 'drawdown', on: '2024-01-08', amount: yuan('200') }),
    )
    const rows = rowsAfter(state, '2024-01-08')
    expect(rows.map(([, interest]) => interest)).toEqual([202, 198, 159, 120, 80, 40])
    expect(rows.map(([, , total]) => total)).toEqual([5133, 5133, 5133, 5133, 5133, 5134])
  })

  it('stay within the commitment and stop while anything is overdue', () => {
    const contract = aContract()
    const [half] = eventsOf([{ kind: 'drawdown', on: '2026-01-01', amount: yuan('150000') }])
    if (!half) throw new Error('one event')
    const { state } = applyEvent(openCourse(contract), half)
    const draw = (day: string, amount: string) =>
      applyEvent(
        state,
        next({ events: [half] }, { kind: 'drawdown', on: day, amount: yuan(amount) }),
      )
    expect(draw('2026-01-20', '150000').state).toMatchObject({ drawn: yuan('300000'), version: 2 })
    expect(() => draw('2026-01-20', '150000.01')).toThrow('above-commitment')
    expect(draw('2026-02-01', '1').state.drawn).toBe(yuan('150001'))
    expect(() => draw('2026-02-02', '1')).toThrow('overdue')
  })
})
