import { expect } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { recountLoans } from './recount-loans.ts'
import { aRandomBook, loansOnTheEdge, randomApplications, rawRows } from './testing.queries.ts'

/** A bank with a small random book and applications, its raw rows, and an executive who asks for figures. */
export async function aCountedBank() {
  const bank = await aBank()
  const executive = await bank.hire('executive')
  const checker = await bank.hire('branch-approver')
  const officers: [TestStaff, TestStaff, TestStaff] = [
    await bank.hire('customer-manager', { name: '安一' }),
    await bank.hire('customer-manager', { branchId: bank.south, name: '白二' }),
    await bank.hire('customer-manager', { branchId: bank.south, name: '陈三' }),
  ]
  await aRandomBook(bank, { officers, loans: 260, seed: 7 })
  await loansOnTheEdge(bank, officers[0])
  await randomApplications(bank, { officers, checker, count: 240, seed: 11 })
  const raw = await rawRows(bank)
  const analytics = () => bank.as(executive).analytics
  type LoanQuery = Parameters<ReturnType<typeof analytics>['loanRows']>[0]
  type ApplicationQuery = Parameters<ReturnType<typeof analytics>['approvalRows']>[0]
  const numbers = (rows: { number: string }[]) => rows.map(({ number }) => number)
  return {
    bank,
    officers,
    raw,
    loans: recountLoans(raw),
    analytics,
    loanRows: (query: LoanQuery) =>
      allRows((after) => analytics().loanRows({ ...query, after, limit: 17 })),
    loanNumbers: async (query: LoanQuery) =>
      numbers(await allRows((after) => analytics().loanRows({ ...query, after, limit: 17 }))),
    applicationNumbers: async (query: ApplicationQuery) =>
      numbers(await allRows((after) => analytics().approvalRows({ ...query, after, limit: 17 }))),
  }
}

export type CountedBank = Awaited<ReturnType<typeof aCountedBank>>

/** Every page of a drill-down, small pages so that keys are used; no row twice, and as many as are told. */
async function allRows<Row extends { number: string }>(
  read: (after: string | undefined) => Promise<{ rows: Row[]; total: number; next: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = []
  let page = await read(undefined)
  for (rows.push(...page.rows); page.next; rows.push(...page.rows)) page = await read(page.next)
  expect(new Set(rows.map(({ number }) => number)).size).toBe(page.total)
  expect(rows).toHaveLength(page.total)
  return rows
}

interface Part {
  branchId?: string
  product?: string
}

/** The whole, a branch, a product, and a product of a branch. */
export const partsOf = ({ north, south }: Pick<TestBank, 'north' | 'south'>): Part[] => [
  {},
  { branchId: north },
  { product: 'business' },
  { branchId: south, product: 'working-capital' },
]

export const isOf = (row: { branchId: string; product: string }, part: Part): boolean =>
  (!part.branchId || row.branchId === part.branchId) &&
  (!part.product || row.product === part.product)

export const sum = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((total, row) => total + of(row), 0)
