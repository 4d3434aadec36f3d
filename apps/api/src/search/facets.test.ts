import type { ChosenFacets } from '@banyan/domain/search/facets'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBankWithAList } from './testing-list.ts'

type Listing = Awaited<ReturnType<typeof aBankWithAList>>

let listing: Listing

beforeAll(async () => {
  listing = await aBankWithAList()
})
afterAll(() => listing.bank.drop())

const [mill, shop, wood, zhao, sun] = ['长河机械有限公司', '长河商店', '远山木业', '赵六', '孙十']
const namesOf = async (chosen: ChosenFacets) => {
  const { rows } = await listing.bank.as(listing.risk).search.customers({ chosen })
  return rows.map(({ name }) => name).toSorted()
}

describe('facets', () => {
  const facets = (asked: object = {}, by = listing.risk) => listing.bank.as(by).search.facets(asked)
  const countsOf = (answer: Awaited<ReturnType<typeof facets>>, field: string) =>
    Object.fromEntries(
      (answer.facets.find((facet) => facet.field === field)?.values ?? []).map(
        ({ value, label, count }) => [label ?? value, count],
      ),
    )

  it('count everybody once in each', async () => {
    const answer = await facets()
    expect(answer).toMatchObject({ total: 5, isCapped: false })
    expect(countsOf(answer, 'kind')).toEqual({ company: 3, person: 2 })
    expect(countsOf(answer, 'status')).toEqual({ active: 4, frozen: 1 })
    expect(countsOf(answer, 'branch')).toEqual({ 北城支行: 4, 南城支行: 1 })
    expect(countsOf(answer, 'officer')).toEqual({ 王敏: 3, 李响: 1, none: 1 })
    expect(countsOf(answer, 'tier')).toEqual({ none: 4, substandard: 1 })
    expect(countsOf(answer, 'industry')).toEqual({ C: 2, F: 1, none: 2 })
    expect(countsOf(answer, 'region')).toEqual({ 32: 1, none: 4 })
    expect(countsOf(answer, 'group')).toEqual({ in: 2, out: 3 })
  })

  it('are counted under the choices of the others, and not under their own', async () => {
    const chosen = { kind: ['company' as const], group: ['in' as const] }
    const answer = await facets({ chosen })
    expect(answer.total).toBe(2)
    expect(countsOf(answer, 'kind')).toEqual({ company: 2 })
    expect(countsOf(answer, 'group')).toEqual({ in: 2, out: 1 })
    expect(countsOf(answer, 'branch')).toEqual({ 北城支行: 2 })
    expect(await namesOf(chosen)).toEqual([shop, mill])
    expect(await namesOf({ officer: ['none'] })).toEqual([sun])
    expect(await namesOf({ tier: ['none', 'loss'], region: ['none'] })).toEqual([
      sun,
      zhao,
      wood,
      shop,
    ])
  })

  it('keep what is chosen, though nobody is left', async () => {
    const answer = await facets({ chosen: { status: ['closed'] }, fields: ['status'] })
    expect(answer.total).toBe(0)
    expect(countsOf(answer, 'status')).toEqual({ active: 4, frozen: 1, closed: 0 })
  })

  it('reach no further than the caller, and mind box and filter', async () => {
    expect(countsOf(await facets({}, listing.boris), 'branch')).toEqual({ 南城支行: 1 })
    expect(countsOf(await facets({ text: '长河' }), 'kind')).toEqual({ company: 2 })
    const filter = { all: [{ field: 'kind', is: 'in', value: ['person'] }] }
    expect(countsOf(await facets({ filter }), 'kind')).toEqual({ person: 2 })
  })
})
