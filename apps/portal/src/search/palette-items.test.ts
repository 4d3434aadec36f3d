import { describe, expect, it } from 'vitest'
import type { Found } from './found-place.ts'
import { paletteSections } from './palette-items.ts'
import type { RecentPlace } from './recent-places.ts'
import type { PaletteAnswer } from './use-palette.ts'
import { searchWords } from './words.ts'

const words = searchWords.zh
const areas = [{ name: 'loans', label: '贷款', icon: 'i' }]
const recent: RecentPlace = {
  party: 'group',
  id: 'g',
  number: 'G000001',
  name: '华拓集团',
  kind: 'group',
  groupNumber: 'G000001',
}
const customer = {
  party: 'customer',
  id: 'c',
  number: 'C0000012',
  groupNumber: 'G000001',
} as Found
const answer: PaletteAnswer = {
  text: '华拓',
  groups: { rows: [], total: 0, isCapped: false },
  customers: { rows: [customer], total: 1000, isCapped: true },
  ms: 12,
}
const given = { typed: '', answer: undefined, recent: [recent], areas }
const ids = (sections: ReturnType<typeof paletteSections>) =>
  sections.map(({ id, items }) => [id, ...items.map((item) => item.id)])

describe('what the palette lists', () => {
  it('is what was opened lately and the pages, while nothing is typed', () => {
    expect(ids(paletteSections({ ...given, typed: '  ' }, words))).toEqual([
      ['recent', 'g'],
      ['pages', 'area-loans'],
    ])
  })

  it('is what was found, with totals that say where counting stopped', () => {
    const sections = paletteSections({ ...given, typed: '华拓', answer }, words)
    expect(ids(sections)).toEqual([
      ['customer', 'c'],
      ['all', 'all'],
    ])
    expect(sections[0]?.total).toBe('1,000+')
  })

  it('is a page when its name is typed', () => {
    expect(ids(paletteSections({ ...given, typed: '贷' }, words))).toEqual([
      ['pages', 'area-loans'],
    ])
  })
})
