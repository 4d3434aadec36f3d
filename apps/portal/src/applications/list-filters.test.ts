import type { LocationQuery } from 'vue-router'
import { describe, expect, it } from 'vitest'
import { filtersOf, queryOf } from './list-filters.ts'

describe('the filters of the list of applications', () => {
  it('are what waits for the reader when the address says nothing', () => {
    expect(filtersOf({})).toMatchObject({ queue: 'waiting', sort: 'longest-waiting' })
    expect(queryOf(filtersOf({}))).toEqual({})
  })

  it('show everything of one customer', () => {
    expect(filtersOf({ customer: 'c1' })).toMatchObject({ queue: 'all', customerId: 'c1' })
  })

  it.each<LocationQuery>([
    { queue: 'late', stage: 'approval' },
    { sort: 'largest', find: '长河' },
    { customer: 'c1', queue: 'waiting', product: 'consumer' },
  ])('come back from the address %j', (query) => {
    expect(queryOf(filtersOf(query))).toEqual(query)
  })

  it.each<LocationQuery>([
    { queue: 'everyone' },
    { stage: 'limbo' },
    { sort: ['newest', 'largest'] },
  ])('ignore what they do not know: %j', (query) => {
    expect(queryOf(filtersOf(query))).toEqual({})
  })
})
