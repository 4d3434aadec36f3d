import type { Tier } from '../classification/tiers.ts'
import type { Money } from '../money.ts'
import type { CellMember, ReportCell, ReportCheck } from './cells.ts'
import { checkAtMost, checkEqual } from './cells.ts'
import type { IndustrySection } from './industry-sections.ts'
import { industrySections } from './industry-sections.ts'

/** One loan as it stood at the close of the reported day. */
export interface AssetQualityLoan {
  loanId: string
  /**
   * The industry the money goes to, or personal for loans that serve no business. A loan of
   * unknown industry stands in row 2 and in none below it, so that the sum of the rows fails.
   */
  section: IndustrySection | 'personal' | 'unknown'
  /** Housing, consumption, car and other personal loans. */
  consumer: boolean
  instalment: boolean
  tier: Tier
  balance: Money
  overduePrincipal: Money
  daysPastDue: number
}

/** Part I of return G11: A total, B normal and special mention, E 不良, I overdue. */
export const assetQualityColumns = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'] as const
export type AssetQualityColumn = (typeof assetQualityColumns)[number]

const rowOfSection = new Map<string, string>([
  ...industrySections.map(({ code }, index) => [code, `2.${index + 1}`] as const),
  ['personal', '2.21'],
])

/** Row 2, the twenty industries 2.1 to 2.20, and 2.21 personal loans. */
export const assetQualityRows: readonly string[] = ['2', ...rowOfSection.values()]

const columnsOfTier = {
  normal: ['A', 'B', 'C'],
  'special-mention': ['A', 'B', 'D'],
  substandard: ['A', 'E', 'F'],
  doubtful: ['A', 'E', 'G'],
  loss: ['A', 'E', 'H'],
} as const satisfies Record<Tier, readonly AssetQualityColumn[]>

/**
 * What a loan adds to column I. Consumer loans repaid by instalments and 1 to 90 days late give
 * only the principal overdue; any other late loan, and any more than 90 days late, its balance.
 */
export function overdueAmount(loan: AssetQualityLoan): number {
  if (loan.daysPastDue < 1) return 0
  const isByPart = loan.consumer && loan.instalment && loan.daysPastDue <= 90
  return isByPart ? loan.overduePrincipal : loan.balance
}

function assetQualityCellId(row: string, column: string): string {
  return `G11_I_${row}.${column}`
}

function rowsOf(loan: AssetQualityLoan): string[] {
  const row = rowOfSection.get(loan.section)
  return row === undefined ? ['2'] : ['2', row]
}

function amountIn(loan: AssetQualityLoan, column: string): number {
  if (column === 'I') return overdueAmount(loan)
  const columns: readonly string[] = columnsOfTier[loan.tier]
  return columns.includes(column) ? loan.balance : 0
}

function addUp(loans: Iterable<AssetQualityLoan>): Map<string, number> {
  const values = new Map<string, number>()
  const add = (row: string, column: string, amount: number) => {
    const id = assetQualityCellId(row, column)
    const sum = (values.get(id) ?? 0) + amount
    if (!Number.isSafeInteger(sum)) throw new RangeError(`cell ${id} leaves the whole numbers`)
    values.set(id, sum)
  }
  for (const loan of loans) {
    const overdue = overdueAmount(loan)
    for (const row of rowsOf(loan)) {
      for (const column of columnsOfTier[loan.tier]) add(row, column, loan.balance)
      if (overdue !== 0) add(row, 'I', overdue)
    }
  }
  return values
}

function checksOf(valueOf: (row: string, column: string) => number): ReportCheck[] {
  const details = assetQualityRows.filter((row) => row !== '2')
  const inRows = assetQualityRows.flatMap((row) => {
    const at = (column: string) => valueOf(row, column)
    return [
      checkEqual(`G11_I_${row}:A=B+E`, at('A'), at('B') + at('E')),
      checkEqual(`G11_I_${row}:B=C+D`, at('B'), at('C') + at('D')),
      checkEqual(`G11_I_${row}:E=F+G+H`, at('E'), at('F') + at('G') + at('H')),
      checkAtMost(`G11_I_${row}:I<=A`, at('I'), at('A')),
    ]
  })
  const inColumns = assetQualityColumns.map((column) => {
    const parts = details.reduce((sum, row) => sum + valueOf(row, column), 0)
    return checkEqual(`G11_I_2.${column}=sum`, valueOf('2', column), parts)
  })
  return [...inRows, ...inColumns]
}

/** The return by five tiers with its in-table checks; 22 rows × 9 columns in order, in fen. */
export function buildAssetQuality(loans: Iterable<AssetQualityLoan>): {
  cells: ReportCell[]
  checks: ReportCheck[]
} {
  const values = addUp(loans)
  const valueOf = (row: string, column: string) => values.get(assetQualityCellId(row, column)) ?? 0
  const cells = assetQualityRows.flatMap((row) =>
    assetQualityColumns.map((column): ReportCell => {
      const value = valueOf(row, column)
      return { id: assetQualityCellId(row, column), row, column, unit: 'money', value }
    }),
  )
  return { cells, checks: checksOf(valueOf) }
}

/** The loans behind a cell and what each adds to it; none for a cell the report does not have. */
export function assetQualityMembers(
  cellId: string,
  loans: Iterable<AssetQualityLoan>,
): CellMember[] {
  const match = /^G11_I_(2(?:\.\d+)?)\.([A-I])$/.exec(cellId)
  if (!match) return []
  const [, row = '', column = ''] = match
  const members: CellMember[] = []
  for (const loan of loans) {
    if (!rowsOf(loan).includes(row)) continue
    const amount = amountIn(loan, column)
    if (amount !== 0) members.push({ loanId: loan.loanId, amount })
  }
  return members
}
