import type { Money } from '../money.ts'
import { divideRounded } from '../money.ts'
import type { CellMember, CellUnit, ReportCell, ReportCheck } from './cells.ts'
import { checkAtMost, checkEqual } from './cells.ts'
import type { BandRow, MicroLenderLoan } from './micro-lender-bands.ts'
import { portfolioSections } from './micro-lender-bands.ts'

export interface MicroLenderFacts {
  /** Net assets in force on the day; null leaves every share unknown and its check out. */
  netAssets: Money | null
  /** Lent and collected in the reported period. */
  lending: readonly { loanId: string; amount: Money }[]
  collections: readonly { loanId: string; principal: Money; interest: Money }[]
}

const wholeBook: BandRow = { row: '1', name: 'all-loans', holds: () => true }
const bandRows: readonly BandRow[] = [wholeBook, ...portfolioSections.flatMap(({ rows }) => rows)]

function microLenderCellId(row: string, column: string): string {
  return `ML_${row}.${column}`
}

function cell(row: string, column: string, unit: CellUnit, value: number | null): ReportCell {
  return { id: microLenderCellId(row, column), row, column, unit, value }
}

function sumOf(amounts: Iterable<number>): number {
  let sum = 0
  for (const amount of amounts) sum += amount
  if (!Number.isSafeInteger(sum)) throw new RangeError('a sum leaves the whole numbers')
  return sum
}

/** Hundredths of a percent that `part` is of `whole`, halves up; null without a whole. */
function shareOf(part: number, whole: number | null): number | null {
  if (whole === null || whole <= 0) return null
  return Number(divideRounded(BigInt(part) * 10_000n, BigInt(whole), 'half-up'))
}

/** Columns N number of loans and B balance, for the whole book and every band. */
function portfolioCells(loans: readonly MicroLenderLoan[]): ReportCell[] {
  return bandRows.flatMap(({ row, holds }) => {
    const held = loans.filter(holds)
    const balance = sumOf(held.map((loan) => loan.balance))
    return [cell(row, 'N', 'count', held.length), cell(row, 'B', 'money', balance)]
  })
}

function largestBy(loans: readonly MicroLenderLoan[], keyOf: (loan: MicroLenderLoan) => string) {
  const owed = new Map<string, number>()
  for (const loan of loans) owed.set(keyOf(loan), (owed.get(keyOf(loan)) ?? 0) + loan.balance)
  return [...owed].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
}

const borrowerOf = (loan: MicroLenderLoan) => loan.borrowerId
const relatedOf = (loan: MicroLenderLoan) => loan.groupId ?? loan.borrowerId

/** Who stands behind rows 8.1 to 8.3: the largest borrower, the ten largest, the largest group. */
function concentration(loans: readonly MicroLenderLoan[]) {
  const borrowers = largestBy(loans, borrowerOf)
  const rows = [
    { row: '8.1', keyOf: borrowerOf, largest: borrowers.slice(0, 1) },
    { row: '8.2', keyOf: borrowerOf, largest: borrowers.slice(0, 10) },
    { row: '8.3', keyOf: relatedOf, largest: largestBy(loans, relatedOf).slice(0, 1) },
  ]
  return rows.map(({ row, keyOf, largest }) => {
    const keys = new Set(largest.map(([key]) => key))
    const balance = sumOf(largest.map(([, amount]) => amount))
    return { row, balance, holds: (loan: MicroLenderLoan) => keys.has(keyOf(loan)) }
  })
}

/** Weighted by balance, in millionths of a percent; null for an empty book. */
function averageRate(loans: readonly MicroLenderLoan[]): number | null {
  const balance = sumOf(loans.map((loan) => loan.balance))
  if (balance === 0) return null
  const weighted = loans.reduce(
    (sum, each) => sum + BigInt(each.annualRate) * BigInt(each.balance),
    0n,
  )
  return Number(divideRounded(weighted, BigInt(balance), 'half-up'))
}

