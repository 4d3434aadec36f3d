import { describe, expect, it } from 'vitest'
import { cursorOf, cursorWord } from './use-audit-filters.ts'

const cursor = {
  at: '2026-11-20T01:41:00.123Z',
  entityId: '019a2b3c-0000-7000-8000-000000000001',
  seq: 12,
}

describe('the cursor in the address', () => {
  it('comes back as it went', () => {
    expect(cursorOf(cursorWord(cursor))).toEqual(cursor)
  })

  it.each([undefined, '', 'x', '2026-11-20_1_2', `${cursorWord(cursor)}x`])(
    'is the first page for %s',
    (word) => {
      expect(cursorOf(word)).toBeUndefined()
    },
  )
})
