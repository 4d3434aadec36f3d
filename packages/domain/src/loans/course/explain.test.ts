import { describe, expect, it } from 'vitest'

import { parseRate } from '../../rate.ts'
import { aContract, aCourse, on, yuan } from './course-examples.ts'
import { explainCompound, explainPenalty } from './explain.ts'
import { owedByInstalment } from './standing.ts'
import { chanceOf, nextDay, openOnWeekdays, someLife } from './testing.ts'
import { advanceTo } from './course.ts'

describe('the arithmetic of late interest', () => {
  const { state } = aCourse(aContract(), [
    { kind: 'repayment', on: '2026-02-01', amount: yuan('8903.98') },
    { kind: 'rate-reset', on: '2026-03-11', annualRate: parseRate('4') },
  ])

  it('names every stretch with its operands', () => {
    const { lines, charged, owed } = explainPenalty(state, 2, on('2026-03-31'))
    expect(lines).toEqual([
      {
        kind: 'overdue',
        from: '2026-03-01',
        to: '2026-03-11',
        days: 10,
        base: yuan('7844.81'),
        rate: parseRate('4.35'),
        share: 150_000_000,
        daysOfYear: 360,
        unrounded: '1421.8718125000',
      },
      expect.objectContaining({
        from: '2026-03-11',
        to: '2026-03-31',
        days: 20,
        rate: parseRate('4'),
      }),
    ])
    expect(charged).toBe(Math.round((yuan('7844.81') * 1.5 * (0.0435 * 10 + 0.04 * 20)) / 360))
    expect(owed).toBe(charged)
  })

  it('names misuse of principal that is not due', () => {
    const misused = aCourse(aContract(), [{ kind: 'misuse', on: '2026-01-11', isOver: false }])
    const { lines } = explainPenalty(misused.state, 1, on('2026-02-01'))
    expect(lines).toMatchObject([
      { kind: 'misuse', days: 21, base: yuan('300000'), share: 100_000_000 },
    ])
  })

  it('says what was counted before the last payment in one line', () => {
    const { state: part } = aCourse(aContract(), [
      { kind: 'repayment', on: '2026-02-11', amount: yuan('2000') },
    ])
    const { lines, paid } = explainPenalty(part, 1, on('2026-02-21'))
    expect(lines.map(({ kind }) => kind)).toEqual(['counted-before', 'overdue'])
    expect(paid).toBeGreaterThan(0)
  })

  it('comes to what is owed, in any life of a loan', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const course = someLife(seed, 8)
      const day = nextDay(chanceOf(seed), course)
      if (day < course.state.on) continue
      const at = advanceTo(course.state, day, openOnWeekdays).state
      for (const claim of owedByInstalment(at, day)) {
        if (claim.dueOn > day) continue
        const told = [explainPenalty, explainCompound].map(
          (explain) => explain(at, claim.number, day).owed,
        )
        expect(told, `seed ${seed}`).toEqual([claim.penalty, claim.compound])
      }
    }
  })
})
