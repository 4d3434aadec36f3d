import { describe, expect, it } from 'vitest'
import { type MergingCustomer, mergeRefusal } from './merge.ts'

const one: MergingCustomer = {
  id: 'a',
  kind: 'company',
  status: 'active',
  mergedInto: null,
  groupId: 'g',
}
const other: MergingCustomer = { ...one, id: 'b' }

describe('making one customer of two', () => {
  it.each<[Partial<MergingCustomer>]>([[{}], [{ groupId: null }], [{ status: 'draft' }]])(
    'is allowed for %o',
    (change) => {
      expect(mergeRefusal(one, { ...other, ...change })).toBe(null)
      expect(mergeRefusal({ ...one, ...change }, other)).toBe(null)
    },
  )

  it.each<[string, Partial<MergingCustomer>]>([
    ['same-customer', { id: 'a' }],
    ['another-kind', { kind: 'person' }],
    ['already-merged', { mergedInto: 'c', status: 'closed' }],
    ['customer-is-closed', { status: 'closed' }],
    ['in-different-groups', { groupId: 'h' }],
  ])('is refused, %s', (reason, change) => {
    expect(mergeRefusal(one, { ...other, ...change })).toBe(reason)
  })
})
