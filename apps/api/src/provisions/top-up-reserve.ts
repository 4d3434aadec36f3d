import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import type { Money } from '@banyan/domain/money'
import { reserveTopUp, spreadByWeight } from '@banyan/domain/provisions/reserve-top-up'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { listPeriods, listShares, openAccountsOf, sumReserve } from './period-provisions.queries.ts'
import {
  insertReservePostings,
  insertTopUp,
  listTopUps,
  lockTopUp,
  setTopUp,
} from './top-ups.queries.ts'

const periodsShown = 24
const topUpsShown = 50

/** Ends of periods with what was estimated and allowed for, what is reserved, and what has been asked for. */
export async function readReserve(context: StaffContext) {
  const periods = await listPeriods(context, periodsShown)
  const reserved = await sumReserve(context)
  const [last] = periods
  return {
    currency: context.institution.currency,
    reserved,
    /** What the last period asks for beyond that; null before the first end of a month. */
    missing: last ? reserveTopUp({ ...last, reserved }) : null,
    periods: periods.map((period) => ({
      ...period,
      excess: reserveTopUp({ ...period, reserved: 0 as Money }),
    })),
    topUps: await listTopUps(context, topUpsShown),
  }
}

export const TopUpProposal = z.strictObject({
  periodEnd: Day,
  reason: z.string().trim().min(2).max(500),
})

/**
 * Asks that profit be appropriated to the general reserve as the last period asks for. Refused where there is
 * enough already, for a period before the last, and while another waits.
 */
export async function proposeTopUp(
  context: StaffContext,
  { periodEnd, reason }: z.output<typeof TopUpProposal>,
): Promise<{ id: string; amount: Money }> {
  const [last, ...before] = await listPeriods(context, periodsShown)
  if (before.some((period) => period.periodEnd === periodEnd))
    throw new Refused('not-the-last-period')
  const period = found(last?.periodEnd === periodEnd ? last : undefined, 'provision-period')
  const { estimate, allowance } = period
  const reserved = await sumReserve(context)
  const amount = reserveTopUp({ estimate, allowance, reserved })
  if (amount === 0) throw new Refused('reserve-is-enough')
  const id = uuidv7()
  const made = { madeBy: context.staff.id, madeAt: context.now() }
  const row = { id, periodEnd, estimate, allowance, reserved, amount, reason, ...made }
  if (!(await insertTopUp(context, row))) throw new Refused('top-up-is-waiting')
  await recordAudit(context, {
    entity: 'institution',
    id: context.institution.id,
    action: 'propose-reserve-top-up',
    detail: { topUp: id, periodEnd, estimate, allowance, reserved, amount },
  })
  return { id, amount }
}

export const TopUpDecision = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: z.string().trim().min(2).max(500),
})

/**
 * Another person than its maker decides. Approved, it is posted on the open business day with the end of the period
 * as its value day: 4104 利润分配 to 4102 一般风险准备. Refused where the reserve has moved since it was asked for.
 */
export async function decideTopUp(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof TopUpDecision>,
): Promise<{ id: string; journalId: string | null }> {
  const asked = found(await lockTopUp(context, id), 'reserve-top-up')
  if (asked.status !== 'waiting') throw new Refused('top-up-is-decided')
  if (asked.madeBy === context.staff.id) throw new Refused('own-top-up')
  const isApproved = outcome === 'approved'
  if (isApproved && (await sumReserve(context)) !== asked.reserved)
    throw new Refused('reserve-has-moved')
  const journalId = isApproved ? await postTopUp(context, asked) : null
  await setTopUp(context, id, { status: outcome, note, journalId })
  await recordAudit(context, {
    entity: 'institution',
    id: context.institution.id,
    action: 'decide-reserve-top-up',
    detail: { topUp: id, periodEnd: asked.periodEnd, amount: asked.amount, outcome, journalId },
  })
  return { id, journalId }
}

/** One journal: each branch and product bears the part that its loans have in the estimate. */
async function postTopUp(
  context: StaffContext,
  { periodEnd, amount }: { periodEnd: Day; amount: Money },
): Promise<string> {
  const { tx, institution, businessDay } = context
  const [from, to] = ['profit-distribution', 'general-reserve'] as const
  const accounts = await openAccountsOf(tx, institution.id, [from, to])
  const debit = found(accounts.get(from), 'ledger-account')
  const credit = found(accounts.get(to), 'ledger-account')
  const shares = await listShares(context, periodEnd)
  const amounts = spreadByWeight(
    amount,
    shares.map(({ estimate }) => estimate),
  )
  const journalId = uuidv7()
  const posted = { journalId, debit, credit, businessDay, valueDay: periodEnd }
  const postedAt = context.now()
  const rows = shares.flatMap(({ branchId, product }, index) => {
    const part = amounts[index]
    return part ? [{ branchId, product, amount: part }] : []
  })
  await insertReservePostings(
    context,
    rows.map((row, index) => ({ ...posted, ...row, position: index + 1, postedAt })),
  )
  return journalId
}
