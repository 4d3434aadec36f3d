import { formatCell } from '@banyan/domain/reports/cells'
import { writeXlsx as writeWorkbook, type CellStyle, type CellValue, type WriteSheet } from 'hucre'
import type { BookCheck } from './book-checks.ts'
import { cellHeadings, cellLines, printedReport, type ReportFile } from './report-table.ts'
import type { ReportedLoan } from './reported-loan.ts'

const amountFormat = '#,##0.00'
const font = 'Microsoft YaHei'
const pageSetup = {
  paperSize: 'a4',
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
} as const
const thin = { style: 'thin', color: { rgb: 'B8C0CA' } } as const
const box = { top: thin, bottom: thin, left: thin, right: thin }
const head: CellStyle = {
  font: { name: font, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EEF1F5' } },
  border: box,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}

type Cells = NonNullable<WriteSheet['cells']>

function styled(cells: Cells, row: number, from: number, to: number, style: CellStyle): void {
  for (let column = from; column <= to; column += 1) cells.set(`${row},${column}`, { style })
}

/** Printed figures stand as numbers, with the two decimals that were printed. */
function gridSheet(file: ReportFile): WriteSheet {
  const report = printedReport(file)
  const last = report.columns.length + 1
  const rows: CellValue[][] = [
    [`${report.form} ${report.title}`],
    [
      `填报机构：${report.institution}　报表日期：${report.asOf}　单位：万元、人民币　版本：${report.version}`,
    ],
    [`校验和 SHA-256：${report.digest}`],
    ['行次', '项目', ...report.columns.map(({ column }) => column)],
    ['', '', ...report.columns.map(({ name }) => name)],
    ...report.rows.map(({ row, name, cells }) => [
      row,
      name,
      ...cells.map((cell) => (cell && cell.value !== null ? Number(formatCell(cell)) : null)),
    ]),
    [],
    ['编制：', '', '', '复核：', '', '', '负责人：'],
  ]
  const cells: Cells = new Map()
  styled(cells, 0, 0, last, { font: { name: font, bold: true, size: 14 } })
  styled(cells, 3, 0, last, head)
  styled(cells, 4, 0, last, head)
  report.rows.forEach(({ isTotal, cells: figures }, index) => {
    const look = { font: { name: font, bold: isTotal }, border: box }
    styled(cells, index + 5, 0, 1, look)
    figures.forEach((cell, column) => {
      const numFmt = cell?.unit === 'count' ? '#,##0' : amountFormat
      styled(cells, index + 5, column + 2, column + 2, { ...look, numFmt })
    })
  })
  return {
    name: report.form,
    rows,
    cells,
    columns: [{ width: 8 }, { width: 34 }, ...report.columns.map(() => ({ width: 15 }))],
    merges: [0, 1, 2].map((row) => ({ startRow: row, startCol: 0, endRow: row, endCol: last })),
    freezePane: { rows: 5, columns: 2 },
    pageSetup,
  }
}

/** A plain list below one row of headings. */
function listSheet(name: string, headings: readonly string[], rows: CellValue[][]): WriteSheet {
  const cells: Cells = new Map()
  styled(cells, 0, 0, headings.length - 1, head)
  return {
    name,
    rows: [[...headings], ...rows],
    cells,
    columns: headings.map((heading) => ({ width: Math.max(12, heading.length * 2 + 4) })),
    freezePane: { rows: 1 },
    pageSetup: { ...pageSetup, fitToHeight: 0 },
  }
}

const checkLine = ({ id, ok, left, right, loans }: BookCheck): CellValue[] => [
  id,
  ok ? '通过' : '未通过',
  left,
  right,
  (loans ?? []).join(' '),
]

const loanHeadings = [
  ['借据号', (loan: ReportedLoan) => loan.number],
  ['客户号', (loan: ReportedLoan) => loan.borrowerNumber],
  ['集团号', (loan: ReportedLoan) => loan.groupNumber],
  ['投向', (loan: ReportedLoan) => loan.section],
  ['五级分类（按天数）', (loan: ReportedLoan) => loan.tier],
  ['逾期天数', (loan: ReportedLoan) => loan.daysPastDue],
  ['余额（分）', (loan: ReportedLoan) => loan.balance],
  ['逾期本金（分）', (loan: ReportedLoan) => loan.overduePrincipal],
  ['原币', (loan: ReportedLoan) => loan.currency],
  ['原币余额（分）', (loan: ReportedLoan) => loan.originalBalance],
  ['未折算', (loan: ReportedLoan) => (loan.isLeftOut ? '缺汇率' : '')],
] as const

/**
 * Four sheets: the grid as printed, the checks, the cells with their exact values, the loans. Texts
 * are text cells, so none acts as a formula; the dates in the file are the report's day.
 */
export async function writeXlsx(file: ReportFile): Promise<Uint8Array> {
  const day = new Date(`${file.figures.asOf}T00:00:00Z`)
  const lines = cellLines(file).map(
    ({ id, row, rowName, column, columnName, unit, printed, exact }): CellValue[] => [
      id,
      row,
      rowName,
      column,
      columnName,
      unit,
      printed === '' ? null : Number(printed),
      exact,
    ],
  )
  const loans = file.loans.map((loan) => loanHeadings.map(([, valueOf]) => valueOf(loan)))
  return writeWorkbook({
    sheets: [
      gridSheet(file),
      listSheet('校验', ['校验', '结果', '左', '右', '借据'], file.checks.map(checkLine)),
      listSheet('单元格', cellHeadings, lines),
      listSheet(
        '借据',
        loanHeadings.map(([heading]) => heading),
        loans,
      ),
    ],
    properties: { created: day, modified: day, creator: file.figures.institution.name },
    defaultFont: { name: font, size: 10 },
    stringMode: 'shared',
  })
}
