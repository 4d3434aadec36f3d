import type { CaseKind, TierRefusal } from '@banyan/domain/classification/class-case'
import { proposedTierRefusal } from '@banyan/domain/classification/class-case'
import type { Tier } from '@banyan/domain/classification/tiers'
import { worseTier } from '@banyan/domain/classification/tiers'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { classClaims, type ClassedClaim } from '../class-claims.ts'
import type { Claim } from '../claims.queries.ts'

export interface Weighed {
  classed: ClassedClaim[]
  closed: Claim[]
  inForce: Awaited<ReturnType<typeof classClaims>>['inForce']
  refusal: TierRefusal | null
}

/** The classes as they would be with a tier of people on one loan, and able to perform or not. */
function classedWith(
  context: StaffContext,
  claims: readonly Claim[],
  { loanId, manualTier, isAble }: { loanId: string; manualTier: Tier | null; isAble: boolean },
) {
  const given = claims.map((claim) => (claim.id === loanId ? { ...claim, manualTier } : claim))
  const able = isAble ? claims.map(({ id }) => id) : []
  return classClaims(context, given, context.businessDay, new Set(able))
}

/**
 * What follows when people set a tier on a loan today: the classes of its debtor's claims, and why
 * it may not be, or null. An upgrade rests on the assessment that the debtor is able to perform,
 * which is one for all its claims: those that wait for nothing else leave 不良 together.
 */
export async function weighClass(
  context: StaffContext,
  claims: readonly Claim[],
  { loanId, kind, tier }: { loanId: string; kind: CaseKind; tier: Tier },
): Promise<Weighed> {
  const isAble = kind === 'upgrade'
  const claim = found(
    claims.find(({ id, status }) => id === loanId && status === 'active'),
    'loan',
  )
  const plain = await classedWith(context, claims, { loanId, manualTier: null, isAble })
  const { result } = found(
    plain.classed.find((each) => each.claim.id === loanId),
    'loan',
  )
  const refusal = proposedTierRefusal(kind, tier, {
    tier: claim.tier,
    byRules: result.tier,
    floor: result.floor,
    isGateOpen: !result.isHeld,
  })
  const isWorse = worseTier(tier, result.tier) === tier && tier !== result.tier
  const manualTier = isWorse ? tier : null
  const whole = isWorse ? await classedWith(context, claims, { loanId, manualTier, isAble }) : plain
  return { ...whole, refusal }
}
