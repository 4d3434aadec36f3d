import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import { divideRounded, type Money, money } from '@banyan/domain/money'
import {
  allowanceAt,
  allowanceOf,
  lossPerFen,
  type ProvisionedLoan,
} from '@banyan/domain/provisions/allowance'
import type { LossParameters } from '@banyan/domain/provisions/loss-parameters'
import { needsPayments, nextLookOn } from './class-of-claim.ts'
import {
  type Claim,
  listClaimEvents,
  listFactsInForce,
  listPaidInstalments,
  listRates,
  listUnpaidByYear,
} from './claims.queries.ts'
import { type RulesInForce, rulesInForce } from './rules/rules-in-force.ts'
import { type Grounds, tierClaims, type TieredClaim } from './tier-claims.ts'

export interface Place {
  tx: Tx
  institution: { id: string; kind: InstitutionKind; currency: string }
}

/** A claim with the class, stage and allowance that it has at the close of a day. */
export interface ClassedClaim extends TieredClaim {
  provisioned: ProvisionedLoan
  allowance: Money
  defaultedOn: Day | null
  nextTierOn: Day | null
}

const daysOfDefault = 90

async function groundsOf({ tx, institution }: Place, claims: readonly Claim[], day: Day) {
  const inForce = await rulesInForce(tx, institution.id, day)
  const customerIds = [...new Set(claims.map(({ customerId }) => customerId))]
  const loanIds = claims.map(({ id }) => id)
  const facts = await listFactsInForce(tx, institution.id, { customerIds, day })
  const events = await listClaimEvents(tx, institution.id, { loanIds, day })
  const [factsOf, eventsOf] = [
    Map.groupBy(facts, ({ customerId }) => customerId),
    Map.groupBy(events, ({ loanId }) => loanId),
  ]
  const ground = (claim: Claim) => ({
    entered: (factsOf.get(claim.customerId) ?? []).filter(
      ({ loanId }) => loanId === null || loanId === claim.id,
    ),
    events: eventsOf.get(claim.id) ?? [],
  })
  const asked = claims.filter((claim) => needsPayments(claim, ground(claim)))
  const paid = await listPaidInstalments(tx, institution.id, {
    loanIds: asked.map(({ id }) => id),
    day,
  })
  const paidOf = Map.groupBy(paid, ({ loanId }) => loanId)
  const isForeign = claims.some(({ currency }) => currency !== institution.currency)
  const rates = isForeign ? await listRates(tx, institution.id, day) : new Map<string, number>()
  return {
    of: (claim: Claim) => ({ ...ground(claim), paid: paidOf.get(claim.id) ?? [] }),
    inForce,
    inOwnCurrency: ({ balance, currency }: Claim) =>
      currency === institution.currency ? balance : converted(balance, rates.get(currency) ?? 0),
  } satisfies Grounds
}

function converted(amount: Money, rateMillionths: number): Money {
  const product = BigInt(amount) * BigInt(rateMillionths)
  return money(Number(divideRounded(product, 1_000_000n, 'half-up')))
}

/** What is owed of a claim at the start of each year ahead; one year of those outside stage 2. */
async function exposuresOf({ tx, institution }: Place, tiered: readonly TieredClaim[]) {
  const second = tiered.filter(({ stage }) => stage === 2).map(({ claim }) => claim.id)
  const rows = await listUnpaidByYear(tx, institution.id, second)
  const byLoan = Map.groupBy(rows, ({ loanId }) => loanId)
  return ({ id, balance }: Claim): Money[] => {
    const unpaid = byLoan.get(id) ?? []
    const years = Math.max(0, ...unpaid.map(({ year }) => year))
    const from = (year: number) =>
      unpaid.filter((row) => row.year >= year).reduce((sum, { principal }) => sum + principal, 0)
    return Array.from({ length: years + 1 }, (_, year) =>
      year === 0 ? balance : money(from(year)),
    )
  }
}

/** Allowances, with what is lost of a fen worked out once for each kind of claim in stage 1. */
function allowances(losses: LossParameters): (loan: ProvisionedLoan) => Money {
  const perFen = new Map<string, NonNullable<ReturnType<typeof lossPerFen>>>()
  return (loan) => {
    const { scope, stage, guarantee, annualRate } = loan
    const kind = [scope, guarantee, annualRate].join()
    const known = stage === 1 ? (perFen.get(kind) ?? lossPerFen(loan, losses)) : null
    if (known === null || loan.assessed !== null) return allowanceOf(loan, losses).allowance
    perFen.set(kind, known)
    return allowanceAt(loan.balance, known)
  }
}

/**
 * Class, stage and allowance of claims at the close of a day, worked out and not written. Of
 * companies all claims must be given together. `able`: claims whose debtor people assess as able to
 * perform, for the gate out of 不良.
 */
export async function classClaims(
  place: Place,
  claims: readonly Claim[],
  day: Day,
  able: ReadonlySet<string> = new Set(),
): Promise<{ classed: ClassedClaim[]; closed: Claim[]; inForce: RulesInForce }> {
  const owed = claims.filter(({ status }) => status === 'active')
  const grounds = await groundsOf(place, owed, day)
  const { inForce } = grounds
  const institutionKind = place.institution.kind
  const tiered = tierClaims(owed, grounds, { institutionKind, day, able })
  const exposures = await exposuresOf(place, tiered)
  const allowance = allowances(inForce.losses)
  const classed = tiered.map((each): ClassedClaim => {
    const { claim, facts, result, stage, entered } = each
    const impaired = entered.findLast((fact) => fact.kind === 'credit-impaired')
    const provisioned: ProvisionedLoan = {
      scope: facts.scope,
      stage,
      guarantee: claim.guarantee,
      annualRate: claim.annualRate,
      daysPastDue: each.daysPastDue,
      balance: claim.balance,
      exposures: exposures(claim),
      assessed: impaired?.value.expectedLoss ?? null,
    }
    const ends = entered.map(({ validTo }) => validTo)
    return {
      ...each,
      provisioned,
      allowance: allowance(provisioned),
      defaultedOn: claim.defaultedOn ?? (each.daysPastDue > daysOfDefault ? day : null),
      nextTierOn: nextLookOn(claim, result, ends, day),
    }
  })
  return { classed, closed: claims.filter(({ status }) => status !== 'active'), inForce }
}
