import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { money } from '../money.ts'
import { parseRate } from '../rate.ts'
import { NewRelation, relationKinds, relationProblems, relationRules } from './relation.ts'

const holding: NewRelation = {
  from: 'C0000001',
  to: 'C0000002',
  kind: 'ownership',
  role: null,
  percent: parseRate('100'),
  votingPercent: null,
  incomePercent: null,
  dependencePercent: null,
  amount: null,
  validFrom: day('2026-01-01'),
  validTo: day('2026-01-01'),
  source: 'articles of association',
  evidence: '',
}

describe('checking a relation', () => {
  it('takes a holding of the whole for a single day', () => {
    expect(NewRelation.parse(holding)).toEqual(holding)
    expect(relationProblems(holding)).toEqual([])
  })

  it('reports every problem at once', () => {
    const faulty: NewRelation = {
      ...holding,
      to: 'C0000001',
      kind: 'guarantee',
      percent: parseRate('100.000001'),
      votingPercent: parseRate('101'),
      validTo: day('2025-12-31'),
    }
    expect(relationProblems(faulty)).toEqual([
      { field: 'to', reason: 'related-to-itself' },
      { field: 'percent', reason: 'more-than-whole' },
      { field: 'votingPercent', reason: 'more-than-whole' },
      { field: 'amount', reason: 'missing' },
      { field: 'validTo', reason: 'before-start' },
    ])
  })

  it('takes a guarantee with an amount, not one of nothing', () => {
    const guarantee: NewRelation = { ...holding, kind: 'guarantee', amount: money(1) }
    expect(relationProblems(guarantee)).toEqual([])
    expect(relationProblems({ ...guarantee, amount: money(0) })).toHaveLength(1)
  })

  it('takes own shares, and nothing else of a party to itself', () => {
    const own = { ...holding, to: holding.from }
    expect(relationProblems(own)).toEqual([])
    for (const kind of relationKinds.filter((each) => each !== 'ownership')) {
      const problems = relationProblems({ ...own, kind, amount: money(1) })
      expect(problems, kind).toEqual([{ field: 'to', reason: 'related-to-itself' }])
    }
  })

  it.each([
    ['officer', 'legal-representative', []],
    ['officer', 'spouse', [{ field: 'role', reason: 'of-another-kind' }]],
    ['trade', 'income', []],
    ['ownership', 'director', [{ field: 'role', reason: 'of-another-kind' }]],
  ] as const)('of kind %s in the role %s: %j', (kind, role, problems) => {
    expect(relationProblems({ ...holding, kind, role })).toEqual(problems)
  })

  it('groups parties by ownership, control and branch', () => {
    const grouping = relationKinds.filter((kind) => relationRules[kind].isGrouping)
    expect(grouping).toEqual(['ownership', 'control', 'branch', 'actual-controller'])
  })

  it.each([
    { ...holding, kind: 'friend' },
    { ...holding, percent: 1.5 },
    { ...holding, percent: -1 },
    { ...holding, from: ' ' },
    { ...holding, more: 1 },
  ])('does not take another shape (%#)', (relation) => {
    expect(NewRelation.safeParse(relation).success).toBe(false)
  })
})
