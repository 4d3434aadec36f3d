import { type Money, money } from '../money.ts'
import type { AccountClass } from './chart-of-accounts.ts'

export interface AccountTurnover {
  code: string
  currency: string
  class: AccountClass
  normalSide: 'debit' | 'credit'
  debit: number
  credit: number
}

export interface TrialBalanceRow extends AccountTurnover {
  /** On `side`, never below zero. */
  balance: Money
  side: 'debit' | 'credit'
}

export interface TrialTotals {
  currency: string
  /** Sums of the balances on each side: equal in a sound ledger. */
  debit: Money
  credit: Money
}

export interface TrialBalance {
  rows: TrialBalanceRow[]
  /** Accounts on the balance sheet and of income and expense. */
  totals: TrialTotals[]
  /** Memorandum accounts balance among themselves. */
  memorandum: TrialTotals[]
}

function balanceOf(account: AccountTurnover): TrialBalanceRow {
  const { debit, credit, normalSide } = account
  const net = debit - credit
  const side = net === 0 ? normalSide : net > 0 ? 'debit' : 'credit'
  return { ...account, balance: money(Math.abs(net)), side }
}

function totalsOf(rows: readonly TrialBalanceRow[]): TrialTotals[] {
  return [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, accounts]) => {
    const on = (side: 'debit' | 'credit') =>
      money(accounts.reduce((sum, row) => sum + (row.side === side ? row.balance : 0), 0))
    return { currency, debit: on('debit'), credit: on('credit') }
  })
}

/** 试算平衡表: every account's balance on its side, with both sides summed per currency. */
export function trialBalance(accounts: readonly AccountTurnover[]): TrialBalance {
  const rows = accounts.map(balanceOf)
  const isMemorandum = (row: TrialBalanceRow) => row.class === 'memorandum'
  return {
    rows,
    totals: totalsOf(rows.filter((row) => !isMemorandum(row))),
    memorandum: totalsOf(rows.filter(isMemorandum)),
  }
}
