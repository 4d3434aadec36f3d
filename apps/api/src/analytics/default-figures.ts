import { addDays, addMonths, Day, endOfMonth, startOfMonth } from '@banyan/domain/calendar'
import {
  cohortIsMature,
  defaultDefinition,
  fewestCases,
  wilsonInterval,
} from '@banyan/domain/officers/performance'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { listColleagues } from '../officers/staff.queries.ts'
import { listApprovals } from './approvals.queries.ts'
import { type Period, Period as PeriodSchema } from './approval-figures.ts'
import {
  listCohortLoans,
  listCohorts,
  listDefaultsByAge,
  listOfficerLoans,
} from './portfolio.queries.ts'

export const VintageFilter = z.strictObject({
  branchId: z.uuid().optional(),
  product: z.string().max(40).optional(),
})

const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)

/** The day everything is told as of: the last that is closed. */
export function lastClosedDay({ businessDay }: Pick<StaffContext, 'businessDay'>): Day {
  return addDays(businessDay, -1)
}

/** Default rate by month of disbursement, and the curves that lead there; immature cohorts are marked. */
export async function vintageFigures(context: StaffContext, filter: z.infer<typeof VintageFilter>) {
  const { tx, institution } = context
  const asOf = lastClosedDay(context)
  const cohorts = await listCohorts(tx, institution.id, institution.currency, asOf, filter)
  const curves = await listDefaultsByAge(tx, institution.id, institution.currency, asOf, filter)
  return {
    asOf,
    definition: defaultDefinition,
    cohorts: cohorts.map((cohort) => ({
      ...cohort,
      isMature: cohortIsMature(cohort.cohort, asOf),
      interval: wilsonInterval(cohort.bad, cohort.loans),
    })),
    curves,
  }
}

export const CohortRows = z.strictObject({
  cohort: month.optional(),
  officerId: z.uuid().optional(),
  onlyBad: z.boolean().default(false),
  branchId: z.uuid().optional(),
  product: z.string().max(40).optional(),
  after: z.string().max(40).optional(),
  limit: z.int().min(1).max(100).default(50),
})

export async function cohortRows(context: StaffContext, page: z.infer<typeof CohortRows>) {
  const { tx, institution } = context
  const asOf = lastClosedDay(context)
  const rows = await listCohortLoans(tx, institution.id, institution.currency, asOf, {
    ...page,
    limit: page.limit + 1,
  })
  const shown = rows.slice(0, page.limit)
  return {
    rows: shown.map((row) => ({
      ...row,
      customerName: shownName(context, row.customerKind, row.customerName),
    })),
    next: rows.length > page.limit ? (shown.at(-1)?.number ?? null) : null,
  }
}

/** The last day of the last month whose loans have all been twelve months on book. */
function lastMatureDay(asOf: Day): Day {
  const whole = asOf === endOfMonth(asOf) ? asOf : addDays(startOfMonth(asOf), -1)
  return endOfMonth(addMonths(startOfMonth(whole), -defaultDefinition.withinMonths))
}

/**
 * Customer managers with counts, amounts, approval rate, days to decision and default rate with its interval
 * and n. Listed by name: there is no ranking. Below the fewest cases only counts are shown.
 */
export async function officerFigures(context: StaffContext, period: Period) {
  const { tx, institution } = context
  const asOf = lastClosedDay(context)
  const lastMature = lastMatureDay(asOf)
  const officers = await listColleagues(tx, institution.id, 'customer-manager')
  const decisions = await listApprovals(tx, institution.id, 'officer', period)
  const loans = await listOfficerLoans(tx, institution.id, institution.currency, asOf, {
    ...period,
    lastMature,
  })
  const all = loans.reduce(
    (sum, { matureLoans, matureBad }) => ({ n: sum.n + matureLoans, bad: sum.bad + matureBad }),
    { n: 0, bad: 0 },
  )
  return {
    asOf,
    lastMature,
    definition: defaultDefinition,
    fewestCases,
    whole: { ...all, rate: all.n === 0 ? null : all.bad / all.n },
    officers: officers.map(({ id, name, number, branchId }) => {
      const decided = decisions.find(({ key }) => key === id)
      const book = loans.find(({ officerId }) => officerId === id)
      const n = book?.matureLoans ?? 0
      const bad = book?.matureBad ?? 0
      const answered = (decided?.approved ?? 0) + (decided?.declined ?? 0)
      return {
        id,
        name,
        number,
        branchId,
        approved: decided?.approved ?? 0,
        declined: decided?.declined ?? 0,
        approvalRate: answered === 0 ? null : (decided?.approved ?? 0) / answered,
        approvedAmount: decided?.approvedAmount ?? 0,
        medianDays: decided?.medianDays ?? null,
        loans: book?.loans ?? 0,
        amount: book?.amount ?? 0,
        n,
        bad,
        defaultRate: n === 0 ? null : bad / n,
        interval: wilsonInterval(bad, n),
        isEnough: n >= fewestCases,
      }
    }),
  }
}

export { PeriodSchema as OfficerPeriod }
