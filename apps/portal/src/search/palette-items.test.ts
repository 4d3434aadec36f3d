import { describe, expect, it } from 'vitest'
import type { Found } from './found-place.ts'
import { paletteSections } from './palette-items.ts'
import type { RecentPlace } from './recent-places.ts'
import type { FoundRecord } from './record-place.ts'
import type { PaletteAnswer } from './use-palette.ts'
import { searchWords } from './words.ts'

const words = searchWords.zh
const areas = [{ id: 'loans', label: '贷款', icon: 'i', to: { name: 'loans' } }]
const verbs = [{ id: 'log-contact', label: '记录联络', icon: 'i', to: {}, does: 'contact' }]
const views = [{ id: 'v', label: '逾期客户', icon: 'i', to: { name: 'customers' } }]
const recent: RecentPlace = {
  party: 'group',
  id: 'g',
  number: 'G000001',
  name: '华拓集团',
  kind: 'group',
  groupNumber: 'G000001',
}
const seen: RecentPlace = { ...recent, party: 'customer', id: 'c9', number: 'C0000009' }
const customer = {
  party: 'customer',
  id: 'c',
  number: 'C0000012',
  groupNumber: 'G000001',
} as Found
const loan = { kind: 'loan', id: 'l', number: 'L2026-00001' } as FoundRecord
const answer: PaletteAnswer = {
  text: '华拓',
  groups: { rows: [], total: 0, isCapped: false },
  customers: { rows: [customer], total: 1000, isCapped: true },
  records: [loan],
  chips: [],
  problems: [],
  beyond: 0,
  isNear: false,
  ms: 12,
}
const given = {
  typed: '',
  answer: undefined,
  recent: [recent, seen],
  followed: [],
  areas,
  verbs,
  views,
  does: null,
}
const ids = (sections: ReturnType<typeof paletteSections>) =>
  sections.map(({ id, items }) => [id, ...items.map((item) => item.id)])

describe('what the palette lists', () => {
  it('is what was opened lately, what can be done and where to go, while nothing is typed', () => {
    expect(ids(paletteSections({ ...given, typed: '  ' }, words))).toEqual([
      ['recent', 'g', 'c9'],
      ['verbs', 'verbs-log-contact'],
      ['views', 'views-v'],
      ['pages', 'pages-loans'],
    ])
  })

  it('is what was found, with totals that say where counting stopped', () => {
    const sections = paletteSections({ ...given, typed: '华拓', answer }, words)
    expect(ids(sections)).toEqual([
      ['customer', 'c'],
      ['records', 'loan-l'],
      ['all', 'all'],
    ])
    expect(sections[0]?.total).toBe('1,000+')
  })

  it.each([
    ['贷', [['pages', 'pages-loans']]],
    ['联络', [['verbs', 'verbs-log-contact']]],
    ['逾期', [['views', 'views-v']]],
  ])('is what bears the name that is typed: %s', (typed, sections) => {
    expect(ids(paletteSections({ ...given, typed }, words))).toEqual(sections)
  })
})

describe('choosing the customer of a verb', () => {
  it('offers customers opened lately, and leads to their file with the form open', () => {
    const [section] = paletteSections({ ...given, does: 'contact' }, words)
    expect(section?.items).toEqual([
      {
        id: 'c9',
        recent: seen,
        to: { name: 'customer', params: { id: 'c9' }, query: { do: 'contact' } },
      },
    ])
  })

  it('offers the customers that were found, and nothing else', () => {
    const sections = paletteSections({ ...given, does: 'visit', typed: '华拓', answer }, words)
    expect(ids(sections)).toEqual([['customer', 'c']])
    expect(sections[0]?.items[0]?.to).toEqual({
      name: 'customer',
      params: { id: 'c' },
      query: { do: 'visit' },
    })
  })
})
