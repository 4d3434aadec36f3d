import { comparisons, conditionFieldNames } from '@banyan/domain/search/condition-fields'
import { describe, expect, it } from 'vitest'
import {
  draftOf,
  emptyValue,
  filterOf,
  isComplete,
  newCondition,
  typeOf,
  type DraftCondition,
  type DraftGroup,
} from './condition-form.ts'
import { sayNode } from './condition-text.ts'
import { conditionWords } from './condition-words.ts'

const fields = conditionFieldNames
const group = (...nodes: DraftGroup['nodes']): DraftGroup => ({ joins: 'all', nodes })
const saying = {
  words: conditionWords.zh,
  nameOf: (_: string, value: string) => (value === 'b1' ? '南京分行' : value),
  unit: 'wan',
  unitName: '万元',
} as const

describe('a condition being made', () => {
  it('knows every field by name in both languages', () => {
    for (const words of [conditionWords.zh, conditionWords.en])
      for (const field of fields) expect(words.fields[field], field).toBeTruthy()
    expect(fields.length).toBeGreaterThanOrEqual(15)
  })

  it.each(fields)('on %s is not complete before its value is', (field) => {
    const begun = newCondition(field)
    expect(isComplete(begun)).toBe(typeOf(field) === 'yes-no')
  })

  it.each<[DraftCondition, boolean]>([
    [{ field: 'balance', is: 'at-least', value: 500_000_000 }, true],
    [{ field: 'balance', is: 'at-least', value: 0.5 }, false],
    [{ field: 'balance', is: 'between', value: [1, null] }, false],
    [{ field: 'balance', is: 'between', value: [2, 1] }, false],
    [{ field: 'bornOn', is: 'from', value: '1990-02-30' }, false],
    [{ field: 'bornOn', is: 'between', value: ['1990-02-01', '1990-01-01'] }, false],
    [{ field: 'bornOn', is: 'between', value: ['1990-01-01', '1990-02-01'] }, true],
    [{ field: 'lastContactOn', is: 'older-than-days', value: 90 }, true],
    [{ field: 'lastContactOn', is: 'unknown', value: undefined }, true],
    [{ field: 'tier', is: 'in', value: [] }, false],
    [{ field: 'name', is: 'contains', value: '  ' }, false],
  ])('%j is complete: %s', (condition, complete) => {
    expect(isComplete(condition)).toBe(complete)
  })

  it('begins with a value that fits whichever relation is chosen', () => {
    for (const field of fields)
      for (const is of comparisons[typeOf(field)])
        expect(() => isComplete({ field, is, value: emptyValue(typeOf(field), is) })).not.toThrow()
  })
})

describe('the filter that a draft stands for', () => {
  it('is nothing when groups hold nothing', () => {
    expect(filterOf(group({ joins: 'any', nodes: [] }))).toBeNull()
  })

  it('is not there while a condition lacks its value', () => {
    expect(filterOf(group(newCondition('tier')))).toBeUndefined()
  })

  it('comes back as the draft it was made from', () => {
    const draft = group(
      { field: 'kind', is: 'in', value: ['company'] },
      {
        joins: 'any',
        nodes: [
          { field: 'balance', is: 'at-least', value: 5 },
          { field: 'lastContactOn', is: 'unknown', value: undefined },
        ],
      },
    )
    const filter = filterOf(draft)
    expect(filter).toBeTruthy()
    expect(filterOf(draftOf(filter ?? null))).toEqual(filter)
  })
})

describe('a filter in words', () => {
  it('joins what must all hold, and sets what may hold apart', () => {
    const draft = group(
      { field: 'branch', is: 'in', value: ['b1'] },
      {
        joins: 'any',
        nodes: [
          { field: 'balance', is: 'at-least', value: 500_000_000 },
          { field: 'lastContactOn', is: 'older-than-days', value: 90 },
        ],
      },
    )
    expect(sayNode(draft, saying)).toBe(
      '机构 属于 南京分行 且 （贷款余额 ≥ 500 万元 或 最近联络 90 天前）',
    )
  })
})