function flowCells({ lending, collections }: MicroLenderFacts): ReportCell[] {
  const principal = sumOf(collections.map((each) => each.principal))
  const interest = sumOf(collections.map((each) => each.interest))
  return [
    cell('9.1', 'N', 'count', lending.length),
    cell('9.1', 'B', 'money', sumOf(lending.map(({ amount }) => amount))),
    cell('9.2', 'N', 'count', collections.length),
    cell('9.2', 'B', 'money', principal),
    cell('9.3', 'B', 'money', interest),
  ]
}

function checksOf(cells: readonly ReportCell[], netAssets: Money | null): ReportCheck[] {
  const byId = new Map(cells.map(({ id, value }) => [id, value ?? 0]))
  const at = (row: string, column: string) => byId.get(microLenderCellId(row, column)) ?? 0
  const sums = portfolioSections.flatMap(({ section, rows }) =>
    ['N', 'B'].map((column) => {
      const parts = sumOf(rows.map(({ row }) => at(row, column)))
      return checkEqual(`ML_1.${column}=sum(${section})`, at('1', column), parts)
    }),
  )
  const within = checkAtMost('ML_8.2.B<=1.B', at('8.2', 'B'), at('1', 'B'))
  if (netAssets === null) return [...sums, within]
  const tenth = Math.floor(netAssets / 10)
  const related = Number((BigInt(netAssets) * 15n) / 100n)
  return [
    ...sums,
    within,
    checkAtMost('ML_8.1.B<=10%', at('8.1', 'B'), tenth),
    checkAtMost('ML_8.3.B<=15%', at('8.3', 'B'), related),
  ]
}

/**
 * The loan part of a micro-lender's pack. Rows 1 to 7 the book and its bands (N, B), 8.1 to 8.3
 * concentration (B, P percent of net assets), 9.1 lending, 9.2 and 9.3 principal and interest
 * collected, 10.1 average and 10.2 highest rate (R). The 10 % and 15 % of net assets are those of
 * 金规〔2024〕26号 and await confirmation against its text.
 */
export function buildMicroLenderPack(
  loans: readonly MicroLenderLoan[],
  facts: MicroLenderFacts,
): { cells: ReportCell[]; checks: ReportCheck[] } {
  const concentrationCells = concentration(loans).flatMap(({ row, balance }) => [
    cell(row, 'B', 'money', balance),
    cell(row, 'P', 'percent', shareOf(balance, facts.netAssets)),
  ])
  const highest = loans.reduce((most, { annualRate }) => Math.max(most, annualRate), 0)
  const cells = [
    ...portfolioCells(loans),
    ...concentrationCells,
    ...flowCells(facts),
    cell('10.1', 'R', 'rate', averageRate(loans)),
    cell('10.2', 'R', 'rate', loans.length === 0 ? null : highest),
  ]
  return { cells, checks: checksOf(cells, facts.netAssets) }
}

function flowMembers(row: string, column: string, facts: MicroLenderFacts): CellMember[] {
  const amountOr = (amount: number) => (column === 'N' ? 1 : amount)
  if (row === '9.1') {
    return facts.lending.map(({ loanId, amount }) => ({ loanId, amount: amountOr(amount) }))
  }
  return facts.collections
    .map(({ loanId, principal, interest }) => ({
      loanId,
      amount: amountOr(row === '9.2' ? principal : interest),
    }))
    .filter(({ amount }) => amount !== 0)
}

/** The loans behind a cell and what each adds; a rate or a share lists the loans it looks at. */
export function microLenderMembers(
  cellId: string,
  loans: readonly MicroLenderLoan[],
  facts: MicroLenderFacts,
): CellMember[] {
  const match = /^ML_(\d+(?:\.\d+)?)\.([A-Z])$/.exec(cellId)
  if (!match) return []
  const [, row = '', column = ''] = match
  if (row.startsWith('9.')) return flowMembers(row, column, facts)
  const holds = row.startsWith('10.')
    ? wholeBook.holds
    : [...bandRows, ...concentration(loans)].find((each) => each.row === row)?.holds
  if (!holds) return []
  const amountOf = (loan: MicroLenderLoan) => (column === 'N' ? 1 : loan.balance)
  return loans.filter(holds).map((loan) => ({ loanId: loan.loanId, amount: amountOf(loan) }))
}
