import type { Tx } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { accruedInterest } from '@banyan/domain/loans/accrual'
import { accrualColumns, isAccruing } from '@banyan/domain/loans/course/accrual-columns'
import { replay } from '@banyan/domain/loans/course/course'
import { formatMoney, money } from '@banyan/domain/money'
import type { Institution } from '../access/staff-context.ts'
import { contractOf } from '../loans/agreed-terms.ts'
import { courseOptions, pastOf } from '../loans/enter-event.ts'
import { readLoans } from '../loans/loans.queries.ts'
import { type KeptRole, keptRoles } from './night-targets.ts'
import {
  findBookedThrough,
  listBranchCodes,
  listMovedSince,
  type PlaceSum,
  sumAllowance,
  sumInterest,
  sumLedger,
} from './tie-out.queries.ts'

/** An account of a branch and product that is not what the loans come to. */
export interface TieOutBreach {
  role: KeptRole
  branch: string
  product: string
  currency: string
  ledger: number
  loans: number
}

interface Checked {
  tx: Tx
  institution: Pick<Institution, 'id' | 'kind'>
}

const loansAtOnce = 500

const keyOf = ({ role, branchId, product, currency }: PlaceSum) =>
  [role, branchId, product, currency].join('|')

/** The interest of loans that moved since, as their entries up to the day tell it. */
async function interestOfMoved(
  { tx, institution }: Checked,
  moved: readonly { loanId: string; eventIds: readonly string[] }[],
  through: Day,
): Promise<PlaceSum[]> {
  const later = new Set(moved.flatMap(({ eventIds }) => eventIds))
  const sums: PlaceSum[] = []
  for (let from = 0; from < moved.length; from += loansAtOnce) {
    const ids = moved.slice(from, from + loansAtOnce).map(({ loanId }) => loanId)
    for (const bundle of await readLoans(tx, institution, ids, { withPast: true })) {
      const past = pastOf(bundle).filter(({ id }) => !later.has(id))
      const { state } = replay(contractOf(bundle.loan), past, { ...courseOptions, through })
      if (state.status !== 'active') continue
      const { branchId, product, currency } = bundle.loan
      const on = addDays(through, 1)
      const amount = accruedInterest(accrualColumns(state, on), on)
      const role = isAccruing(state, through) ? 'interest-receivable' : 'off-balance-interest'
      sums.push({ role, branchId, product, currency, amount })
    }
  }
  return sums
}

/**
 * Interest receivable (1132), interest off balance and the allowance (1304) of every branch, product and currency
 * against what the loans come to, as of the last closed day. Loans that moved since are told from their entries up
 * to that day; the allowance of a place in which any did waits for the next close.
 */
export async function findTieOutBreaches(checked: Checked): Promise<TieOutBreach[]> {
  const { tx, institution } = checked
  const through = await findBookedThrough(tx, institution.id)
  if (through === null) return []
  const moved = await listMovedSince(tx, institution.id, through)
  const asked = { through, moved: moved.map(({ loanId }) => loanId) }
  const allowances = await sumAllowance(tx, institution.id, asked)
  const waiting = new Set(allowances.filter(({ hasMoved }) => hasMoved).map(keyOf))
  const told = [
    ...(await sumInterest(tx, institution.id, asked)),
    ...(await interestOfMoved(checked, moved, through)),
    ...allowances,
  ]
  const booked = await sumLedger(tx, institution.id, { roles: keptRoles, through })
  const places = new Map<string, PlaceSum & { ledger: number }>()
  const at = (sum: PlaceSum) => {
    const found = places.get(keyOf(sum)) ?? { ...sum, amount: 0, ledger: 0 }
    places.set(keyOf(sum), found)
    return found
  }
  for (const sum of told) at(sum).amount += sum.amount
  for (const sum of booked) at(sum).ledger += sum.amount
  const branches = await listBranchCodes(tx, institution.id)
  return [...places]
    .filter(([key, { amount, ledger }]) => amount !== ledger && !waiting.has(key))
    .map(([, { role, branchId, product, currency, amount: loans, ledger }]) => {
      const branch = branches.get(branchId) ?? branchId
      return { role, branch, product, currency, ledger, loans }
    })
}

export function describeBreach({ role, ledger, loans, ...place }: TieOutBreach): string {
  const { branch, product, currency } = place
  const said = `${formatMoney(money(ledger))} on the ledger, ${formatMoney(money(loans))} by its loans`
  return `${role} of ${branch}, ${product}, ${currency}: ${said}`
}
