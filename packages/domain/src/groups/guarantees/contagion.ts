import { type Money, money, multiplyByRate, sumMoney, zero } from '../../money.ts'
import type { Rate } from '../../rate.ts'
import type { GuaranteeEdge } from './guarantee-network.ts'

export interface ContagionFacts {
  /** Those that fail at the start. */
  fails: readonly string[]
  /** The part of a fallen party's loans that is not recovered from itself, up to 100 %. */
  lossRate: Rate
  loansOf: (id: string) => Money
  /** What a party can pay before it falls itself; null where it is not on file: then it pays and stands. */
  netAssetsOf: (id: string) => Money | null
}

export interface ContagionRound {
  /** 0 for those that fail at the start. */
  round: number
  falls: Fall[]
  /** What guarantors are called to pay for those that fall in this round. */
  payments: GuaranteePayment[]
}

export interface Fall {
  id: string
  loans: Money
  unrecovered: Money
  /** What it had been called to pay until then. */
  called: Money
  netAssets: Money | null
}

export interface GuaranteePayment {
  guarantor: string
  borrower: string
  amount: Money
}

export interface Contagion {
  rounds: ContagionRound[]
  /** Everyone called to pay, most first. */
  called: { id: string; amount: Money; netAssets: Money | null; hasFallen: boolean }[]
  /** Unrecovered loans that no guarantor standing at the time is liable for. */
  uncovered: Money
}

/**
 * What happens if some parties fail. Each fallen party's unrecovered loans are called from those of its
 * guarantors who still stand, in proportion to what they guarantee and no further; who is called
 * for more than its net assets falls in the next round, with loans of its own. Each falls once.
 */
export function contagion(edges: readonly GuaranteeEdge[], facts: ContagionFacts): Contagion {
  const guarantorsOf = guarantorsByBorrower(edges)
  const fallen = new Set<string>()
  const calls = new Map<string, number>()
  const rounds: ContagionRound[] = []
  let uncovered = 0
  for (let falling = [...new Set(facts.fails)].sort(); falling.length > 0;) {
    for (const id of falling) fallen.add(id)
    const falls = falling.map((id) => fallOf(id, facts, money(calls.get(id) ?? 0)))
    const payments: GuaranteePayment[] = []
    const justCalled = new Set<string>()
    for (const { id, unrecovered } of falls) {
      const standing = [...(guarantorsOf.get(id) ?? [])].filter(([other]) => !fallen.has(other))
      const shares = callOn(unrecovered, standing)
      for (const { guarantor, amount } of shares) {
        payments.push({ guarantor, borrower: id, amount })
        justCalled.add(guarantor)
        calls.set(guarantor, (calls.get(guarantor) ?? 0) + amount)
      }
      uncovered += unrecovered - sumMoney(shares.map(({ amount }) => amount))
    }
    rounds.push({ round: rounds.length, falls, payments })
    falling = [...justCalled]
      .filter((id) => (calls.get(id) ?? 0) > (facts.netAssetsOf(id) ?? Infinity))
      .sort()
  }
  return {
    rounds,
    called: [...calls]
      .map(([id, amount]) => ({
        id,
        amount: money(amount),
        netAssets: facts.netAssetsOf(id),
        hasFallen: fallen.has(id),
      }))
      .sort((a, b) => b.amount - a.amount || (a.id < b.id ? -1 : 1)),
    uncovered: money(uncovered),
  }
}

function fallOf(
  id: string,
  { lossRate, loansOf, netAssetsOf }: ContagionFacts,
  called: Money,
): Fall {
  const loans = loansOf(id)
  const unrecovered = multiplyByRate(loans, lossRate, {
    numerator: 1,
    denominator: 1,
    rounding: 'half-up',
  })
  return { id, loans, unrecovered, called, netAssets: netAssetsOf(id) }
}

/** Several guarantees between the same two are one. */
function guarantorsByBorrower(edges: readonly GuaranteeEdge[]): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>()
  for (const { guarantor, borrower, amount } of edges) {
    if (guarantor === borrower) continue
    const guarantors = found.get(borrower) ?? new Map<string, number>()
    guarantors.set(guarantor, (guarantors.get(guarantor) ?? 0) + amount)
    found.set(borrower, guarantors)
  }
  return found
}

/** In proportion, to the fen: what rounding down leaves goes to the largest remainders. */
function callOn(
  loss: Money,
  guarantors: readonly (readonly [string, number])[],
): { guarantor: string; amount: Money }[] {
  const total = guarantors.reduce((sum, [, amount]) => sum + BigInt(amount), 0n)
  if (total === 0n || loss <= 0) return []
  const due = BigInt(loss) < total ? BigInt(loss) : total
  const parts = guarantors
    .map(([guarantor, amount]) => {
      const product = due * BigInt(amount)
      return { guarantor, amount: product / total, remainder: product % total }
    })
    .sort((a, b) => Number(b.remainder - a.remainder) || (a.guarantor < b.guarantor ? -1 : 1))
  const left = Number(due - parts.reduce((sum, { amount }) => sum + amount, 0n))
  return parts
    .map(({ guarantor, amount }, index) => ({
      guarantor,
      amount: money(Number(amount) + (index < left ? 1 : 0)),
    }))
    .filter(({ amount }) => amount > zero)
    .sort((a, b) => (a.guarantor < b.guarantor ? -1 : 1))
}
