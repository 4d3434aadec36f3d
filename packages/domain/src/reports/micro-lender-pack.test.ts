import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { guarantees } from '../applications/application.ts'
import { tiers } from '../classification/tiers.ts'
import { money } from '../money.ts'
import { parseRate, rate } from '../rate.ts'
import type { MicroLenderLoan } from './micro-lender-bands.ts'
import { microCustomerTypes, portfolioSections } from './micro-lender-bands.ts'
import type { MicroLenderFacts } from './micro-lender-pack.ts'
import { buildMicroLenderPack, microLenderMembers } from './micro-lender-pack.ts'

const loan = (change: Partial<MicroLenderLoan> = {}): MicroLenderLoan => ({
  loanId: 'L1',
  borrowerId: 'B1',
  groupId: null,
  customerType: 'farmer',
  guarantee: 'credit',
  annualRate: parseRate('12'),
  termMonths: 12,
  tier: 'normal',
  daysPastDue: 0,
  balance: money(1000),
  ...change,
})
const noFlows: MicroLenderFacts = { netAssets: money(10_000), lending: [], collections: [] }

const valuesOf = (loans: MicroLenderLoan[], facts: MicroLenderFacts = noFlows) =>
  new Map(buildMicroLenderPack(loans, facts).cells.map(({ id, value }) => [id, value]))
const failedOf = (loans: MicroLenderLoan[], facts: MicroLenderFacts = noFlows) =>
  buildMicroLenderPack(loans, facts)
    .checks.filter(({ ok }) => !ok)
    .map(({ id }) => id)

const bandOf = (section: number, change: Partial<MicroLenderLoan>) =>
  portfolioSections
    .find((each) => each.section === section)
    ?.rows.filter(({ holds }) => holds(loan(change)))
    .map(({ name }) => name)

describe('the bands of the pack', () => {
  it.each([
    [4, { annualRate: rate(0) }, 'rate-to-8'],
    [4, { annualRate: parseRate('8') }, 'rate-to-8'],
    [4, { annualRate: parseRate('8.000001') }, 'rate-8-12'],
    [4, { annualRate: parseRate('24') }, 'rate-18-24'],
    [4, { annualRate: parseRate('24.000001') }, 'rate-above-24'],
    [5, { termMonths: 1 }, 'term-to-3'],
    [5, { termMonths: 3 }, 'term-to-3'],
    [5, { termMonths: 4 }, 'term-3-6'],
    [5, { termMonths: 37 }, 'term-above-36'],
    [7, { daysPastDue: 0 }, 'not-overdue'],
    [7, { daysPastDue: 1 }, 'overdue-1-30'],
    [7, { daysPastDue: 30 }, 'overdue-1-30'],
    [7, { daysPastDue: 31 }, 'overdue-31-60'],
    [7, { daysPastDue: 90 }, 'overdue-61-90'],
    [7, { daysPastDue: 91 }, 'overdue-above-90'],
  ])('of section %d put %j in %s', (section, change, name) => {
    expect(bandOf(section, change)).toEqual([name])
  })
})

describe('the pack of a micro-lender', () => {
  const loans = [
    loan({ balance: money(600) }),
    loan({ loanId: 'L2', balance: money(400), annualRate: parseRate('18'), tier: 'loss' }),
    loan({ loanId: 'L3', borrowerId: 'B2', groupId: 'G1', balance: money(800) }),
    loan({ loanId: 'L4', borrowerId: 'B3', groupId: 'G1', balance: money(700) }),
  ]

  it('counts and adds up the book', () => {
    const values = valuesOf(loans)

    expect([values.get('ML_1.N'), values.get('ML_1.B')]).toEqual([4, 2500])
    expect([values.get('ML_2.3.N'), values.get('ML_6.5.B')]).toEqual([4, 400])
  })

  it('finds the largest borrower, the ten largest and the largest group', () => {
    const values = valuesOf(loans)

    expect([values.get('ML_8.1.B'), values.get('ML_8.1.P')]).toEqual([1000, 1000])
    expect([values.get('ML_8.2.B'), values.get('ML_8.2.P')]).toEqual([2500, 2500])
    expect([values.get('ML_8.3.B'), values.get('ML_8.3.P')]).toEqual([1500, 1500])
  })

  it('holds one borrower to 10 % and a group to 15 % of net assets', () => {
    expect(failedOf(loans)).toEqual([])
    expect(failedOf(loans, { ...noFlows, netAssets: money(9_999) })).toEqual([
      'ML_8.1.B<=10%',
      'ML_8.3.B<=15%',
    ])
  })

  it('leaves shares empty without net assets', () => {
    const unknown = { ...noFlows, netAssets: null }
    expect(valuesOf(loans, unknown).get('ML_8.1.P')).toBeNull()
    expect(buildMicroLenderPack(loans, unknown).checks.some(({ id }) => id.includes('%'))).toBe(
      false,
    )
  })

  it('weighs the average rate by balance', () => {
    const values = valuesOf(loans)

    expect(values.get('ML_10.1.R')).toBe(12_960_000)
    expect(values.get('ML_10.2.R')).toBe(18_000_000)
    expect(valuesOf([]).get('ML_10.1.R')).toBeNull()
  })

  it('shows what was lent and collected', () => {
    const facts = {
      ...noFlows,
      lending: [{ loanId: 'L3', amount: money(900) }],
      collections: [
        { loanId: 'L1', principal: money(50), interest: money(5) },
        { loanId: 'L2', principal: money(0), interest: money(7) },
      ],
    }
    const values = valuesOf(loans, facts)

    expect([values.get('ML_9.1.N'), values.get('ML_9.1.B')]).toEqual([1, 900])
    expect([values.get('ML_9.2.B'), values.get('ML_9.3.B')]).toEqual([50, 12])
    expect(microLenderMembers('ML_9.2.B', loans, facts)).toEqual([{ loanId: 'L1', amount: 50 }])
    expect(microLenderMembers('ML_9.2.N', loans, facts)).toHaveLength(2)
  })

  it('shows the loans behind each figure of the book', () => {
    const anyLoan = fc.record({
      loanId: fc.uuid(),
      borrowerId: fc.constantFrom('B1', 'B2', 'B3'),
      groupId: fc.constantFrom(null, 'G1'),
      customerType: fc.constantFrom(...microCustomerTypes),
      guarantee: fc.constantFrom(...guarantees),
      annualRate: fc.nat(36_000_000).map(rate),
      termMonths: fc.integer({ min: 1, max: 60 }),
      tier: fc.constantFrom(...tiers),
      daysPastDue: fc.nat(400),
      balance: fc.integer({ min: 1, max: 1_000_000_000 }).map(money),
    })
    fc.assert(
      fc.property(fc.array(anyLoan, { maxLength: 20 }), (book) => {
        const { cells, checks } = buildMicroLenderPack(book, { ...noFlows, netAssets: null })

        expect(checks.filter(({ ok }) => !ok)).toEqual([])
        for (const { id, column, value } of cells) {
          if (column !== 'N' && column !== 'B') continue
          const members = microLenderMembers(id, book, noFlows)
          expect(members.reduce((sum, { amount }) => sum + amount, 0)).toBe(value)
        }
      }),
      { numRuns: 30 },
    )
  })

  it.each(['ML_11.B', 'ML_2.9.B', 'G11_I_2.A'])('knows no loans behind %s', (cellId) => {
    expect(microLenderMembers(cellId, loans, noFlows)).toEqual([])
  })
})
