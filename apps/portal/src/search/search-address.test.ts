import { describe, expect, it } from 'vitest'
import type { LocationQuery } from 'vue-router'
import { readSearchAddress, writeSearchAddress, type SearchAddress } from './search-address.ts'

const nothing: SearchAddress = { text: '', party: null, kind: null, branchId: null }

describe('the address of a search', () => {
  it.each<[SearchAddress]>([
    [nothing],
    [{ ...nothing, text: '华拓 & co=1' }],
    [
      {
        text: 'C0000012',
        party: 'customer',
        kind: 'company',
        branchId: '0198c0de-0000-7000-8000-000000000001',
      },
    ],
  ])('%j is read back as it was written', (address) => {
    const query = new URLSearchParams(writeSearchAddress(address) as Record<string, string>)
    expect(readSearchAddress(Object.fromEntries(query) as LocationQuery)).toEqual(address)
  })

  it('passes over what it does not know', () => {
    expect(readSearchAddress({ party: 'all', kind: 'bank', branch: 'x', q: ['a', 'b'] })).toEqual({
      ...nothing,
      text: 'a',
    })
  })
})
