import { uuidv7 } from '@banyan/database'
import type { Guarantee } from '@banyan/domain/applications/application'
import { day } from '@banyan/domain/calendar'
import type { RepaymentMethod } from '@banyan/domain/loans/schedule-terms'
import { money } from '@banyan/domain/money'
import type { ProductKind } from '@banyan/domain/products/product-kind'
import type { ProductTerms } from '@banyan/domain/products/product-terms'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestStaff } from '../testing.ts'
import {
  aReadyPerson,
  aStaffedBank,
  at,
  attachEveryDocument,
  type Posts,
} from '../testing-applications.ts'
import { aCompany } from '../testing-customers.ts'

let posts: Posts
let disburser: TestStaff
let risk: TestStaff
/** What was paid out, loan by loan. */
const lent = new Map<string, number>()

beforeAll(async () => {
  posts = await aStaffedBank()
  const branchId = posts.bank.institution.headOfficeId
  disburser = await posts.bank.hire('disbursement-officer', { branchId })
  risk = await posts.bank.hire('risk-officer', { branchId })
})
afterAll(() => posts.bank.drop())

interface Run {
  kind: ProductKind
  borrower: 'person' | 'company'
  amount: number
  termMonths: number
  annualRate: string
  method: RepaymentMethod
  guarantee: Guarantee
}

async function aBorrower(kind: 'person' | 'company'): Promise<string> {
  if (kind === 'person') return (await aReadyPerson(posts)).id
  const { bank, manager } = posts
  const { id } = await aCompany(bank, manager, {
    registeredCapital: money(50_000_000_00),
    establishedOn: day('2005-01-01'),
  })
  await attachEveryDocument({ bank, manager }, id)
  return id
}

/** From the draft to the payout, each step by the post it belongs to. */
async function lend(run: Run) {
  const { bank, manager, reviewer, headApprover } = posts
  const customerId = await aBorrower(run.borrower)
  const asked = {
    amount: money(run.amount),
    termMonths: run.termMonths,
    annualRate: parseRate(run.annualRate),
  }
  const draft = await bank.as(manager).applications.draft({
    customerId,
    product: run.kind,
    ...asked,
    method: run.method,
    frequency: 'monthly',
    guarantee: run.guarantee,
    purpose: '约定用途',
    repaymentSource: '经营收入',
  })
  const submitted = await bank.as(manager).applications.submit(at(draft))
  const started = await bank.as(reviewer).applications.startReview(at(submitted))
  const scored = await bank.as(reviewer).scoring.passReview(at(started))
  await bank.as(headApprover).decisions.approve({
    ...at(scored),
    ...asked,
    note: '同意',
    asException: scored.outcome === 'decline',
  })
  const applicationId = draft.id
  const { contract } = await bank
    .as(manager)
    .loans.contract({ applicationId, signedOn: day('2026-10-15') })
  const { loan } = await bank.as(disburser).loans.disburse({ applicationId })
  lent.set(loan.id, run.amount)
  return { applicationId, contract, loanId: loan.id }
}

/** Closes the day and opens the next, so that a report may be built as of it. */
async function closeTheDay(): Promise<void> {
  await posts.bank.inside(risk, async ({ tx, institution, now }) => {
    const institutionId = institution.id
    await tx
      .updateTable('businessDay')
      .set({ closedAt: now() })
      .where('institutionId', '=', institutionId)
      .where('day', '=', '2026-10-15')
      .execute()
    await tx
      .insertInto('businessDay')
      .values({ institutionId, day: '2026-10-16', closedAt: null })
      .execute()
    await tx
      .updateTable('institutionState')
      .set({ businessDay: '2026-10-16' })
      .where('institutionId', '=', institutionId)
      .execute()
  })
}

describe('each kind of product', () => {
  it.each<Run>([
    {
      kind: 'working-capital',
      borrower: 'company',
      amount: 3_000_000_00,
      termMonths: 12,
      annualRate: '3.85',
      method: 'interest-only',
      guarantee: 'mortgage',
    },
    {
      kind: 'fixed-asset',
      borrower: 'company',
      amount: 8_000_000_00,
      termMonths: 60,
      annualRate: '4.2',
      method: 'equal-principal',
      guarantee: 'mortgage',
    },
    {
      kind: 'mortgage',
      borrower: 'person',
      amount: 1_200_000_00,
      termMonths: 240,
      annualRate: '3.5',
      method: 'equal-instalment',
      guarantee: 'mortgage',
    },
    {
      kind: 'consumer',
      borrower: 'person',
      amount: 100_000_00,
      termMonths: 24,
      annualRate: '4.9',
      method: 'equal-instalment',
      guarantee: 'credit',
    },
    {
      kind: 'business',
      borrower: 'person',
      amount: 500_000_00,
      termMonths: 12,
      annualRate: '4.35',
      method: 'interest-only',
      guarantee: 'guarantee',
    },
    {
      kind: 'equity-pledge',
      borrower: 'company',
      amount: 2_000_000_00,
      termMonths: 24,
      annualRate: '5.2',
      method: 'interest-only',
      guarantee: 'pledge',
    },
  ])('$kind runs from application to contract, schedule and payout', async (run) => {
    const { applicationId, contract, loanId } = await lend(run)

    const text = await posts.bank.as(posts.manager).loans.contractText({ applicationId })
    expect(text).toMatchObject({ number: contract.number, product: run.kind, productVersion: 1 })
    expect(text?.terms).toMatchObject({
      principal: run.amount,
      annualRate: parseRate(run.annualRate),
      ratePlan: { kind: 'fixed' },
    })
    const loan = await posts.bank.as(posts.manager).loans.get({ loanId })
    expect(loan).toMatchObject({ balance: run.amount, method: run.method })
    expect(loan.schedule).toHaveLength(run.termMonths)
    expect(loan.schedule.reduce((sum, { principal }) => sum + principal, 0)).toBe(run.amount)
  })
})

