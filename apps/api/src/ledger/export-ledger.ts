import { createHash } from 'node:crypto'
import { Day } from '@banyan/domain/calendar'
import { formatMoney, money } from '@banyan/domain/money'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { attachment } from '../reports/attachment.ts'
import { type CsvValue, writeCsv } from '../reports/write-csv.ts'
import { writeList } from '../reports/write-list.ts'
import { listJournal } from './ledger.queries.ts'
import { BalanceDay, readTrialBalance, requireYear } from './read-ledger.ts'

const Format = z.enum(['csv', 'xlsx'])
export const JournalFile = z.object({ format: Format, from: Day, to: Day })
export const BalanceFile = BalanceDay.extend({ format: Format })

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const yuan = (fen: number): CsvValue => ({ plain: formatMoney(money(fen)) })

interface Sheet {
  name: string
  title: string
  headings: string[]
  lines: CsvValue[][]
  day: Day
  format: keyof typeof types
}

/** A table of the books as a file, kept in the record as an export. */
export async function exportSheet(context: StaffContext, sheet: Sheet): Promise<Response> {
  const { institution, staff } = context
  const { name, title, headings, lines, day, format } = sheet
  const list = { name: title, headings, lines, day, creator: institution.name }
  const bytes = format === 'csv' ? writeCsv(headings, lines) : await writeList(list)
  const digest = createHash('sha256').update(bytes).digest('hex')
  const detail = { what: name, format, rows: lines.length, digest }
  await recordAudit(context, { entity: 'staff', id: staff.id, action: 'export', detail })
  return attachment(bytes, { type: types[format], name: `${name}-${institution.code}.${format}` })
}

const journalHeadings = [
  ...['记账日', '起息日', '凭证', '序号', '类型', '借方科目', '贷方科目', '金额', '币种'],
  ...['机构', '产品', '借据号', '冲销凭证'],
]
const rowsAtOnce = 5_000

/**
 * 会计分录 for the finance system: every posting of the days in the order of booking, then the control
 * totals, one row a currency: how many postings, and their sum.
 */
export async function exportJournal(
  context: StaffContext,
  { format, from, to }: z.output<typeof JournalFile>,
): Promise<Response> {
  requireYear({ from, to })
  const lines: CsvValue[][] = []
  const totals = new Map<string, { count: number; amount: number }>()
  let cursor: { day: string; journalId: string; position: number } | null = null
  for (;;) {
    const asked = { from, to, account: null, branchId: null, cursor, limit: rowsAtOnce }
    const rows: Awaited<ReturnType<typeof listJournal>> = await listJournal(context, asked)
    for (const row of rows) {
      const sum = totals.get(row.currency) ?? { count: 0, amount: 0 }
      totals.set(row.currency, { count: sum.count + 1, amount: sum.amount + row.amount })
      lines.push([
        ...[row.businessDay, row.valueDay, row.journalId, row.position, row.kind],
        ...[row.debit, row.credit, yuan(row.amount), row.currency],
        ...[row.branchCode, row.product, row.loanNumber ?? '', row.reverses ?? ''],
      ])
    }
    const last = rows.at(-1)
    if (rows.length < rowsAtOnce || !last) break
    cursor = { day: last.businessDay, journalId: last.journalId, position: last.position }
  }
  for (const [currency, { count, amount }] of totals) {
    const blank = ['', '', '', '']
    lines.push(['合计', '', '', count, '', '', '', yuan(amount), currency, ...blank])
  }
  const name = `journal-${from}-${to}`
  return exportSheet(context, {
    name,
    title: '会计分录',
    headings: journalHeadings,
    lines,
    day: to,
    format,
  })
}

/** 试算平衡表 as of a day, its sums last. */
export async function exportTrialBalance(
  context: StaffContext,
  { format, on }: z.output<typeof BalanceFile>,
): Promise<Response> {
  const { rows, totals, memorandum } = await readTrialBalance(context, { on })
  const headings = ['科目', '名称', '币种', '借方发生额', '贷方发生额', '借方余额', '贷方余额']
  const lines: CsvValue[][] = rows.map(({ code, name, currency, debit, credit, balance, side }) => [
    ...[code, name, currency, yuan(debit), yuan(credit)],
    ...[yuan(side === 'debit' ? balance : 0), yuan(side === 'credit' ? balance : 0)],
  ])
  for (const { currency, debit, credit } of totals)
    lines.push(['合计', '表内', currency, '', '', yuan(debit), yuan(credit)])
  for (const { currency, debit, credit } of memorandum)
    lines.push(['合计', '表外', currency, '', '', yuan(debit), yuan(credit)])
  const name = `trial-balance-${on}`
  return exportSheet(context, { name, title: '试算平衡表', headings, lines, day: on, format })
}
