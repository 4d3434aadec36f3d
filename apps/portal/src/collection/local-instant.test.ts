import { describe, expect, it } from 'vitest'
import { fieldOfInstant, instantOfField } from './local-instant.ts'

describe('a moment typed in a form', () => {
  it('is Beijing time wherever the browser stands', () => {
    expect(instantOfField('2026-11-20T08:00')).toBe('2026-11-20T00:00:00.000Z')
    expect(fieldOfInstant(new Date('2026-11-19T17:05:00Z'))).toBe('2026-11-20T01:05')
  })

  it.each(['', '2026-11-20', '2026-13-40T08:00', '2026-11-20T08:00:00Z'])(
    '%j names none',
    (text) => {
      expect(instantOfField(text)).toBeNull()
    },
  )
})
