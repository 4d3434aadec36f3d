import { type Money, money } from '../money.ts'
import type { EnteredFact } from './entered-facts.ts'
import { Debtor, type Share } from './facts.ts'
import type { Tier } from './tiers.ts'
import { isNonPerforming } from './tiers.ts'

/** One claim on a debtor at this bank, its balance in the bank's currency. */
export interface OwnClaim {
  loanId: string
  balance: Money
  daysPastDue: number
  /** Its tier by its own facts, before any rule on the whole debtor. */
  claimTier: Tier
}

const daysOfDefault = 90

/** part ÷ whole, null where there is no whole. */
function share(part: number, whole: number): Share | null {
  return whole > 0 ? { part, whole } : null
}

const sum = (amounts: readonly number[]): Money =>
  money(amounts.reduce((total, amount) => total + amount, 0))

/**
 * What the rules on the whole debtor ask, for one of its claims: the other claims in 不良 ÷ all claims
 * here, debts more than 90 days past due ÷ all debts at all banks known (2023 No. 1, articles 7, 10
 * and 11), and what was entered about the debtor. A claim does not count against itself, or none
 * could ever leave 不良.
 */
export function debtorOf(
  loanId: string,
  claims: readonly OwnClaim[],
  entered: readonly EnteredFact[],
): Debtor {
  const nonPerforming = claims.filter(
    (claim) => claim.loanId !== loanId && isNonPerforming(claim.claimTier),
  )
  const late = claims.filter(({ daysPastDue }) => daysPastDue > daysOfDefault)
  const others = entered.filter((fact) => fact.kind === 'other-bank-debt')
  const own = sum(claims.map(({ balance }) => balance))
  const over90 = sum([
    ...late.map(({ balance }) => balance),
    ...others.map(({ value }) => value.over90),
  ])
  const all = sum([own, ...others.map(({ value }) => value.total)])
  const has = (kind: EnteredFact['kind']) => entered.some((fact) => fact.kind === kind)
  return Debtor.parse({
    ownNonPerforming: share(sum(nonPerforming.map(({ balance }) => balance)), own),
    allBanksOver90: share(over90, all),
    isNonPerformingElsewhere: others.some(({ value }) => value.isNonPerforming),
    isEnhanced: has('recognised-enhancement'),
    isRatingCut: has('rating-cut'),
    evadesDebt: has('evades-debt'),
    isInLiquidation: has('liquidation'),
    mergedOn: entered.findLast((fact) => fact.kind === 'merger')?.validFrom ?? null,
    hasImpairedAsset: nonPerforming.length > 0,
  })
}
