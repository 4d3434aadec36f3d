import { describe, expect, it } from 'vitest'
import { momentAt, spanOf } from './use-history.ts'

const atEnd = '2026-11-02T23:59:59.999+08:00'

describe('what a tree is compared with', () => {
  it.each([
    [
      'two days by what is known now',
      { since: '2026-09-30', on: '2026-10-31', known: null },
      { from: { on: '2026-09-30' }, to: { on: '2026-10-31' } },
    ],
    [
      'two days by what was known then',
      { since: '2026-09-30', on: '2026-10-31', known: '2026-11-02' },
      {
        from: { on: '2026-09-30', knownAt: atEnd },
        to: { on: '2026-10-31', knownAt: atEnd },
      },
    ],
    [
      'one day by what was learned since',
      { since: null, on: '2026-10-31', known: '2026-11-02' },
      { from: { on: '2026-10-31', knownAt: atEnd }, to: { on: '2026-10-31' } },
    ],
  ])('is %s', (_, days, span) => {
    expect(spanOf(days)).toEqual(span)
  })

  it('is told by the knowledge of the whole day', () => {
    expect(momentAt('2026-10-31', '2026-11-02')).toEqual({ on: '2026-10-31', knownAt: atEnd })
  })
})
