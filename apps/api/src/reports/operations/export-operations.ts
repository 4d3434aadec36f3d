import { Refused } from '@banyan/domain/refused'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { attachment } from '../attachment.ts'
import { writeCsv } from '../write-csv.ts'
import { countOperations, listOperations, type OperationEvent } from './operations.queries.ts'
import { type OperationsPeriod, withNames } from './operations-record.ts'

const mostRows = 100_000
const pageSize = 2000
const headings = ['时间', '工号', '姓名', '对象', '编号', '名称', '操作', '明细']

const beijing = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** The record of a period as one CSV file; refused `too-many-rows` above a hundred thousand. */
export async function exportOperations(
  context: StaffContext,
  period: OperationsPeriod,
): Promise<Response> {
  const { tx, institution, staff } = context
  const institutionId = institution.id
  const rows = await countOperations(tx, { institutionId, ...period })
  if (rows > mostRows) throw new Refused('too-many-rows')
  const lines: string[][] = []
  let last: OperationEvent | undefined
  do {
    const after = last && { at: last.at.toISOString(), entityId: last.entityId, seq: last.seq }
    const page = await listOperations(tx, { institutionId, ...period, after, limit: pageSize })
    for (const each of await withNames(context, page)) {
      lines.push([
        beijing.format(new Date(each.at)),
        each.staffNumber ?? '',
        each.staffName ?? '',
        each.entity,
        each.number,
        each.name,
        each.action,
        JSON.stringify(each.detail),
      ])
    }
    last = page.length === pageSize ? page.at(-1) : undefined
  } while (last)
  await recordAudit(context, {
    entity: 'staff',
    id: staff.id,
    action: 'export',
    detail: { what: 'operations', ...period, rows: lines.length },
  })
  return attachment(writeCsv(headings, lines), {
    type: 'text/csv; charset=utf-8',
    name: `operations-${institution.code}-${period.from}-${period.to}.csv`,
  })
}
