import type { AccountRole } from '@banyan/domain/loans/chart-of-accounts'

/** What loans of one branch, product and currency come to at the end of a day. */
export interface NightSum {
  branchId: string
  product: string
  currency: string
  isAccruing: boolean
  accrued: number
  allowance: number
}

export interface Booked {
  role: AccountRole
  branchId: string
  product: string
  currency: string
  /** On the account's own side. */
  balance: number
}

export interface NightPosting {
  kind: 'accrual' | 'off-balance-accrual' | 'allowance'
  debit: AccountRole
  credit: AccountRole
  branchId: string
  product: string
  currency: string
  amount: number
}

/** An account kept at a target, and the account that takes the other side when it rises. */
const kept = [
  { role: 'interest-receivable', against: 'interest-income', kind: 'accrual', rises: 'debit' },
  {
    role: 'off-balance-interest',
    against: 'off-balance-interest-contra',
    kind: 'off-balance-accrual',
    rises: 'debit',
  },
  { role: 'allowance', against: 'impairment-loss', kind: 'allowance', rises: 'credit' },
] as const

export type KeptRole = (typeof kept)[number]['role']

/** The accounts that a night brings to their targets. */
export const keptRoles: readonly KeptRole[] = kept.map(({ role }) => role)

/**
 * What a night books: for every branch, product and currency the difference between what the loans say and
 * what stands on the account. Interest of loans that accrue is receivable; of the others it stands off balance.
 */
export function nightPostings(
  sums: readonly NightSum[],
  booked: readonly Booked[],
): NightPosting[] {
  const differences = new Map<string, { place: Place; amount: number }>()
  const add = (role: AccountRole, { branchId, product, currency }: Place, amount: number) => {
    const key = [role, branchId, product, currency].join('|')
    const found = differences.get(key)
    if (found) found.amount += amount
    else differences.set(key, { place: { branchId, product, currency }, amount })
  }
  for (const sum of sums) {
    add(sum.isAccruing ? 'interest-receivable' : 'off-balance-interest', sum, sum.accrued)
    add('allowance', sum, sum.allowance)
  }
  for (const line of booked) add(line.role, line, -line.balance)
  return [...differences]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, { place, amount }]) => {
      const account = kept.find(({ role }) => key.startsWith(`${role}|`))
      return account && amount !== 0 ? [postingOf(account, place, amount)] : []
    })
}

interface Place {
  branchId: string
  product: string
  currency: string
}

function postingOf(
  { role, against, kind, rises }: (typeof kept)[number],
  { branchId, product, currency }: Place,
  amount: number,
): NightPosting {
  const isDebited = amount > 0 === (rises === 'debit')
  return {
    kind,
    debit: isDebited ? role : against,
    credit: isDebited ? against : role,
    branchId,
    product,
    currency,
    amount: Math.abs(amount),
  }
}
