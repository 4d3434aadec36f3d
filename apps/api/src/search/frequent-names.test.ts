import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerRows } from '../customers/customer-rows.ts'
import { insertCustomers } from '../customers/customers.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aPerson } from '../testing-customers.ts'
import { findParties, type Search } from './find-parties.ts'
import { keepNameIndex } from './keep-name-index.ts'
import { forgetNameShares, mostWith, nameShares } from './name-shares.ts'
import { spoilNames } from './testing-names.queries.ts'

let bank: TestBank
let anna: TestStaff
const count = 6_000
const withManyNames = 60

/** Even numbers lie in the one branch, odd ones in the other. */
const fileOf = (i: number) => ({
  number: `C9${String(i).padStart(6, '0')}`,
  status: 'active' as const,
  branchId: i % 2 === 0 ? bank.north : bank.south,
  officerId: null,
  source: 'test',
  importBatchId: null,
  createdBy: anna.staffId,
  createdAt: new Date('2026-10-15T02:00:00Z'),
  validFrom: day('2026-10-15'),
  reason: 'import',
})

function companyNamed(name: string) {
  return {
    kind: 'company' as const,
    name,
    shortName: '',
    companyType: null,
    creditCode: '',
    lei: '',
    legalRepresentative: '',
    registeredCapital: null,
    industrySection: null,
    establishedOn: null,
    address: '',
    contactName: '',
    contactMobile: '',
    licences: [],
  }
}

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  await bank.inside(anna, async ({ tx, keys }) => {
    const rows = Array.from({ length: count }, (_, i) => {
      const file = {
        ...fileOf(i),
        otherNames: i % 3 === 0 ? [{ kind: 'former' as const, name: `旧公司${i}` }] : [],
      }
      const name = i % 10 === 0 ? `公司${i}号` : `江河${i}贸易有限公司`
      return customerRows(keys, file, companyNamed(name))
    })
    const manyNames = Array.from({ length: withManyNames }, (_, i) => {
      const otherNames = Array.from({ length: 9 }, (__, old) => ({
        kind: 'former' as const,
        name: `多名${old}旧${i}`,
      }))
      return customerRows(
        keys,
        { ...fileOf(2 * (count + i)), otherNames },
        companyNamed(`新名多名${i}`),
      )
    })
    await insertCustomers(tx, [...rows, ...manyNames])
  })
  await keepNameIndex(bank.resources, bank.institution.id)
  forgetNameShares(bank.institution.id)
})
afterAll(() => bank.drop())

interface Asked {
  text: string
  isEverywhere?: boolean
  more?: Partial<Search>
}

async function page(
  { text, isEverywhere, more }: Asked,
  after: { rank: number; id: string } | null,
  atMost?: number,
) {
  return bank.inside(
    anna,
    (context) => {
      const branchIds = isEverywhere ? [bank.north, bank.south] : [bank.north]
      const scope = { reach: 'branch' as const, staffId: anna.staffId, branchIds }
      const search = { text, limit: 50, after, party: 'customer' as const, ...more }
      return findParties({ ...context, scope }, search, atMost)
    },
    'branch',
  )
}

describe('a part of a name that thousands have', () => {
  it('is known to be frequent', async () => {
    const most = await bank.inside(anna, async ({ tx, institution }) =>
      mostWith(await nameShares(tx, institution.id), [0x4000_0000 + ('公'.codePointAt(0) ?? 0)]),
    )
    expect(most).toBeGreaterThan(count)
  })

  const filter: Search['filter'] = { all: [{ field: 'status', is: 'in', value: ['active'] }] }
  it.each<[string, Asked]>([
    ['公司', { text: '公司' }],
    ['公', { text: '公' }],
    ['有限公司', { text: '有限公司' }],
    ['江河', { text: '江河' }],
    ['公司 in two branches', { text: '公司', isEverywhere: true }],
    ['江河 in two branches', { text: '江河', isEverywhere: true }],
    ['公司 beside a filter', { text: '公司', more: { filter } }],
  ])('gives the pages of %s in the same order, walked or gathered', async (_, text) => {
    let walked: { rank: number; id: string } | null = null
    let gathered: { rank: number; id: string } | null = null
    for (let number = 0; number < 8; number++) {
      const one = await page(text, walked)
      const other = await page(text, gathered, 100_000_000)
      expect(one.rows.map((row) => row.id)).toEqual(other.rows.map((row) => row.id))
      expect(one.rows).toHaveLength(50)
      expect(one.isCapped).toBe(true)
      expect(other.isCapped).toBe(false)
      ;[walked, gathered] = [one.next, other.next]
    }
  })
})

describe('parties of many names with the same part', () => {
  it('are each met once, at the closest, over the pages', async () => {
    const met: string[] = []
    let after: { rank: number; id: string } | null = null
    do {
      const { rows, total, next } = await page({ text: '多名', more: { limit: 20 } }, after)
      expect(total).toBe(withManyNames)
      met.push(...rows.map(({ matchedName }) => matchedName ?? ''))
      after = next
    } while (after)
    expect(met).toHaveLength(withManyNames)
    expect(new Set(met).size).toBe(withManyNames)
    expect(met.every((name) => name.startsWith('多名0旧'))).toBe(true)
  })
})

describe('names kept in a former form', () => {
  it('are put into the present one', async () => {
    const other = await aBank()
    const staff = await other.hire('customer-manager')
    await aPerson(other, staff, { name: '陳國華' })
    await spoilNames(other.superuserUrl)
    const foundAs = async (text: string) =>
      (await other.as(staff).search.find({ text, party: 'customer' })).total
    expect(await foundAs('陈国')).toBe(0)
    await keepNameIndex(other.resources, other.institution.id)
    expect(await foundAs('陈国')).toBe(1)
    expect(await foundAs('國')).toBe(1)
    await other.drop()
  })
})
