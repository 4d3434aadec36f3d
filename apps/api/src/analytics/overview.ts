import { addDays, addMonths, type Day, endOfMonth, startOfMonth } from '@banyan/domain/calendar'
import { approvalRate } from '@banyan/domain/officers/performance'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { listApprovals } from './approvals.queries.ts'
import { monthAround } from './approval-figures.ts'
import { lastClosedDay } from './default-figures.ts'
import { listPortfolio, type PortfolioFigures } from './portfolio.queries.ts'

export const OverviewSpan = z.strictObject({ months: z.int().min(1).max(36).default(13) })

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

const withRatios = (figures: PortfolioFigures) => ({
  ...figures,
  nonPerformingRatio: share(figures.nonPerformingBalance, figures.balance),
  overdueRatio: share(figures.overdueBalance, figures.balance),
  overdue30Ratio: share(figures.overdue30Balance, figures.balance),
})

/** Ends of months up to the day, and the day itself as the last. */
function monthEnds(asOf: Day, months: number): Day[] {
  const firstOfMonth = startOfMonth(asOf)
  const earlier = Array.from({ length: months - 1 }, (_, back) =>
    endOfMonth(addMonths(firstOfMonth, back + 1 - months)),
  )
  return [...earlier, asOf]
}

async function approvalsOf({ tx, institution }: StaffContext, period: { from: Day; to: Day }) {
  const [whole] = await listApprovals(tx, institution.id, 'all', period)
  const approved = whole?.approved ?? 0
  const declined = whole?.declined ?? 0
  return {
    ...period,
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
export async function overview(context: StaffContext, { months }: z.infer<typeof OverviewSpan>) {
  const { tx, institution } = context
  const asOf = lastClosedDay(context)
  const ends = monthEnds(asOf, Math.max(2, months))
  const series = (await listPortfolio(tx, institution.id, institution.currency, ends)).map(
    withRatios,
  )
  const thisMonth = { from: startOfMonth(asOf), to: asOf }
  const lastMonth = monthAround(addDays(startOfMonth(asOf), -1))
  return {
    asOf,
    currency: institution.currency,
    now: series.at(-1) ?? null,
    before: series.at(-2) ?? null,
    approvals: await approvalsOf(context, thisMonth),
    approvalsBefore: await approvalsOf(context, lastMonth),
    series,
  }
}
