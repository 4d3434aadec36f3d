import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { isLoanInReach } from '../loans/loan-list.queries.ts'
import { found } from '../not-found.ts'
import { findOpenCase } from './cases/cases.queries.ts'
import { classClaims } from './class-claims.ts'
import { listFactsInForce, readClaims } from './claims.queries.ts'
import { listTierHistory } from './results.queries.ts'

export const ClassQuestion = z.strictObject({ loanId: z.uuid() })

/** What the rules say of a loan now, beside what its row says since the last close. */
export async function classNow(context: StaffContext, loanId: string) {
  const { tx, institution, businessDay } = context
  found((await isLoanInReach(context, loanId)) ? loanId : undefined, 'loan')
  const claims = await readClaims(tx, institution.id, [loanId])
  const claim = found(
    claims.find(({ id }) => id === loanId),
    'loan',
  )
  const { classed, inForce } = await classClaims(context, claims, businessDay)
  const now = classed.find((each) => each.claim.id === loanId)
  return { claim, now, inForce }
}

/** The class of a loan: tier in force, and the rules, facts, gate and observation of the business day. */
export async function readClass(context: StaffContext, { loanId }: z.output<typeof ClassQuestion>) {
  const { tx, institution, businessDay } = context
  const { claim, now, inForce } = await classNow(context, loanId)
  const entered = await listFactsInForce(tx, institution.id, {
    customerIds: [claim.customerId],
    day: businessDay,
  })
  const openCase = await findOpenCase(context, loanId)
  return {
    loanId,
    asOf: businessDay,
    tier: claim.tier,
    basis: claim.tierBasis,
    stage: claim.stage,
    allowance: claim.allowance,
    claimTier: claim.claimTier,
    otherFloor: claim.otherFloor,
    manualTier: claim.manualTier,
    nextLookOn: claim.nextTierOn,
    /** What the close of the day would find, as things stand. */
    tierAtClose: now?.result.tier ?? null,
    stageAtClose: now?.stage ?? null,
    stageReasons: now?.stageReasons ?? [],
    rulesHit: now?.result.rulesHit ?? [],
    facts: now?.facts ?? null,
    gate: now?.result.gate ?? null,
    observation: now?.result.observation ?? null,
    rulesName: inForce.rules.name,
    rulesVersion: inForce.rulesVersion?.number ?? null,
    history: await listTierHistory(context, loanId),
    openCase: openCase ?? null,
    factsInForce: entered.filter((fact) => fact.loanId === null || fact.loanId === loanId),
  }
}
