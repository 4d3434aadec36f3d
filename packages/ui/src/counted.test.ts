import { describe, expect, it } from 'vitest'
import { counted } from './counted.ts'

describe('a count with its English noun', () => {
  it.each([
    [1, '1 path'],
    ['1', '1 path'],
    [0, '0 paths'],
    ['1,001', '1,001 paths'],
  ])('%s reads %s', (count, text) => {
    expect(counted(count, 'path')).toBe(text)
  })

  it('takes an uncommon plural', () => {
    expect([counted(1, 'entry', 'entries'), counted(2, 'entry', 'entries')]).toEqual([
      '1 entry',
      '2 entries',
    ])
  })
})
