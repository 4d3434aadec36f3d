import { constraintOf, uuidv7 } from '@banyan/database'
import { addDays, Day } from '@banyan/domain/calendar'
import { TimeOfDay } from '@banyan/domain/collection/collection-rules'
import { promiseRefusal } from '@banyan/domain/collection/promise'
import { freeText } from '@banyan/domain/customers/free-text'
import { PositiveMoney } from '@banyan/domain/money'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { refuseUnfit } from '../officers/handed-work.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { listCaseLoans, lockCase } from './case-page.queries.ts'
import {
  findHardship,
  findPromise,
  insertHardship,
  insertPromise,
  setHardship,
} from './arrangements.queries.ts'
import { setCase, setPromise } from './cases.queries.ts'
import { tellCase } from './see-case.ts'

const reason = freeText(2, 500)

export const AssignCase = z.strictObject({ id: z.uuid(), officerId: z.uuid(), reason })
export const TakePromise = z.strictObject({
  caseId: z.uuid(),
  loanId: z.uuid(),
  amount: PositiveMoney,
  dueOn: Day,
  note: freeText(2, 500),
})
export const WithdrawPromise = z.strictObject({ id: z.uuid(), reason })
export const AgreeHours = z.strictObject({
  caseId: z.uuid(),
  from: TimeOfDay,
  to: TimeOfDay,
  until: Day,
  evidence: freeText(2, 500),
})
export const ProposeHardship = z.strictObject({
  caseId: z.uuid(),
  reason,
  until: Day,
  plan: freeText(2, 2000),
})
export const DecideHardship = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: freeText(2, 500),
})
export const EndHardship = z.strictObject({ id: z.uuid(), reason })

async function openCase(context: StaffContext, id: string) {
  const held = found(await lockCase(context, id), 'case')
  if (held.state !== 'open') throw new Refused('case-is-closed')
  return held
}

const tell = (
  context: StaffContext,
  { debtorId, id }: { debtorId: string; id: string },
  action: string,
  detail: Record<string, unknown>,
) =>
  recordAudit(context, {
    entity: 'customer',
    id: debtorId,
    action,
    detail: { case: id, ...detail },
  })

/** Gives a case to somebody, and says why; the story of its hands stays. */
export async function assignCase(
  context: StaffContext,
  { id, officerId, reason: why }: z.output<typeof AssignCase>,
): Promise<{ id: string }> {
  const held = await openCase(context, id)
  if (held.officerId === officerId) throw new Refused('nothing-changed')
  await refuseUnfit(context, 'collection', { staffId: officerId })
  await setCase(context, id, { officerId })
  const detail = { from: held.officerId, to: officerId, reason: why }
  await tellCase(
    context,
    { caseId: id, debtorId: held.debtorId },
    { kind: 'assigned', staffId: context.staff.id, detail },
  )
  return { id }
}

/** The debtor says when and how much; the close sees whether it was so. */
export async function takePromise(
  context: StaffContext,
  { caseId, loanId, amount, dueOn, note }: z.output<typeof TakePromise>,
): Promise<{ id: string }> {
  const { institution, staff, businessDay } = context
  const held = await openCase(context, caseId)
  const loans = await listCaseLoans(context, held.debtorId)
  const loan = found(
    loans.find((each) => each.id === loanId),
    'loan',
  )
  const { rules } = await rulesInForce(context, 'collection', businessDay)
  const owed = Math.max(loan.overdue, loan.balance)
  refuseIf(promiseRefusal(rules, { amount, dueOn }, { owed, today: businessDay }))
  const id = uuidv7()
  const made = { madeOn: businessDay, madeBy: staff.id, madeAt: context.now() }
  await insertPromise(context, {
    institutionId: institution.id,
    id,
    caseId,
    loanId,
    amount,
    dueOn,
    state: 'open',
    note,
    ...made,
  })
  await tell(context, held, 'promise-taken', { promise: id, loan: loanId, dueOn })
  return { id }
}

