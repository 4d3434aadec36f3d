import { addDays, addMonths, type Day, endOfMonth, startOfMonth } from '@banyan/domain/calendar'
import { bandOf, overdueBandIds } from '@banyan/domain/classification/overdue-bands'
import { isNonPerforming, tiers } from '@banyan/domain/classification/tiers'
import { approvalRate } from '@banyan/domain/officers/performance'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { monthAround, Part, type Period } from './approval-figures.ts'
import { listApprovals } from './approvals.queries.ts'
import {
  type BookTotal,
  listBookTotals,
  listLateDays,
  listWatched,
  type WatchedPart,
} from './book.queries.ts'
import { lastClosedDay } from './last-closed-day.ts'

export const OverviewSpan = z.strictObject({
  months: z.int().min(1).max(36).default(13),
  ...Part.shape,
})

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

const sumOf = (parts: readonly WatchedPart[]) => ({
  loans: parts.reduce((sum, { loans }) => sum + loans, 0),
  balance: parts.reduce((sum, { balance }) => sum + balance, 0),
})

/** The book on a day: its balance by tier, and the part past due at all and by more than 30 days. */
function bookOn({ day, loans, balance }: BookTotal, allWatched: readonly WatchedPart[]) {
  const watched = allWatched.filter((part) => part.day === day)
  const worse = sumOf(watched.filter(({ tier }) => tier !== 'normal'))
  const overdue = sumOf(watched.filter(({ daysPastDue }) => daysPastDue !== '0'))
  const overdue30 = sumOf(watched.filter(({ daysPastDue }) => daysPastDue === '31+'))
  const bad = sumOf(watched.filter(({ tier }) => isNonPerforming(tier)))
  return {
    day,
    loans,
    balance,
    tiers: tiers.map((tier) => ({
      tier,
      ...(tier === 'normal'
        ? { loans: loans - worse.loans, balance: balance - worse.balance }
        : sumOf(watched.filter((part) => part.tier === tier))),
    })),
    overdueLoans: overdue.loans,
    overdueBalance: overdue.balance,
    overdueRatio: share(overdue.balance, balance),
    overdue30Loans: overdue30.loans,
    overdue30Balance: overdue30.balance,
    overdue30Ratio: share(overdue30.balance, balance),
    nonPerformingLoans: bad.loans,
    nonPerformingBalance: bad.balance,
    nonPerformingRatio: share(bad.balance, balance),
  }
}

/** Ends of months up to the day, and the day itself as the last. */
function monthEnds(asOf: Day, months: number): Day[] {
  const firstOfMonth = startOfMonth(asOf)
  const earlier = Array.from({ length: months - 1 }, (_, back) =>
    endOfMonth(addMonths(firstOfMonth, back + 1 - months)),
  )
  return [...earlier, asOf]
}

async function approvalsOf({ tx, institution }: StaffContext, period: Period) {
  const [whole] = await listApprovals(tx, institution.id, 'all', period)
  const approved = whole?.approved ?? 0
  const declined = whole?.declined ?? 0
  return {
    from: period.from,
    to: period.to,
    approved,
    declined,
    approvedAmount: whole?.approvedAmount ?? 0,
    medianDays: whole?.medianDays ?? null,
    rate: approvalRate({ approved, declined }),
  }
}

/**
 * The executives' header: the book at the last closed day and at the end of the month before, the
 * approvals of this month and the last, and the series behind them. Home and analytics both show this.
 */
export async function overview(
  context: StaffContext,
  { months, ...part }: z.infer<typeof OverviewSpan>,
) {
  const { tx, institution } = context
  const { id, currency } = institution
  const asOf = lastClosedDay(context)
  const ends = monthEnds(asOf, Math.max(2, months))
  const totals = await listBookTotals(tx, id, currency, ends, part)
  const watched = await listWatched(tx, id, currency, ends, part)
  const series = totals.map((total) => bookOn(total, watched))
  const thisMonth = { from: startOfMonth(asOf), to: asOf }
  const lastMonth = monthAround(addDays(startOfMonth(asOf), -1))
  return {
    asOf,
    currency,
    now: series.at(-1) ?? null,
    before: series.at(-2) ?? null,
    approvals: await approvalsOf(context, { ...thisMonth, ...part }),
    approvalsBefore: await approvalsOf(context, { ...lastMonth, ...part }),
    series,
  }
}

/** Loans past due at the last closed day, by band of days. */
export async function overdueFigures(context: StaffContext, part: z.infer<typeof Part>) {
  const { tx, institution } = context
  const asOf = lastClosedDay(context)
  const late = await listLateDays(tx, institution.id, institution.currency, asOf, part)
  return {
    asOf,
    bands: overdueBandIds.map((band) => {
      const within = late.filter(({ daysPastDue }) => bandOf(daysPastDue) === band)
      return {
        band,
        loans: within.reduce((sum, { loans }) => sum + loans, 0),
        balance: within.reduce((sum, { balance }) => sum + balance, 0),
      }
    }),
  }
}
