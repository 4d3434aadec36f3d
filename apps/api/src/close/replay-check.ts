import { addDays, type Day } from '@banyan/domain/calendar'
import { accruedInterest } from '@banyan/domain/loans/accrual'
import type { AccountRole } from '@banyan/domain/loans/chart-of-accounts'
import { accrualColumns, isAccruing } from '@banyan/domain/loans/course/accrual-columns'
import { replay } from '@banyan/domain/loans/course/course'
import { oldestUnpaidOn } from '@banyan/domain/loans/course/draft'
import type { Effect, LoanState } from '@banyan/domain/loans/course/loan-state'
import { contractOf } from '../loans/agreed-terms.ts'
import { courseOptions, pastOf } from '../loans/enter-event.ts'
import type { LoanBundle } from '../loans/loan-rows.ts'
import { readLoans } from '../loans/loans.queries.ts'
import type { Recorder } from '../audit/record-audit.ts'
import type { LoanDifference } from './check-close.ts'
import {
  listEnteredOn,
  listLoansToReplay,
  sumAllowances,
  sumJournalByRole,
  sumTopUps,
} from './replay-check.queries.ts'

type Reader = Pick<Recorder, 'tx' | 'institution' | 'businessDay'>

const loansAtOnce = 500

/** What all loans come to by replay: of each currency and role, debits less credits. */
class Ledger {
  readonly #sums = new Map<string, number>()

  add(currency: string, role: AccountRole, amount: number): void {
    const key = `${currency} ${role}`
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + amount)
  }

  get(currency: string, role: AccountRole): number {
    return this.#sums.get(`${currency} ${role}`) ?? 0
  }

  keys(): string[] {
    return [...this.#sums.keys()]
  }
}

export interface ReplayCheck {
  loans: number
  differences: LoanDifference[]
}

/**
 * Tells every loan's life anew from its events, in one go, and the journal that would stand had the nights
 * been one: where the kept rows or the accounts say something else. For the morning after a close; loans with
 * an entry of the open day are passed over, and with any the accounts are not compared.
 */
export async function checkByReplay(reader: Reader, mostLoans = Infinity): Promise<ReplayCheck> {
  const { tx, institution, businessDay } = reader
  const entered = await listEnteredOn(tx, institution.id, businessDay)
  const ledger = new Ledger()
  const targets = new Ledger()
  const differences: LoanDifference[] = []
  let loans = 0
  let after: string | null = null
  do {
    const ids: string[] = await listLoansToReplay(tx, institution.id, { after, limit: loansAtOnce })
    for (const bundle of await readLoans(tx, institution, ids, { withPast: true })) {
      const { state, effects } = replayThrough(bundle, addDays(businessDay, -1))
      addEffects(ledger, bundle, effects)
      addTargets(targets, bundle, { state, on: businessDay })
      if (!entered.has(bundle.loan.id)) differences.push(...compare(bundle, state, businessDay))
    }
    loans += ids.length
    after = ids.length === loansAtOnce ? (ids.at(-1) ?? null) : null
  } while (after !== null && loans < mostLoans)
  if (after === null && entered.size === 0)
    differences.push(...(await compareAccounts(reader, ledger, targets)))
  return { loans, differences }
}

function replayThrough(bundle: LoanBundle, through: Day) {
  return replay(contractOf(bundle.loan), pastOf(bundle), { ...courseOptions, through })
}

function compare({ loan }: LoanBundle, state: LoanState, on: Day): LoanDifference[] {
  const isOwed = state.status === 'active'
  const status = state.status === 'undrawn' ? 'active' : state.status
  const pairs: [string, unknown, unknown][] = [
    ['status', loan.status, status],
    ['balance', loan.balance, state.status === 'written-off' ? 0 : state.balance],
    ['held', loan.held, state.held],
    ['oldest_unpaid_on', loan.oldestUnpaidOn, oldestUnpaidOn(state)],
    ['matures_on', loan.maturesOn, state.maturesOn],
    ...(isOwed
      ? ([
          ['accrued', accruedInterest(loan, on), accruedInterest(accrualColumns(state, on), on)],
          ['is_accruing', loan.isAccruing, isAccruing(state, addDays(on, -1))],
        ] as [string, unknown, unknown][])
      : []),
  ]
  return pairs
    .filter(([, kept, computed]) => kept !== computed)
    .map(([column, kept, computed]) => ({
      loanId: loan.id,
      number: loan.number,
      column,
      kept: textOf(kept),
      computed: textOf(computed),
    }))
}

const textOf = (value: unknown) => (value === null ? null : String(value))

function addEffects(ledger: Ledger, { loan }: LoanBundle, effects: readonly Effect[]): void {
  for (const { debit, credit, amount } of effects.flatMap(({ postings }) => postings)) {
    ledger.add(loan.currency, debit, amount)
    ledger.add(loan.currency, credit, -amount)
  }
}

function addTargets(
  targets: Ledger,
  { loan }: LoanBundle,
  { state, on }: { state: LoanState; on: Day },
): void {
  if (state.status !== 'active') return
  const accrued = accruedInterest(accrualColumns(state, on), on)
  const role = isAccruing(state, addDays(on, -1)) ? 'interest-receivable' : 'off-balance-interest'
  targets.add(loan.currency, role, accrued)
}

/** The account that a night brings to its target, the one on the other side, and its sign as a debit. */
const nightly = [
  ['interest-receivable', 'interest-income', 1],
  ['off-balance-interest', 'off-balance-interest-contra', 1],
  ['allowance', 'impairment-loss', -1],
] as const

/** One night's booking after the whole replay leaves the accounts as all the nights did. */
async function compareAccounts(
  { tx, institution }: Reader,
  ledger: Ledger,
  targets: Ledger,
): Promise<LoanDifference[]> {
  for (const { currency, allowance } of await sumAllowances(tx, institution.id))
    targets.add(currency, 'allowance', allowance)
  const reserved = await sumTopUps(tx, institution.id)
  ledger.add(institution.currency, 'profit-distribution', reserved)
  ledger.add(institution.currency, 'general-reserve', -reserved)
  const posted = await sumJournalByRole(tx, institution.id)
  const currencies = new Set([...ledger.keys(), ...targets.keys()].map((key) => key.split(' ')[0]))
  for (const currency of currencies) {
    if (currency === undefined) continue
    for (const [role, against, sign] of nightly) {
      const missing = targets.get(currency, role) * sign - ledger.get(currency, role)
      ledger.add(currency, role, missing)
      ledger.add(currency, against, -missing)
    }
  }
  const kept = new Map(
    posted.map(({ role, currency, balance }) => [`${currency} ${role}`, balance]),
  )
  return [...new Set([...kept.keys(), ...ledger.keys()])].toSorted().flatMap((key) => {
    const [currency = '', role = ''] = key.split(' ')
    const computed = ledger.get(currency, role as AccountRole)
    const stands = kept.get(key) ?? 0
    if (stands === computed) return []
    const column = 'account-balance'
    return [{ loanId: null, number: key, column, kept: `${stands}`, computed: `${computed}` }]
  })
}