/** A promise that was noted by mistake, or that another replaces. */
export async function withdrawPromise(
  context: StaffContext,
  { id, reason: why }: z.output<typeof WithdrawPromise>,
): Promise<{ id: string }> {
  const promise = found(await findPromise(context, id), 'promise')
  const held = await openCase(context, promise.caseId)
  if (promise.state !== 'open') throw new Refused('promise-is-settled')
  await setPromise(context, id, { state: 'withdrawn', settledOn: context.businessDay })
  await tell(context, held, 'promise-withdrawn', { promise: id, reason: why })
  return { id }
}

/** The debtor agrees to be called in hours in which nobody is otherwise. */
export async function agreeHours(
  context: StaffContext,
  { caseId, from, to, until, evidence }: z.output<typeof AgreeHours>,
): Promise<{ caseId: string }> {
  const held = await openCase(context, caseId)
  if (until < context.businessDay) throw new Refused('in-the-past')
  const agreed = { agreedFrom: from, agreedTo: to, agreedUntil: until, agreedEvidence: evidence }
  await setCase(context, caseId, agreed)
  const detail = { from, to, until }
  await tellCase(
    context,
    { caseId, debtorId: held.debtorId },
    { kind: 'hours-agreed', staffId: context.staff.id, detail },
  )
  return { caseId }
}

/** Asks for a time in which a debtor in need is not called, with the plan that it is for. */
export async function proposeHardship(
  context: StaffContext,
  { caseId, reason: why, until, plan }: z.output<typeof ProposeHardship>,
): Promise<{ id: string }> {
  const { institution, staff, businessDay } = context
  const held = await openCase(context, caseId)
  const { rules } = await rulesInForce(context, 'collection', businessDay)
  if (until <= businessDay) throw new Refused('in-the-past')
  if (until > addDays(businessDay, rules.hardshipAtMostDays)) throw new Refused('hardship-too-long')
  const id = uuidv7()
  const proposed = { proposedBy: staff.id, proposedAt: context.now() }
  await insertHardship(context, {
    institutionId: institution.id,
    id,
    caseId,
    reason: why,
    plan,
    until,
    state: 'proposed',
    ...proposed,
  }).catch((error: unknown) => {
    if (constraintOf(error) !== 'collection_hardship_is_open_once') throw error
    throw new Refused('hardship-is-open', { cause: error })
  })
  await tell(context, held, 'hardship-proposed', { hardship: id, until })
  return { id }
}

async function hardshipOf(context: StaffContext, id: string, state: 'proposed' | 'granted') {
  const hardship = found(await findHardship(context, id), 'hardship')
  const held = await openCase(context, hardship.caseId)
  if (hardship.state !== state) throw new Refused('already-decided')
  return { hardship, held }
}

/** Another person grants or refuses it; while it is granted nobody calls. */
export async function decideHardship(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof DecideHardship>,
): Promise<{ id: string }> {
  const { staff } = context
  const { hardship, held } = await hardshipOf(context, id, 'proposed')
  if (hardship.proposedBy === staff.id) throw new Refused('own-proposal')
  const state = outcome === 'approved' ? 'granted' : 'refused'
  await setHardship(context, id, { state, decidedBy: staff.id, decidedAt: context.now(), note })
  if (state === 'granted') await setCase(context, held.id, { hardshipUntil: hardship.until as Day })
  await tell(context, held, `hardship-${state}`, { hardship: id, proposedBy: hardship.proposedBy })
  return { id }
}

export async function endHardship(
  context: StaffContext,
  { id, reason: why }: z.output<typeof EndHardship>,
): Promise<{ id: string }> {
  const { held } = await hardshipOf(context, id, 'granted')
  await setHardship(context, id, { state: 'ended', endedOn: context.businessDay })
  await setCase(context, held.id, { hardshipUntil: null })
  await tell(context, held, 'hardship-ended', { hardship: id, reason: why })
  return { id }
}
