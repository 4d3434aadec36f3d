import { describe, expect, it } from 'vitest'

import { parseRate } from '../../rate.ts'
import { balancesByRole, checkCourse } from './check-course.ts'
import { aContract, aCourse, next, on, yuan } from './course-examples.ts'
import { applyEvent, replay } from './course.ts'
import { enterEvent } from './enter.ts'
import { standingOn } from './standing.ts'

const second = { kind: 'repayment' as const, on: '2026-03-10', amount: yuan('17900') }
const late = aCourse(aContract(), [second])
const backdated = next(late, { kind: 'repayment', on: '2026-02-01', amount: yuan('8903.98') })

describe('a backdated entry', () => {
  const entry = enterEvent(late, backdated)

  it('comes to what it would have been in time', () => {
    const inTime = aCourse(aContract(), [
      { ...second, on: '2026-02-01', amount: yuan('8903.98') },
      second,
    ])
    expect(entry.isReplayed).toBe(true)
    expect(entry.state.balance).toBe(inTime.state.balance)
    expect(standingOn(entry.state, on('2026-04-01')).owed).toEqual(
      standingOn(inTime.state, on('2026-04-01')).owed,
    )
    expect(checkCourse(entry)).toEqual([])
  })

  it('books the difference: old postings back, new ones in, with their value days', () => {
    const { reversed, posted, changedEvents } = entry.difference
    expect(changedEvents.toSorted()).toEqual(['e2', 'e3'])
    expect(new Set(reversed.map(({ eventId, valueOn }) => `${eventId} ${valueOn}`))).toEqual(
      new Set(['e2 2026-03-10']),
    )
    expect(posted).toContainEqual({
      debit: 'money',
      credit: 'loan',
      amount: yuan('7816.48'),
      valueOn: '2026-02-01',
      eventId: 'e3',
    })
  })

  it('leaves the ledger where the new course says it is', () => {
    const booked: Record<string, number> = { ...balancesByRole(late.effects) }
    const book = (role: string, amount: number) => (booked[role] = (booked[role] ?? 0) + amount)
    for (const { debit, credit, amount } of entry.difference.reversed) {
      book(debit, -amount)
      book(credit, amount)
    }
    for (const { debit, credit, amount } of entry.difference.posted) {
      book(debit, amount)
      book(credit, -amount)
    }
    const wanted = balancesByRole(entry.effects)
    for (const [role, amount] of Object.entries(booked)) {
      expect(amount, role).toBe(wanted[role as keyof typeof wanted] ?? 0)
    }
  })

  it('has the late interest of the time before taken back', () => {
    expect(late.state.instalments[0]?.paid.penalty).toBeGreaterThan(0)
    expect(entry.state.instalments[0]?.paid.penalty).toBe(0)
  })

  it('before the first drawdown is refused', () => {
    const event = next(late, { kind: 'repayment', on: '2025-12-31', amount: yuan('1') })
    expect(() => enterEvent(late, event)).toThrow('cannot-repayment-when-undrawn')
  })

  it('that makes a later event impossible is refused', () => {
    const prepaid = aCourse(aContract(), [
      { kind: 'prepayment', on: '2026-01-20', mode: 'same-term', amount: yuan('200000') },
    ])
    const event = next(prepaid, {
      kind: 'prepayment',
      on: '2026-01-10',
      mode: 'same-term',
      amount: yuan('250000'),
    })
    expect(() => enterEvent(prepaid, event)).toThrow('later-event-impossible')
  })

  it('never loses money: a later payment that nothing asks for any more is held', () => {
    const paid = aCourse(aContract({ periods: 2 }), [
      { kind: 'repayment', on: '2026-03-01', amount: yuan('301000') },
    ])
    const settle = { mode: 'settle', on: '2026-01-15' }
    const { payoff } = standingOn(aCourse(paid.contract).state, on(settle.on))
    const event = next(paid, { kind: 'prepayment', ...settle, amount: payoff?.total })
    const { state } = enterEvent(paid, event)
    expect(state).toMatchObject({ status: 'settled', held: yuan('301000') })
  })
})

describe('a reversal', () => {
  it('makes the loan as if the event had never been', () => {
    const told = aCourse(aContract(), [
      second,
      { kind: 'rate-reset', on: '2026-03-20', annualRate: parseRate('4') },
    ])
    const entry = enterEvent(told, next(told, { kind: 'reversal', on: '2026-04-02', of: 'e2' }))
    const never = aCourse(aContract(), [
      { kind: 'rate-reset', on: '2026-03-20', annualRate: parseRate('4') },
    ])
    expect(entry.state.instalments).toEqual(never.state.instalments)
    expect(entry.difference.posted).toEqual([])
    expect(entry.difference.reversed.every(({ eventId }) => eventId === 'e2')).toBe(true)
    expect(checkCourse(entry)).toEqual([])
  })

  it('can itself be taken back', () => {
    const once = enterEvent(late, next(late, { kind: 'reversal', on: '2026-04-02', of: 'e2' }))
    const twice = enterEvent(once, next(once, { kind: 'reversal', on: '2026-04-03', of: 'e3' }))
    expect(twice.state.instalments).toEqual(late.state.instalments)
    expect(twice.difference.posted).toEqual(once.difference.reversed)
  })

  it.each([
    { of: 'e9', reason: 'no-such-event' },
    { of: 'e1', reason: 'later-event-impossible' },
  ])('of $of is refused: $reason', ({ of, reason }) => {
    expect(() => enterEvent(late, next(late, { kind: 'reversal', on: '2026-04-02', of }))).toThrow(
      reason,
    )
  })

  it('happens once', () => {
    const once = enterEvent(late, next(late, { kind: 'reversal', on: '2026-04-02', of: 'e2' }))
    const again = next(once, { kind: 'reversal', on: '2026-04-02', of: 'e2' })
    expect(() => enterEvent(once, again)).toThrow('already-reversed')
  })
})

describe('a loan as of a day', () => {
  it('is its replay up to that day', () => {
    const then = replay(late.contract, late.events, { through: on('2026-03-09') }).state
    expect(then.balance).toBe(yuan('300000'))
    expect(standingOn(then, on('2026-03-09')).daysPastDue).toBe(36)
    expect(() => standingOn(late.state, on('2026-03-09'))).toThrow(RangeError)
  })

  it('takes no event out of order except through its course', () => {
    expect(() => applyEvent(late.state, backdated)).toThrow('not-in-date-order')
  })
})
