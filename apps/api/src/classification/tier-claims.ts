import type { Day } from '@banyan/domain/calendar'
import type { Classification } from '@banyan/domain/classification/classify'
import { debtorOf, type OwnClaim } from '@banyan/domain/classification/debtor'
import type { ClassificationFacts } from '@banyan/domain/classification/facts'
import { isNonPerforming, type Tier } from '@banyan/domain/classification/tiers'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import type { Money } from '@banyan/domain/money'
import { type Stage, stageOf, type StageReason } from '@banyan/domain/provisions/stages'
import { type ClaimGround, factsOfClaim, ownClass, wholeClass } from './class-of-claim.ts'
import type { Claim, KeptFact } from './claims.queries.ts'
import type { RulesInForce } from './rules/rules-in-force.ts'

/** A claim with the class and stage that it has on a day. */
export interface TieredClaim {
  claim: Claim
  facts: ClassificationFacts
  result: Classification
  claimTier: Tier
  daysPastDue: number
  stage: Stage
  stageReasons: StageReason[]
  entered: readonly KeptFact[]
}

export interface Grounds {
  of: (claim: Claim) => ClaimGround & { entered: KeptFact[] }
  inForce: RulesInForce
  inOwnCurrency: (claim: Claim) => Money
}

export interface Classing {
  institutionKind: InstitutionKind
  day: Day
  /** Claims whose debtor people assess as able to perform. */
  able: ReadonlySet<string>
}

interface OwnClass {
  facts: ClassificationFacts
  claimTier: Tier
  /** The class with nothing said against the debtor, once it was asked. */
  whole: Classification | null
}

interface OwnClassed {
  claim: Claim
  own: OwnClass
  /** Claims of one kind have one class, if nothing else is known of them; null where something is. */
  kind: string | null
  daysPastDue: number
  entered: readonly KeptFact[]
}

const daysOfDefault = 90

function kindOf(claim: Claim, { entered, events, paid }: ClaimGround, days: number): string | null {
  const { customerKind, companyType, guarantee, tier, claimTier, manualTier, frequency } = claim
  if (entered.length + events.length + paid.length > 0 || isNonPerforming(tier)) return null
  return [customerKind, companyType, guarantee, tier, claimTier, manualTier, frequency, days].join()
}

/** Each claim by its own facts; the same work is done once for claims of one kind. */
function byOwnFacts(
  claims: readonly Claim[],
  grounds: Grounds,
  { institutionKind, day, able }: Classing,
): OwnClassed[] {
  const { rules } = grounds.inForce
  const known = new Map<string, OwnClass>()
  return claims.map((claim) => {
    const ground = grounds.of(claim)
    const isAble = able.has(claim.id)
    const days = daysPastDue(claim.oldestUnpaidOn, day)
    const kind = isAble ? null : kindOf(claim, ground, days)
    const { entered } = ground
    const before = kind === null ? undefined : known.get(kind)
    if (before) return { claim, own: before, kind, daysPastDue: days, entered }
    const facts = factsOfClaim(claim, ground, { rules, institutionKind, day, isAble })
    const own = { facts, claimTier: ownClass(claim, facts, rules, day).tier, whole: null }
    if (kind !== null) known.set(kind, own)
    return { claim, own, kind, daysPastDue: days, entered }
  })
}

const isBad = ({ claimTier, daysPastDue: days }: Pick<OwnClaim, 'claimTier' | 'daysPastDue'>) =>
  isNonPerforming(claimTier) || days > daysOfDefault

/** The class of a claim with what its debtor's other claims, and facts about the debtor, add to it. */
function withDebtor(
  { claim, own, kind, entered }: OwnClassed,
  siblings: readonly OwnClaim[],
  grounds: Grounds,
  day: Day,
): Pick<TieredClaim, 'facts' | 'result'> {
  const { rules } = grounds.inForce
  const { facts } = own
  const isPlain = kind !== null && !siblings.some(isBad)
  if (isPlain || (facts.scope !== 'non-retail' && entered.length === 0)) {
    const result = own.whole ?? wholeClass(claim, facts, facts.debtor, rules, day)
    if (kind !== null) own.whole = result
    return { facts, result }
  }
  const debtor = debtorOf(claim.id, siblings, entered)
  return { facts: { ...facts, debtor }, result: wholeClass(claim, facts, debtor, rules, day) }
}

/** Class and stage of claims owed, debtor by debtor; of companies all claims must be among them. */
export function tierClaims(
  claims: readonly Claim[],
  grounds: Grounds,
  classing: Classing,
): TieredClaim[] {
  const own = byOwnFacts(claims, grounds, classing)
  const claimsOf = Map.groupBy(own, ({ claim }) => claim.customerId)
  return own.map((each) => {
    const siblings = (claimsOf.get(each.claim.customerId) ?? []).map((other): OwnClaim => ({
      loanId: other.claim.id,
      balance: grounds.inOwnCurrency(other.claim),
      daysPastDue: other.daysPastDue,
      claimTier: other.own.claimTier,
    }))
    const { facts, result } = withDebtor(each, siblings, grounds, classing.day)
    const has = (kind: KeptFact['kind']) => each.entered.some((fact) => fact.kind === kind)
    const { stage, reasons } = stageOf(
      {
        tier: result.tier,
        daysPastDue: each.daysPastDue,
        isCreditImpaired: facts.isCreditImpaired,
        isRiskRaised: has('risk-raised'),
        isRebutted: has('stage-rebutted'),
      },
      grounds.inForce.losses,
    )
    const { claim, own: by, daysPastDue: days, entered } = each
    return {
      claim,
      facts,
      result,
      claimTier: by.claimTier,
      daysPastDue: days,
      stage,
      stageReasons: reasons,
      entered,
    }
  })
}
