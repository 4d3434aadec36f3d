import { constraintOf, uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import {
  Statement,
  StatementFigures,
  statementRefusal,
} from '@banyan/domain/customers/financial-statement'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { noteSignals } from '../signals/note-signals.ts'
import { insertStatement, lockStatement, setReplaced } from './statements.queries.ts'

export const RecordStatement = Statement.extend({ customerId: z.uuid() })
export type RecordStatement = z.infer<typeof RecordStatement>
export const CorrectStatement = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(2, 'missing').max(200, 'too-long'),
  isAudited: z.boolean(),
  figures: StatementFigures,
})

/** One statement for each period and scope of a company; what is wrong with it is corrected, never changed. */
export async function recordStatement(
  context: StaffContext,
  { customerId, ...statement }: RecordStatement,
): Promise<{ id: string }> {
  const { institution, staff, businessDay } = context
  const file = await lockFile(context, customerId)
  if (file.kind !== 'company') throw new Refused('statements-are-for-companies')
  refuseIf(statementRefusal(statement, businessDay))
  const id = uuidv7()
  await insertStatement(context, {
    institutionId: institution.id,
    id,
    customerId,
    ...statement,
    netAssets: statement.figures.netAssets,
    correctsId: null,
    reason: null,
    importBatchId: null,
    recordedBy: staff.id,
    recordedAt: context.now(),
  }).catch((error: unknown) => {
    if (constraintOf(error) !== 'financial_statement_is_held_once') throw error
    throw new Refused('statement-is-held', { cause: error })
  })
  const { periodEnd, period, scope } = statement
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'statement-recorded',
    detail: { statement: id, periodEnd, period, scope },
  })
  await noteSignals(context, [{ customerId, cause: 'statement' }])
  return { id }
}

/** A new statement in place of one that was wrong; the wrong one stays on the record. */
export async function correctStatement(
  context: StaffContext,
  { id: correctsId, reason, isAudited, figures }: z.infer<typeof CorrectStatement>,
): Promise<{ id: string }> {
  const { institution, staff, businessDay } = context
  const { customerId, ...held } = found(await lockStatement(context, correctsId), 'statement')
  await lockFile(context, customerId)
  const period = held.period as Statement['period']
  const periodEnd = day(held.periodEnd)
  refuseIf(statementRefusal({ periodEnd, period, figures }, businessDay))
  const id = uuidv7()
  const at = context.now()
  await setReplaced(context, correctsId, at)
  await insertStatement(context, {
    institutionId: institution.id,
    id,
    customerId,
    periodEnd,
    period,
    scope: held.scope,
    isAudited,
    source: held.source,
    figures,
    netAssets: figures.netAssets,
    correctsId,
    reason,
    importBatchId: null,
    recordedBy: staff.id,
    recordedAt: at,
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'statement-corrected',
    detail: { statement: id, corrects: correctsId, periodEnd, reason },
  })
  await noteSignals(context, [{ customerId, cause: 'statement' }])
  return { id }
}
