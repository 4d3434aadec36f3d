import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConditionTree } from './condition-tree.ts'
import { readBox } from './read-box.ts'

const only = (text: string) => {
  const { chips, problems } = readBox(text)
  expect(problems).toEqual([])
  expect(chips).toHaveLength(1)
  return chips[0]?.condition
}

describe('operators in the search box', () => {
  it.each([
    ['状态:逾期', { field: 'daysPastDue', is: 'at-least', value: 1 }],
    ['status:overdue', { field: 'daysPastDue', is: 'at-least', value: 1 }],
    ['状态：冻结', { field: 'status', is: 'in', value: ['frozen'] }],
    ['-状态:冻结', { field: 'status', is: 'not-in', value: ['frozen'] }],
    ['类型:公司,个人', { field: 'kind', is: 'in', value: ['company', 'person'] }],
    ['分类:不良', { field: 'tier', is: 'in', value: ['substandard', 'doubtful', 'loss'] }],
    ['等级:关注', { field: 'tier', is: 'in', value: ['special-mention'] }],
    ['行业:制造', { field: 'industry', is: 'in', value: ['C'] }],
    ['地区:江苏省', { field: 'region', is: 'in', value: ['32'] }],
    ['地区:3201', { field: 'region', is: 'in', value: ['3201'] }],
    ['金额:>500万', { field: 'balance', is: 'at-least', value: 500_000_001 }],
    ['amount:>=5m', { field: 'balance', is: 'at-least', value: 500_000_000 }],
    ['金额:≥1.5亿', { field: 'balance', is: 'at-least', value: 15_000_000_000 }],
    ['金额>500万', { field: 'balance', is: 'at-least', value: 500_000_001 }],
    ['金额：＜１００万', { field: 'balance', is: 'at-most', value: 99_999_999 }],
    ['金额:100万-500万', { field: 'balance', is: 'between', value: [100_000_000, 500_000_000] }],
    ['逾期:>30', { field: 'daysPastDue', is: 'at-least', value: 31 }],
    ['-逾期:>30', { field: 'daysPastDue', is: 'at-most', value: 30 }],
    ['成立:>2024', { field: 'establishedOn', is: 'from', value: '2025-01-01' }],
    [
      '成立:2024-02',
      { field: 'establishedOn', is: 'between', value: ['2024-02-01', '2024-02-29'] },
    ],
    [
      '成立:2023..2024-06',
      { field: 'establishedOn', is: 'between', value: ['2023-01-01', '2024-06-30'] },
    ],
    ['联系:30天', { field: 'lastContactOn', is: 'within-days', value: 30 }],
    ['联系:>90天', { field: 'lastContactOn', is: 'older-than-days', value: 90 }],
    ['集团:否', { field: 'inGroup', is: 'is', value: false }],
    ['担保:有', { field: 'isGuaranteed', is: 'is', value: true }],
    [
      '状态:逾期,冻结',
      {
        any: [
          { field: 'daysPastDue', is: 'at-least', value: 1 },
          { field: 'status', is: 'in', value: ['frozen'] },
        ],
      },
    ],
  ])('%s', (text, condition) => {
    expect(only(text)).toEqual(condition)
  })

  it('leaves the name, and says where each operator stands', () => {
    const { text, chips } = readBox('华拓 状态:逾期 金额:>500万 机构:"南京 分行"')
    expect(text).toBe('华拓')
    expect(chips.map(({ label, from, to }) => [label, from, to])).toEqual([
      ['状态:逾期', 3, 8],
      ['金额:>500万', 9, 17],
      ['机构:"南京 分行"', 18, 28],
    ])
    expect(chips[2]).toMatchObject({ condition: null, value: '南京 分行' })
  })

  it.each([
    ['情况:逾期', 'unknown-operator'],
    ['colour:red', 'unknown-operator'],
    ['状态:睡眠', 'unknown-value'],
    ['状态:', 'empty-value'],
    ['金额:很多', 'unknown-value'],
    ['金额:>500万亿亿', 'unknown-value'],
    ['金额:500万-100万', 'unknown-value'],
    ['金额:0.001', 'unknown-value'],
    ['成立:2024-13', 'unknown-value'],
    ['成立:2023-02-29', 'unknown-value'],
    ['地区:火星', 'unknown-value'],
  ])('never passes over %s', (text, code) => {
    const { problems, chips } = readBox(text)
    expect(chips).toEqual([])
    expect(problems).toMatchObject([{ code, from: 0, to: text.length }])
  })

  it.each([
    ['状况:逾期', '状态:逾期'],
    ['stat:overdue', 'status:overdue'],
    ['状态:逾', '状态:逾期'],
  ])('suggests what %s may mean', (text, suggestion) => {
    const { problems, chips } = readBox(text)
    const offered = [...problems.flatMap(({ suggestions }) => suggestions)]
    expect(chips.length === 1 || offered.includes(suggestion)).toBe(true)
  })

  it.each([
    ['"状态:逾期"', '状态:逾期'],
    ['12:30', '12:30'],
    ['华拓 集团', '华拓 集团'],
    ['A>B', 'A>B'],
    ['', ''],
  ])('takes %s for a name', (text, name) => {
    expect(readBox(text)).toEqual({ text: name, chips: [], problems: [] })
  })

  it('makes of any text conditions that the filter takes, with places inside the text', () => {
    const words = fc.constantFrom(
      ...[
        '状态:',
        '-金额:',
        '成立:>',
        '分类:',
        '逾期',
        '500万',
        '2024-02',
        ' ',
        '公司',
        ',',
        '"',
        '-',
      ],
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const { chips, problems } = readBox(text)
        const all = chips.flatMap(({ condition }) => (condition ? [condition] : []))
        expect(ConditionTree.safeParse({ all }).error).toBeUndefined()
        for (const { from, to } of [...chips, ...problems]) {
          expect(0 <= from && from < to && to <= text.length).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})
