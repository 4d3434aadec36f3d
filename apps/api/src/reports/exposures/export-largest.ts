import { Day } from '@banyan/domain/calendar'
import { formatMoney, type Money } from '@banyan/domain/money'
import { formatRate, type Rate } from '@banyan/domain/rate'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { exposureKinds, type ExposureKind } from '../../exposure/closed-exposures.queries.ts'
import { type LargeExposure, largestSorts, listLargest } from '../../exposure/read-largest.ts'
import { attachment } from '../attachment.ts'
import { type CsvValue, writeCsv } from '../write-csv.ts'
import { writeList } from '../write-list.ts'

/** The same question as the page's address asks. */
export const LargestFile = z.object({
  format: z.enum(['csv', 'xlsx']),
  kind: z.enum(exposureKinds),
  sort: z.enum(largestSorts).default('total'),
  day: Day.optional(),
  over: z.literal('1').optional(),
  large: z.literal('1').optional(),
  find: z.string().trim().max(100).optional(),
})
export type LargestFile = z.output<typeof LargestFile>

const kindNames: Readonly<Record<ExposureKind, string>> = {
  customer: '单一客户',
  group: '管理集团',
  control: '集团客户2010',
  connected: '关联客户2018',
}

const yuan = (amount: Money | null): CsvValue =>
  amount === null ? null : { plain: formatMoney(amount) }
const percent = (share: Rate | null): CsvValue =>
  share === null ? null : { plain: formatRate(share) }

function stateOf({ isOver, isLarge, room }: LargeExposure): string {
  if (isOver) return '超限'
  if (isLarge) return '大额'
  return room === null ? '无法判定' : '限内'
}

const columns: readonly [heading: string, valueOf: (row: LargeExposure) => CsvValue][] = [
  ['编号', ({ number }) => number],
  ['名称', ({ name }) => name],
  ['户数', ({ members }) => members],
  ['已用（元）', ({ drawn }) => yuan(drawn)],
  ['未用承诺（元）', ({ undrawn }) => yuan(undrawn)],
  ['直接敞口（元）', ({ direct }) => yuan(direct)],
  ['间接敞口（元）', ({ indirect }) => yuan(indirect)],
  ['合计（元）', ({ total }) => yuan(total)],
  ['核定限额（元）', ({ allotted }) => yuan(allotted)],
  ['占资本净额（%）', ({ shareOfNetCapital }) => percent(shareOfNetCapital)],
  ['占一级资本净额（%）', ({ shareOfTier1 }) => percent(shareOfTier1)],
  ['尚余空间（元）', ({ room }) => yuan(room)],
  ['状态', stateOf],
]

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The table of the largest exposures as it stands on the page, all its rows; kept in the record as an export. */
export async function exportLargest(
  context: StaffContext,
  { format, over, large, find, ...asked }: LargestFile,
): Promise<Response> {
  const { institution, staff } = context
  const { closed, rows } = await listLargest(context, {
    ...asked,
    ...(over ? { isOver: true } : {}),
    ...(large ? { isLarge: true } : {}),
    ...(find ? { text: find } : {}),
  })
  if (!closed) throw new Refused('no-closed-day')
  const { day } = closed
  const headings = columns.map(([heading]) => heading)
  const lines = rows.map((row) => columns.map(([, valueOf]) => valueOf(row)))
  const sheet = { name: kindNames[asked.kind], headings, lines, day, creator: institution.name }
  const bytes = format === 'csv' ? writeCsv(headings, lines) : await writeList(sheet)
  const detail = { what: 'largest exposures', kind: asked.kind, day, format, rows: rows.length }
  await recordAudit(context, { entity: 'staff', id: staff.id, action: 'export', detail })
  const name = `exposure-${asked.kind}-${institution.code}-${day}.${format}`
  return attachment(bytes, { type: types[format], name })
}
