import { uuidv7 } from '@banyan/database'
import { accountRoles } from '@banyan/domain/loans/chart-of-accounts'
import { actRefusal } from '@banyan/domain/loans/loan-act'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import {
  changeAccount,
  decideChartChange,
  insertChartChange,
  listChartChanges,
  lockChartChange,
} from './chart.queries.ts'
import { listAccounts } from './ledger.queries.ts'

export const NewAccount = z.object({
  role: z.enum(accountRoles),
  code: z.string().regex(/^\d{4,12}$/),
  name: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(80),
  reason: z.string().trim().min(2).max(500),
})

/**
 * Asks that a role be posted to another account from its approval on. Refused: `code-is-taken` by
 * another role or by this role before, since what a code was posted for never changes.
 */
export async function proposeAccount(context: StaffContext, input: z.output<typeof NewAccount>) {
  const accounts = await listAccounts(context)
  const taken = accounts.find(({ code }) => code === input.code)
  if (taken && (taken.role !== input.role || taken.validTo !== null))
    throw new Refused('code-is-taken')
  const changes = await listChartChanges(context)
  if (changes.some(({ role, status }) => role === input.role && status === 'waiting'))
    throw new Refused('change-is-waiting')
  const id = uuidv7()
  const madeBy = context.staff.id
  await insertChartChange(context, { id, ...input, madeBy, madeAt: context.now() })
  const { role, code } = input
  await recordAudit(context, {
    entity: 'institution',
    id: context.institution.id,
    action: 'propose-account',
    detail: { role, code },
  })
  return { changeId: id }
}

export const AccountDecision = z.object({
  changeId: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: z.string().trim().min(2).max(500),
})

/** Another person decides; what is booked from then on goes to the new account. */
export async function decideAccount(
  context: StaffContext,
  { changeId, outcome, note }: z.output<typeof AccountDecision>,
) {
  const change = found(await lockChartChange(context, changeId), 'chart-change')
  const { madeBy, status } = change
  refuseIf(actRefusal({ step: 'decide', status, madeBy, staffId: context.staff.id }))
  await decideChartChange(context, { id: changeId, madeBy, outcome, note })
  if (outcome === 'approved') await changeAccount(context, change, context.businessDay)
  const { role, code } = change
  await recordAudit(context, {
    entity: 'institution',
    id: context.institution.id,
    action: outcome === 'approved' ? 'change-account' : 'refuse-account',
    detail: { role, code },
  })
  return { changeId, outcome }
}

/** What was asked of the chart of accounts, newest first. */
export async function readChartChanges(context: StaffContext) {
  const rows = await listChartChanges(context)
  return rows.map(({ madeById, ...row }) => ({
    ...row,
    refusal: actRefusal({
      step: 'decide',
      status: row.status,
      madeBy: madeById,
      staffId: context.staff.id,
    }),
  }))
}