/** Puts terms into force from the business day on. */
async function bringIn(code: string, change: (terms: ProductTerms) => ProductTerms) {
  const { bank, headApprover } = posts
  const { versions } = await bank.as(risk).products.get({ code })
  const [newest] = versions
  if (!newest?.terms) throw new Error(`${code} has no terms`)
  const { id } = await bank.as(risk).products.change({
    code,
    basedOn: newest.number,
    terms: change(newest.terms),
    validFrom: '2026-10-15',
    reason: '调整定价',
  })
  await bank.as(headApprover).products.decide({ id, outcome: 'approved', note: '同意' })
}

describe('a contract under the loan prime rate', () => {
  const floating: Run = {
    kind: 'mortgage',
    borrower: 'person',
    amount: 900_000_00,
    termMonths: 120,
    annualRate: '3.2',
    method: 'equal-instalment',
    guarantee: 'mortgage',
  }

  it('freezes its version, its spread and its resets, whatever comes later', async () => {
    await bringIn('mortgage', (terms) => ({
      ...terms,
      pricing: {
        kind: 'lpr',
        tenor: '5y',
        resets: 'january',
        minimumBp: -60,
        standardBp: 0,
        maximumBp: 100,
      },
    }))
    const { applicationId } = await lend(floating)
    await bringIn('mortgage', (terms) => ({ ...terms, maximumMonths: 300 }))

    const text = await posts.bank.as(posts.manager).loans.contractText({ applicationId })
    expect(text).toMatchObject({ productVersion: 2 })
    expect(text?.terms.ratePlan).toEqual({
      kind: 'lpr',
      tenor: '5y',
      spreadBp: -30,
      resets: 'january',
    })
    expect(text?.text).toContain('5年期以上贷款市场报价利率')
    expect(text?.text).toContain('减30个基点；每年1月1日为重定价日')
  })

  it('cannot be agreed between basis points or outside the spread', async () => {
    const odd = lend({ ...floating, annualRate: '3.2055' })
    await expect(odd).rejects.toMatchObject({
      message: 'incomplete',
      cause: { problems: [{ field: 'annualRate', reason: 'not-in-basis-points' }] },
    })
    await expect(lend({ ...floating, annualRate: '2.89' })).rejects.toMatchObject({
      cause: { problems: [{ field: 'annualRate', reason: 'below-product-minimum' }] },
    })
  })
})

describe('an approval', () => {
  it('of a rate that the product does not bear is refused', async () => {
    const { bank, manager, reviewer, headApprover } = posts
    const customerId = await aBorrower('person')
    const draft = await bank.as(manager).applications.draft({
      customerId,
      product: 'consumer',
      amount: money(50_000_00),
      termMonths: 12,
      annualRate: parseRate('4.9'),
      method: 'equal-instalment',
      frequency: 'monthly',
      guarantee: 'credit',
      purpose: '装修',
      repaymentSource: '工资收入',
    })
    const submitted = await bank.as(manager).applications.submit(at(draft))
    const started = await bank.as(reviewer).applications.startReview(at(submitted))
    const scored = await bank.as(reviewer).scoring.passReview(at(started))
    const approve = bank.as(headApprover).decisions.approve({
      ...at(scored),
      amount: money(50_000_00),
      termMonths: 12,
      annualRate: parseRate('1.4'),
      note: '优惠',
    })
    await expect(approve).rejects.toThrow('rate-outside-product')
  })
})

describe('a contract whose costs pass the cap', () => {
  it('is not made', async () => {
    await bringIn('consumer', (terms) => ({
      ...terms,
      servicing: {
        ...terms.servicing,
        fees: [
          {
            code: `service-${uuidv7().slice(-6)}`,
            name: '服务费',
            payee: '贷款人',
            charged: 'at-drawdown',
            basis: { kind: 'share', share: parseRate('12') },
          },
        ],
      },
    }))
    const dear = lend({
      kind: 'consumer',
      borrower: 'person',
      amount: 100_000_00,
      termMonths: 12,
      annualRate: '4.9',
      method: 'equal-instalment',
      guarantee: 'credit',
    })
    await expect(dear).rejects.toThrow('above-rate-cap')
  })
})

describe('the report of the day', () => {
  it('holds every loan of every product', async () => {
    await closeTheDay()
    const { bank } = posts
    const { id: reportId } = await bank
      .as(risk)
      .reports.build({ code: 'asset-quality', asOf: '2026-10-15' })
    const { cells } = await bank.as(risk).reports.get({ reportId })
    const whole = [...lent.values()].reduce((sum, amount) => sum + amount, 0)
    expect(cells.find(({ id }) => id === 'G11_I_2.A')?.value).toBe(whole)
    const { rows } = await bank.as(risk).reports.cell({ reportId, cell: 'G11_I_2.A', limit: 100 })
    expect(rows.map(({ amount }) => amount).toSorted()).toEqual([...lent.values()].toSorted())
    expect(lent.size).toBe(7)
  })
})
