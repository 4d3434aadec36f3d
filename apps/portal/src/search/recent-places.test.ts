import { describe, expect, it } from 'vitest'
import { withLatest, type RecentPlace } from './recent-places.ts'

const place = (id: string): RecentPlace => ({
  party: 'customer',
  id,
  number: id,
  name: id,
  kind: 'company',
  groupNumber: null,
})
const ids = (places: readonly RecentPlace[]) => places.map(({ id }) => id)

describe('what was opened lately', () => {
  it('has the latest first and each once', () => {
    expect(ids(withLatest([place('a'), place('b')], place('b')))).toEqual(['b', 'a'])
  })

  it('keeps no more than eight', () => {
    const many = Array.from({ length: 8 }, (_, at) => place(`p${at}`))
    const after = ids(withLatest(many, place('new')))
    expect(after).toHaveLength(8)
    expect(after).not.toContain('p7')
  })
})
