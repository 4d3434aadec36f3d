import type { StatementFigures } from '@banyan/domain/customers/financial-statement'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface StatementRow {
  institutionId: string
  id: string
  customerId: string
  periodEnd: string
  period: string
  scope: string
  isAudited: boolean
  source: string
  figures: StatementFigures
  netAssets: number | null
  correctsId: string | null
  reason: string | null
  importBatchId: string | null
  recordedBy: string
  recordedAt: Date
}

export async function insertStatement({ tx }: Place, row: StatementRow): Promise<void> {
  await tx
    .insertInto('financialStatement')
    .values({ ...row, figures: JSON.stringify(row.figures) })
    .execute()
}

/** The statement in force, held until the transaction ends. */
export function lockStatement({ tx, institution }: Place, id: string) {
  return tx
    .selectFrom('financialStatement')
    .select(['id', 'customerId', 'periodEnd', 'period', 'scope', 'source'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .where('replacedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function setReplaced(
  { tx, institution }: Place,
  id: string,
  replacedAt: Date,
): Promise<void> {
  await tx
    .updateTable('financialStatement')
    .set({ replacedAt })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** The statements of a customer that are in force, the latest period first. */
export async function listStatements({ tx, institution }: Place, customerId: string) {
  const rows = await tx
    .selectFrom('financialStatement as statement')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'statement.institutionId')
        .onRef('staff.id', '=', 'statement.recordedBy'),
    )
    .select([
      'statement.id',
      'statement.periodEnd',
      'statement.period',
      'statement.scope',
      'statement.isAudited',
      'statement.source',
      'statement.figures',
      'statement.correctsId as corrects',
      'statement.reason',
      'statement.recordedAt',
      'staff.name as recordedBy',
    ])
    .where('statement.institutionId', '=', institution.id)
    .where('statement.customerId', '=', customerId)
    .where('statement.replacedAt', 'is', null)
    .orderBy('statement.periodEnd', 'desc')
    .orderBy('statement.period')
    .orderBy('statement.scope')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, figures: row.figures as unknown as StatementFigures }))
}
