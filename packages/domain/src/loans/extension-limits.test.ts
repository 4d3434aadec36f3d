import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { longestExtension } from './extension-limits.ts'

describe('the longest extension', () => {
  it.each([
    { term: 'a year', to: '2026-01-01', kind: undefined, until: '2027-01-01' },
    { term: 'three years', to: '2028-01-01', kind: undefined, until: '2029-07-01' },
    { term: 'ten years', to: '2035-01-01', kind: undefined, until: '2038-01-01' },
    {
      term: 'a year of working capital',
      to: '2026-01-01',
      kind: 'working-capital',
      until: '2027-01-01',
    },
    {
      term: 'ten years of fixed assets',
      to: '2035-01-01',
      kind: 'fixed-asset',
      until: '2040-01-01',
    },
  ])('of $term is the same, half or three years', ({ to, kind, until }) => {
    const question = { startsOn: day('2025-01-01'), maturesOn: day(to), on: day('2025-10-01') }
    expect(longestExtension({ ...question, productKind: kind })?.until).toBe(until)
  })

  it('follows the general rule for fixed assets before the measures of 2024', () => {
    const question = { startsOn: day('2015-01-01'), maturesOn: day('2025-01-01') }
    const before = longestExtension({
      ...question,
      on: day('2024-06-30'),
      productKind: 'fixed-asset',
    })
    expect(before).toMatchObject({ until: '2028-01-01', needsConfirmation: true })
    expect(before?.source).toContain('第十二条')
  })

  it('is nobody’s rule before 1996', () => {
    const question = {
      startsOn: day('1995-01-01'),
      maturesOn: day('1996-01-01'),
      on: day('1995-06-01'),
    }
    expect(longestExtension(question)).toBeNull()
  })
})
