import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultProducts } from '../products/default-products.ts'
import { aReadyPerson, aStaffedBank, at, type Posts, wholeTerms } from '../testing-applications.ts'
import type { TestStaff } from '../testing.ts'
import { findBreaches } from './invariants.queries.ts'

let posts: Posts
let risk: TestStaff
let payer: TestStaff
const signedOn = day('2026-10-15')

beforeAll(async () => {
  posts = await aStaffedBank()
  const { bank, headApprover } = posts
  const branchId = bank.institution.headOfficeId
  risk = await bank.hire('risk-officer', { branchId })
  payer = await bank.hire('disbursement-officer', { branchId })
  const terms = defaultProducts('city-bank').find(({ code }) => code === 'consumer')?.terms
  if (!terms) throw new Error('no consumer loan')
  const { id } = await bank.as(risk).products.change({
    code: 'consumer',
    basedOn: 1,
    terms: { ...terms, methods: [...terms.methods, 'custom'] },
    validFrom: '2026-10-15',
    reason: '允许按约定还款计划',
  })
  await bank.as(headApprover).products.decide({ id, outcome: 'approved', note: '同意' })
})
afterAll(() => posts.bank.drop())

async function anApproval(method: 'custom' | 'equal-principal' = 'custom'): Promise<string> {
  const { bank, manager, reviewer, headApprover } = posts
  const customer = await aReadyPerson(posts)
  const draft = await bank
    .as(manager)
    .applications.draft({ ...wholeTerms, method, customerId: customer.id })
  const submitted = await bank.as(manager).applications.submit(at(draft))
  const started = await bank.as(reviewer).applications.startReview(at(submitted))
  const scored = await bank.as(reviewer).scoring.passReview(at(started))
  const { amount, termMonths, annualRate } = wholeTerms
  const asException = scored.outcome === 'decline'
  const terms = { amount, termMonths, annualRate, note: '同意', asException }
  await bank.as(headApprover).decisions.approve({ ...at(scored), ...terms })
  return draft.id
}

const row = (dueOn: string, principal: number, interest: 'due' | 'later' = 'due') => ({
  dueOn: day(dueOn),
  principal: money(principal),
  interest,
})
const rows = [
  row('2026-12-31', 0),
  row('2027-06-30', 30_000_00, 'later'),
  row('2027-12-20', 20_000_00),
  row('2028-10-15', 50_000_00),
]

describe('a loan whose rows are agreed by hand', () => {
  it('runs on exactly those rows, from the contract to the ledger', async () => {
    const { bank, manager } = posts
    const applicationId = await anApproval()
    await bank.as(manager).loans.contract({ applicationId, signedOn, instalments: rows })
    const text = await bank.as(manager).loans.contractText({ applicationId })
    expect(text?.text).toContain('2027-06-30')
    const { loan } = await bank.as(payer).loans.disburse({ applicationId })
    const opened = await bank.as(manager).loans.get({ loanId: loan.id })
    expect(opened.schedule.map(({ dueOn, principal }) => [dueOn, principal])).toEqual(
      rows.map(({ dueOn, principal }) => [dueOn, principal]),
    )
    expect(opened.schedule[1]?.interest).toBe(0)
    expect(opened.schedule[0]?.interest).toBeGreaterThan(0)
    expect(opened.maturesOn).toBe('2028-10-15')
    expect(
      await bank.inside(risk, ({ tx, institution }) => findBreaches(tx, institution.id)),
    ).toEqual([])
  })

  it.each([
    ['custom', undefined, 'instalments-missing'],
    ['equal-principal', rows, 'instalments-not-for-method'],
    ['custom', [row('2028-10-16', 100_000_00)], 'instalments-beyond-term'],
    ['custom', [row('2028-10-15', 99_000_00)], 'instalments-not-the-amount'],
    ['custom', [row('2026-10-15', 100_000_00)], 'instalments-before-signing'],
  ] as const)('is refused by %s with %j: %s', async (method, instalments, reason) => {
    const { bank, manager } = posts
    const applicationId = await anApproval(method)
    const agreed = instalments ? { instalments: [...instalments] } : {}
    await expect(
      bank.as(manager).loans.contract({ applicationId, signedOn, ...agreed }),
    ).rejects.toThrow(reason)
  })

  it('is paid out whole', async () => {
    const { bank, manager } = posts
    const applicationId = await anApproval()
    await bank.as(manager).loans.contract({ applicationId, signedOn, instalments: rows })
    await expect(
      bank.as(payer).loans.disburse({ applicationId, amount: money(1_000_00) }),
    ).rejects.toThrow('agreed-rows-are-for-the-whole')
  })
})
