import { describe, expect, it } from 'vitest'

import { checkCourse } from './check-course.ts'
import { aContract, aCourse, next, on, yuan } from './course-examples.ts'
import { enterEvent } from './enter.ts'
import { explainPenalty } from './explain.ts'
import { owedByInstalment, standingOn } from './standing.ts'

const found = (day: string, amount?: string) => ({
  kind: 'misuse' as const,
  on: day,
  isOver: false,
  ...(amount !== undefined && { amount: yuan(amount) }),
})

const penaltyOf = (course: ReturnType<typeof aCourse>, number: number, day: string) =>
  owedByInstalment(course.state, on(day)).find((row) => row.number === number)?.penalty

describe('misuse of an amount', () => {
  it('bears the uplift on the amount alone while nothing is overdue', () => {
    // 120,000 × 4.35 % × 100 % × 21 ÷ 360.
    const course = aCourse(aContract(), [found('2026-01-11', '120000')])
    expect(penaltyOf(course, 1, '2026-02-01')).toBe(yuan('304.50'))
    const whole = aCourse(aContract(), [found('2026-01-11')])
    expect(penaltyOf(whole, 1, '2026-02-01')).toBe(yuan('761.25'))
    expect(checkCourse(course)).toEqual([])
  })

  it('leaves the principal that is overdue first to the uplift for being late', () => {
    const course = aCourse(aContract(), [found('2026-01-11', '120000')])
    // 7,816.48 × 4.35 % × 150 % × 28 ÷ 360 beside the 304.50; 120,000 × 4.35 % × 28 ÷ 360 on the next.
    expect(penaltyOf(course, 1, '2026-03-01')).toBe(yuan('344.17'))
    expect(penaltyOf(course, 2, '2026-03-01')).toBe(yuan('406.00'))
  })

  it('lies in what falls due last, and there bears the heavier uplift once that is overdue', () => {
    const course = aCourse(aContract({ periods: 2 }), [found('2026-02-01', '200000')])
    const [first, second] = course.state.instalments
    const [due, last] = [first?.principal ?? 0, second?.principal ?? 0]
    const inFirst = yuan('200000') - last
    expect(inFirst).toBeGreaterThan(0)
    const share = (amount: number, rate: number, days: number) => (amount * rate * days) / 360
    // Twenty-eight days of March's instalment not due, then thirty days with both overdue.
    const firstPenalty = share(due, 0.06525, 58) + share(inFirst, 0.02175, 58)
    const secondPenalty = share(last, 0.0435, 28) + share(last, 0.06525 + 0.02175, 30)
    expect(penaltyOf(course, 1, '2026-03-31')).toBe(Math.round(firstPenalty))
    expect(penaltyOf(course, 2, '2026-03-31')).toBe(Math.round(secondPenalty))
    const { lines, owed } = explainPenalty(course.state, 2, on('2026-03-31'))
    expect(lines.map(({ kind, base, share: part }) => [kind, base, part])).toEqual([
      ['misuse', last, 100_000_000],
      ['overdue', last, 150_000_000],
      ['misuse', last, 50_000_000],
    ])
    expect(owed).toBe(Math.round(secondPenalty))
  })

  it('is what is left of the loan once less is owed than was misused', () => {
    const before = aCourse(aContract({ periods: 2 }), [found('2026-01-11', '200000')])
    const { total } = standingOn(before.state, on('2026-02-01')).owed
    const paid = { kind: 'repayment', on: '2026-02-01', amount: total } as const
    const course = enterEvent(before, next(before, paid))
    const left = course.state.instalments[1]?.principal ?? 0
    expect(left).toBeLessThan(yuan('200000'))
    const penalty = standingOn(course.state, on('2026-03-01')).owed.penalty
    expect(penalty).toBe(Math.round((left * 0.0435 * 28) / 360))
  })

  it('can become another amount, or be put right', () => {
    const course = aCourse(aContract(), [
      found('2026-01-11', '120000'),
      found('2026-01-16', '60000'),
      { kind: 'misuse', on: '2026-01-21', isOver: true },
    ])
    // Five days of 120,000 and five of 60,000.
    expect(penaltyOf(course, 1, '2026-02-01')).toBe(yuan('108.75'))
  })

  it.each([
    [
      'the same amount again',
      [found('2026-01-11', '5000')],
      found('2026-01-12', '5000'),
      'misuse-unchanged',
    ],
    ['the whole twice', [found('2026-01-11')], found('2026-01-12'), 'misuse-unchanged'],
    ['more than is owed', [], found('2026-01-12', '300000.01'), 'above-balance'],
    [
      'an end of none',
      [],
      { kind: 'misuse' as const, on: '2026-01-12', isOver: true },
      'misuse-unchanged',
    ],
  ])('is refused for %s', (_, before, event, reason) => {
    const course = aCourse(aContract(), before)
    expect(() => enterEvent(course, next(course, event))).toThrow(reason)
  })
})

describe('a waiver', () => {
  const course = aCourse(aContract(), [
    { kind: 'fee', on: '2026-01-05', code: 'notice', amount: yuan('30') },
    { kind: 'fee', on: '2026-01-06', code: 'valuation', amount: yuan('500') },
  ])
  const waived = (only: object | undefined, amount: string) =>
    enterEvent(
      course,
      next(course, {
        kind: 'waiver',
        on: '2026-01-07',
        part: 'fee',
        amount: yuan(amount),
        ...(only && { only }),
      }),
    )

  it('may choose one charge, and leaves the others owed', () => {
    const { state } = waived({ eventId: 'e3', code: 'valuation' }, '500')
    expect(state.fees.map((fee) => fee.waived)).toEqual([0, yuan('500')])
    expect(standingOn(state, on('2026-01-07')).owed.fee).toBe(yuan('30'))
  })

  it('forgives the oldest first where none is chosen', () => {
    const { state } = waived(undefined, '40')
    expect(state.fees.map((fee) => fee.waived)).toEqual([yuan('30'), yuan('10')])
  })

  it('may choose one instalment', () => {
    const late = aCourse(aContract())
    const asked = { kind: 'waiver', on: '2026-03-31', part: 'penalty', amount: 500 } as const
    const { state } = enterEvent(late, next(late, { ...asked, only: { number: 2 } }))
    expect(state.instalments.map((row) => row.waived.penalty).slice(0, 3)).toEqual([0, 500, 0])
  })

  it.each([
    ['more than the chosen charge asks for', { eventId: 'e2', code: 'notice' }, '30.01'],
    ['a charge that is not due', { eventId: 'e9', code: 'notice' }, '1'],
    ['a code that the event did not charge', { eventId: 'e3', code: 'notice' }, '1'],
  ])('is refused for %s', (_, only, amount) => {
    expect(() => waived(only, amount)).toThrow('more-than-owed')
  })
})
