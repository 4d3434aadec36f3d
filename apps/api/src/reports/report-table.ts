import type { ReportCell } from '@banyan/domain/reports/cells'
import { formatCell } from '@banyan/domain/reports/cells'
import { reportLayout } from '@banyan/domain/reports/report-layout'
import type { BookCheck } from './book-checks.ts'
import type { FrozenFigures } from './frozen-report.ts'
import type { ReportedLoan } from './reported-loan.ts'

/** All that goes into a file of a report, and nothing that changes after it was frozen. */
export interface ReportFile {
  figures: FrozenFigures
  checks: readonly BookCheck[]
  loans: readonly ReportedLoan[]
  version: number
  /** SHA-256 of what was frozen, in hexadecimal. */
  digest: string
}

/** The grid as it is printed; a column the row does not have is null. */
export interface PrintedRow {
  row: string
  name: string
  isTotal: boolean
  cells: (ReportCell | null)[]
}

export interface PrintedReport {
  form: string
  title: string
  institution: string
  asOf: string
  version: number
  digest: string
  columns: { column: string; name: string }[]
  rows: PrintedRow[]
}

/** A report laid out in Chinese, as its files show it. */
export function printedReport({ figures, version, digest }: ReportFile): PrintedReport {
  const { form, title, columns, rows } = reportLayout(figures.code)
  const cells = new Map(figures.cells.map((cell) => [`${cell.row} ${cell.column}`, cell]))
  return {
    form,
    title: title.zh,
    institution: figures.institution.name,
    asOf: figures.asOf,
    version,
    digest,
    columns: columns.map(({ column, name }) => ({ column, name: name.zh })),
    rows: rows.map(({ row, name, isTotal }) => ({
      row,
      name: name.zh,
      isTotal,
      cells: columns.map(({ column }) => cells.get(`${row} ${column}`) ?? null),
    })),
  }
}

export const unitNames = { money: '万元', count: '笔', percent: '%', rate: '%' } as const

/** Cell by cell: as it is printed, and exact in the smallest unit. */
export function cellLines({ figures }: ReportFile) {
  const { rows, columns } = reportLayout(figures.code)
  return figures.cells.map((cell) => ({
    id: cell.id,
    row: cell.row,
    rowName: rows.find(({ row }) => row === cell.row)?.name.zh ?? '',
    column: cell.column,
    columnName: columns.find(({ column }) => column === cell.column)?.name.zh ?? '',
    unit: unitNames[cell.unit],
    printed: formatCell(cell),
    exact: cell.value,
  }))
}

export const cellHeadings = ['单元格', '行次', '项目', '列', '栏目', '单位', '数值', '精确值']
