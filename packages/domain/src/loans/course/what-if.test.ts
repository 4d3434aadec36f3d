import { describe, expect, it } from 'vitest'

import { aContract, aCourse, next, on, yuan } from './course-examples.ts'
import { statementLines } from './statement.ts'
import { outlineOn, whatIf } from './what-if.ts'

const course = aCourse(aContract(), [
  { kind: 'repayment', on: '2026-02-01', amount: yuan('9003.98') },
])

describe('what if', () => {
  it('sets the rest of the loan beside what it would be', () => {
    const event = next(course, {
      kind: 'prepayment',
      on: '2026-02-01',
      mode: 'same-term',
      amount: yuan('50000'),
    })
    const { before, after, refusal } = whatIf(course, [event], on('2026-02-01'))
    expect(refusal).toBeNull()
    expect(before.instalments).toHaveLength(35)
    expect(after.interestToCome).toBeLessThan(before.interestToCome)
    expect(after.totalToCome).toBe(after.interestToCome + yuan('292183.52') - yuan('50000'))
    expect(after.instalments.at(-1)?.balance).toBe(0)
  })

  it('changes nothing', () => {
    const kept = structuredClone(course)
    whatIf(course, [next(course, { kind: 'write-off', on: '2026-05-01' })], on('2026-05-01'))
    expect(course).toEqual(kept)
  })

  it('gives the reason where it cannot be', () => {
    const event = next(course, { kind: 'refund', on: '2026-02-02', amount: yuan('100.01') })
    const asked = whatIf(course, [event], on('2026-02-02'))
    expect(asked.refusal).toBe('more-than-held')
    expect(asked.after).toEqual(asked.before)
  })

  it('puts what is due by the day into one sum', () => {
    const outline = outlineOn(course.state, on('2026-03-01'))
    expect(outline).toMatchObject({ owedToday: yuan('8803.98'), held: 0 })
    expect(outline.instalments[0]?.dueOn).toBe('2026-04-01')
  })
})

describe('the statement of a loan', () => {
  it('runs from drawdown to the balance of today', () => {
    const lines = statementLines(course.effects)
    expect(lines).toMatchObject([
      { on: '2026-01-01', added: yuan('300000'), balance: yuan('300000') },
      {
        on: '2026-02-01',
        paid: { principal: yuan('7816.48'), interest: yuan('1087.50') },
        held: yuan('100'),
        balance: course.state.balance,
        heldAfter: course.state.held,
      },
    ])
  })
})
