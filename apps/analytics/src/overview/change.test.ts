import { describe, expect, it } from 'vitest'
import { changeOf } from './change.ts'

describe('a change on last month', () => {
  it.each([
    [0.0148, 0.0142, 'up', '0.06'],
    [0.0142, 0.0148, 'down', '0.06'],
    [0.01482, 0.01484, 'level', '0.00'],
    [0, 0, 'level', '0.00'],
  ])('from %f after %f goes %s by %s', (now, before, direction, amount) => {
    expect(changeOf(now, before, { scale: 100, digits: 2 })).toEqual({ direction, amount })
  })

  it('is none where one of the two is missing', () => {
    expect(changeOf(null, 0.5, { digits: 1 }).direction).toBe('none')
    expect(changeOf(0.5, undefined, { digits: 1 }).direction).toBe('none')
  })
})
