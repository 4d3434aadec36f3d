import { describe, expect, it } from 'vitest'
import type { z } from 'zod'

import { explainCell } from './explain-cell.ts'
import { restOf } from './schedule-plan.ts'
import { planOf } from './plan-of.ts'
import { ScheduleTerms } from './schedule-terms.ts'

const termsOf = (terms: Partial<z.input<typeof ScheduleTerms>>) =>
  ScheduleTerms.parse({
    method: 'equal-instalment',
    principal: 300_000,
    annualRate: 4.35,
    periods: 36,
    disbursedOn: '2024-01-15',
    ...terms,
  })

describe('the arithmetic of a cell', () => {
  it('shows interest as balance × rate × part of a year', () => {
    expect(explainCell(termsOf({}), 2, 'interest')).toEqual({
      number: 2,
      dueOn: '2024-03-15',
      column: 'interest',
      result: 105_917,
      lines: [
        {
          kind: 'interest-of-days',
          operands: [
            { name: 'balance', unit: 'money', value: 29_218_352 },
            { name: 'annual-rate', unit: 'rate', value: 4_350_000 },
            { name: 'from', unit: 'day', value: '2024-02-15' },
            { name: 'to', unit: 'day', value: '2024-03-15' },
            { name: 'days', unit: 'count', value: 29 },
            { name: 'part-of-year', unit: 'fraction', value: [1, 12] },
          ],
          unrounded: '1059.165260',
          result: 105_917,
        },
      ],
    })
  })

  it('shows a line for each part of a split period, and their sum', () => {
    const terms = termsOf({ rateChanges: [{ from: '2024-02-20', annualRate: 4 }] })
    const { lines } = explainCell(terms, 2, 'interest')
    expect(lines.map(({ kind }) => kind)).toEqual([
      'interest-of-days',
      'interest-of-days',
      'interest-sum',
    ])
    expect(lines[0]?.operands.at(-1)?.value).toEqual([5, 348])
  })

  it('shows the instalment worked out once and the interest taken off', () => {
    const { lines } = explainCell(termsOf({}), 1, 'principal')
    expect(lines.map(({ kind, result }) => [kind, result])).toEqual([
      ['instalment-worked-out', 890_398],
      ['instalment-less-interest', 781_648],
    ])
    expect(lines[0]?.unrounded).toMatch(/^8903\.9\d{5}$/)
    const later = explainCell(termsOf({}), 2, 'principal').lines
    expect(later.map(({ kind }) => kind)).toContain('instalment-in-force')
    expect(later[1]?.operands).toEqual([{ name: 'since-row', unit: 'count', value: 1 }])
  })

  it.each([
    [{ method: 'equal-principal' }, 2, ['share-worked-out', 'share-in-force']],
    [{ method: 'interest-only' }, 2, ['principal-none']],
    [{}, 36, ['rest-of-loan']],
    [{ principalGrace: 3 }, 2, ['principal-none']],
    [
      { method: 'stepped', step: { every: 12, percent: 5 } },
      13,
      [
        'instalment-worked-out',
        'instalment-in-force',
        'instalment-stepped',
        'instalment-less-interest',
      ],
    ],
  ] as const)('of the principal under %j, row %d: %j', (terms, number, kinds) => {
    const { lines } = explainCell(termsOf(terms), number, 'principal')
    expect(lines.map(({ kind }) => kind)).toEqual(kinds)
  })

  it('shows where interest is bounded by a long first period', () => {
    const terms = termsOf({ annualRate: 24, firstDueOn: '2030-01-15' })
    const { lines, result } = explainCell(terms, 1, 'principal')
    expect([lines.at(-1)?.kind, result]).toEqual(['principal-bounded', 0])
  })

  it.each([
    ['later', 'interest-later'],
    ['capitalised', 'interest-capitalised'],
    ['waived', 'interest-waived'],
  ] as const)('says that interest of a grace is %s', (graceInterest, kind) => {
    const terms = termsOf({ principalGrace: 2, interestGrace: 2, graceInterest })
    expect(explainCell(terms, 1, 'interest').lines.at(-1)?.kind).toBe(kind)
  })

  it('is the same for the rest of a plan', () => {
    const plan = planOf(termsOf({}))
    expect(explainCell(restOf(plan, 5), 9, 'interest')).toEqual(explainCell(plan, 9, 'interest'))
    expect(() => explainCell(restOf(plan, 5), 5, 'interest')).toThrow(RangeError)
  })
})
