import { describe, expect, it } from 'vitest'
import { conditionFieldNames } from './condition-fields.ts'
import { ConditionTree, conditionsIn } from './condition-tree.ts'

const company = { field: 'kind', is: 'in', value: ['company'] }
const nested = (depth: number): object =>
  depth === 1 ? { all: [company] } : { any: [nested(depth - 1)] }
const problemsOf = (tree: unknown) =>
  ConditionTree.safeParse(tree).error?.issues.map(({ message }) => message) ?? []

describe('a filter of customers', () => {
  it('has more than fifteen fields', () => {
    expect(conditionFieldNames.length).toBeGreaterThan(15)
  })

  it.each([
    [{ all: [] }],
    [{ all: [company, { any: [company, { field: 'balance', is: 'between', value: [0, 1] }] }] }],
    [{ any: [{ field: 'establishedOn', is: 'from', value: '2024-02-29' }] }],
    [{ all: [{ field: 'lastContactOn', is: 'unknown' }] }],
    [{ all: [{ field: 'branch', is: 'in', value: ['0198c0de-0000-7000-8000-000000000001'] }] }],
    [{ all: [{ field: 'region', is: 'not-in', value: ['32', '3201'] }] }],
    [nested(3)],
    [{ all: Array.from({ length: 30 }, () => company) }],
  ])('%j is taken', (tree) => {
    expect(problemsOf(tree)).toEqual([])
  })

  it.each([
    ['an unknown field', { all: [{ field: 'colour', is: 'in', value: ['red'] }] }],
    ['an unknown comparison', { all: [{ field: 'kind', is: 'like', value: ['company'] }] }],
    ['an unknown choice', { all: [{ field: 'kind', is: 'in', value: ['bank'] }] }],
    ['a comparison of another type', { all: [{ field: 'kind', is: 'at-least', value: 1 }] }],
    ['a value of another type', { all: [{ field: 'balance', is: 'at-least', value: '1' }] }],
    [
      'days for money',
      { all: [{ field: 'balance', is: 'between', value: ['2024-01-01', '2024-02-01'] }] },
    ],
    ['a range that is reversed', { all: [{ field: 'balance', is: 'between', value: [2, 1] }] }],
    ['no such day', { all: [{ field: 'bornOn', is: 'from', value: '2023-02-29' }] }],
    ['a branch that is no id', { all: [{ field: 'branch', is: 'in', value: ["' or true --"] }] }],
    ['a region of three digits', { all: [{ field: 'region', is: 'in', value: ['320'] }] }],
    ['a key beside', { all: [{ ...company, or: true }] }],
    ['all and any at once', { all: [], any: [] }],
    ['a bare condition', company],
    ['four groups deep', nested(4)],
    ['a hundred thousand groups deep', nested(5_000)],
    ['thirty-one conditions', { all: Array.from({ length: 31 }, () => company) }],
    [
      'thirty-two in two groups',
      { all: [1, 2].map(() => ({ any: Array.from({ length: 16 }, () => company) })) },
    ],
  ])('%s is refused', (_, tree) => {
    expect(problemsOf(tree)).not.toEqual([])
  })

  it('lists its conditions', () => {
    const tree = ConditionTree.parse({ all: [company, { any: [company] }] })
    expect(conditionsIn(tree)).toHaveLength(2)
  })
})
