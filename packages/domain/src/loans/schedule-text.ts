import { formatMoney } from '../money.ts'
import type { Schedule } from './schedule-row.ts'

/** The schedule as the command line and printed contracts give it: money as decimal text. */
export function scheduleAsText({ rows, totals, upfrontFee }: Schedule) {
  return {
    rows: rows.map(({ number, dueOn, principal, interest, total, balance, fee, capitalised }) => ({
      number,
      dueOn,
      principal: formatMoney(principal),
      interest: formatMoney(interest),
      ...(fee === undefined ? {} : { fee: formatMoney(fee) }),
      ...(capitalised === undefined ? {} : { capitalised: formatMoney(capitalised) }),
      total: formatMoney(total),
      balance: formatMoney(balance),
    })),
    totals: {
      principal: formatMoney(totals.principal),
      interest: formatMoney(totals.interest),
      ...(totals.fee === undefined ? {} : { fee: formatMoney(totals.fee) }),
      total: formatMoney(totals.total),
    },
    ...(upfrontFee === undefined ? {} : { upfrontFee: formatMoney(upfrontFee) }),
  }
}
