import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lendTo } from '../groups/acts/acts-tests.queries.ts'
import { anApprovedApplication } from '../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany, type TestCustomer } from '../testing-customers.ts'
import { touch } from '../touched.ts'

let bank: TestBank
let anna: TestStaff
let approver: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  approver = await bank.hire('branch-approver')
})
afterAll(() => bank.drop())

/** A small repeatable source of whole numbers below `end`. */
function seeded(seed: number) {
  let state = seed
  return (end: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * end)
  }
}

interface Book {
  /** Members first, then those outside the group. */
  customers: TestCustomer[]
  parents: (number | null)[]
  contracts: { of: number; amount: number }[]
  guarantees: { from: number; to: number; amount: number }[]
}

const members = 14
const outsiders = 4

/** A group of a random shape with random contracts, and guarantees inside it and to others. */
async function aBook(random: (end: number) => number): Promise<Book> {
  const book: Book = { customers: [], parents: [], contracts: [], guarantees: [] }
  for (let place = 0; place < members + outsiders; place++)
    book.customers.push(await aCompany(bank, anna, { name: `户${place}` }))
  const at = (place: number) => book.customers[place]?.id ?? ''
  const relate = (kind: 'ownership' | 'guarantee', from: number, to: number, amount: number) =>
    bank.as(anna).groups.addRelation({
      from: at(from),
      to: at(to),
      kind,
      percent: kind === 'ownership' ? parseRate('60') : null,
      votingPercent: null,
      amount: kind === 'guarantee' ? money(amount) : null,
      validFrom: day('2020-01-01'),
      validTo: null,
      source: 'register',
      evidence: '',
    })
  for (let place = 0; place < members; place++) {
    const parent = place === 0 ? null : random(place)
    book.parents.push(parent)
    if (parent !== null) await relate('ownership', parent, place, 0)
  }
  for (let count = 0; count < 24; count++) {
    const contract = { of: random(members + outsiders), amount: 1 + random(1_000_00) }
    book.contracts.push(contract)
    if (random(3) > 0)
      await bank.inside(anna, (context) => lendTo(context, at(contract.of), contract.amount))
    else
      await anApprovedApplication(
        bank,
        { officer: anna, approver },
        { customerId: at(contract.of), amount: money(contract.amount) },
      )
  }
  for (let count = 0; count < 10; count++) {
    const [from, to] = [random(members), random(members + outsiders)]
    if (from >= to) continue
    const guarantee = { from, to, amount: 1 + random(1_500_00) }
    book.guarantees.push(guarantee)
    await relate('guarantee', from, to, guarantee.amount)
  }
  const ids = book.customers.map(({ id }) => id)
  await bank.inside(anna, async ({ tx }) => touch(tx, 'customer', ids))
  return book
}

/** The subtree of a place, walked from the parents alone. */
function below({ parents }: Book, top: number): Set<number> {
  const found = new Set([top])
  for (let grew = true; grew;) {
    const size = found.size
    parents.forEach((parent, place) => {
      if (parent !== null && found.has(parent)) found.add(place)
    })
    grew = found.size > size
  }
  return found
}

/** What the party owes over distinct contracts, and what its guarantees add from outside. */
function expected({ contracts, guarantees }: Book, party: ReadonlySet<number>) {
  const owed = (place: number) =>
    contracts.reduce((sum, { of, amount }) => sum + (of === place ? amount : 0), 0)
  const direct = contracts.reduce((sum, { of, amount }) => sum + (party.has(of) ? amount : 0), 0)
  const given = guarantees.filter(({ from }) => party.has(from))
  const strangers = new Set(given.map(({ to }) => to).filter((to) => !party.has(to)))
  const indirect = [...strangers].reduce((sum, to) => {
    const face = given.reduce((all, each) => all + (each.to === to ? each.amount : 0), 0)
    return sum + Math.min(face, owed(to))
  }, 0)
  return {
    direct,
    indirect,
    total: direct + indirect,
    guaranteed: given.reduce((sum, { amount }) => sum + amount, 0),
  }
}

describe('the exposure of any node of any tree', () => {
  it.each([20261015, 77])(
    'is the sum over the distinct contracts below it (seed %i)',
    async (seed) => {
      const book = await aBook(seeded(seed))
      for (let place = 0; place < members; place++) {
        const customerId = book.customers[place]?.id ?? ''
        const { own, subtree, group } = await bank.as(anna).exposure.ofNode({ customerId })
        expect(own).toMatchObject(expected(book, new Set([place])))
        expect(subtree).toMatchObject(expected(book, below(book, place)))
        const row = await bank.as(anna).groups.subtree({ customerId })
        expect(row && row.balance + row.reserved).toBe(subtree.direct)
        if (place === 0) expect(group?.exposure).toEqual(subtree)
      }
    },
  )
})
