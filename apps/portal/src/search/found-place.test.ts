import { describe, expect, it } from 'vitest'
import { placeOf, shapeOf, type FoundPlace } from './found-place.ts'

const customer: FoundPlace = {
  party: 'customer',
  id: 'id-12',
  number: 'C0000012',
  groupNumber: 'G000001',
}

describe('where a hit leads', () => {
  it.each<[string, FoundPlace, object]>([
    [
      'a group to its tree',
      { party: 'group', id: 'g', number: 'G000001', groupNumber: 'G000001' },
      { name: 'group', params: { number: 'G000001' } },
    ],
    [
      'a member to its node in the tree',
      customer,
      { name: 'group', params: { number: 'G000001' }, query: { node: 'C0000012' } },
    ],
    [
      'a customer of no group to its file',
      { ...customer, groupNumber: null },
      { name: 'customer', params: { id: 'id-12' } },
    ],
  ])('%s', (_, found, place) => {
    expect(placeOf(found)).toEqual(place)
  })

  it.each([
    ['group', 'parent'],
    ['person', 'person'],
    ['company', 'company'],
  ] as const)('a %s is drawn as a %s', (kind, shape) => {
    expect(shapeOf({ kind })).toBe(shape)
  })
})
