import { addDays, addMonths, type Day, endOfMonth, startOfMonth } from '@banyan/domain/calendar'
import {
  cohortIsMature,
  defaultDefinition,
  fewestCases,
  wilsonInterval,
} from '@banyan/domain/officers/performance'
import type { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import type { Part, Period } from './approval-figures.ts'
import { type ApprovalFigures, listApprovals } from './approvals.queries.ts'
import {
  listCohorts,
  listDefaultsByAge,
  listOfficerLoans,
  listOfficers,
  type OfficerLoans,
} from './cohorts.queries.ts'
import { lastClosedDay } from './last-closed-day.ts'

/** Default rate by month of disbursement, and the curves that lead there; immature cohorts are marked. */
export async function vintageFigures(context: StaffContext, part: z.infer<typeof Part>) {
  const { tx, institution } = context
  const asOf = lastClosedDay(context)
  const cohorts = await listCohorts(tx, institution.id, institution.currency, asOf, part)
  const curves = await listDefaultsByAge(tx, institution.id, institution.currency, asOf, part)
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

/** The last day of the last month whose loans have all been twelve months on book. */
function lastMatureDay(asOf: Day): Day {
  const whole = asOf === endOfMonth(asOf) ? asOf : addDays(startOfMonth(asOf), -1)
  return endOfMonth(addMonths(startOfMonth(whole), -defaultDefinition.withinMonths))
}

/** An officer's decisions: the rate and the median only from the fewest cases on. */
function decisionsOf(figures: ApprovalFigures | undefined) {
  const { approved = 0, declined = 0, approvedAmount = 0, medianDays = null } = figures ?? {}
  const isEnough = approved + declined >= fewestCases
  return {
    approved,
    declined,
    approvedAmount,
    approvalRate: isEnough ? approved / (approved + declined) : null,
    medianDays: isEnough ? medianDays : null,
  }
}

/** An officer's loans: the default rate and its interval only from the fewest mature loans on. */
function loansOf(book: OfficerLoans | undefined) {
  const { loans = 0, amount = 0, matureLoans: n = 0, matureBad: bad = 0 } = book ?? {}
  const isEnough = n >= fewestCases
  return {
    loans,
    amount,
    n,
    bad,
    isEnough,
    defaultRate: isEnough ? bad / n : null,
    interval: isEnough ? wilsonInterval(bad, n) : null,
  }
}

/**
 * Customer managers with counts, amounts, approval rate, days to decision and default rate with its interval
 * and n, of the decisions and disbursements of a period. Listed by name: there is no ranking.
 */
export async function officerFigures(context: StaffContext, period: Period) {
  const { tx, institution } = context
  const asOf = lastClosedDay(context)
  const lastMature = lastMatureDay(asOf)
  const decisions = await listApprovals(tx, institution.id, 'officer', period)
  const [allDecisions] = await listApprovals(tx, institution.id, 'all', period)
  const loans = await listOfficerLoans(tx, institution.id, institution.currency, asOf, {
    ...period,
    lastMature,
  })
  const named = [...decisions.map(({ key }) => key), ...loans.map(({ officerId }) => officerId)]
  const officers = await listOfficers(tx, institution.id, named)
  const sum = (of: (book: OfficerLoans) => number) =>
    loans.reduce((total, book) => total + of(book), 0)
  const [n, bad] = [sum(({ matureLoans }) => matureLoans), sum(({ matureBad }) => matureBad)]
  const { approved = 0, declined = 0 } = allDecisions ?? {}
  return {
    asOf,
    lastMature,
    definition: defaultDefinition,
    fewestCases,
    whole: {
      approved,
      declined,
      approvalRate: approved + declined === 0 ? null : approved / (approved + declined),
      approvedAmount: allDecisions?.approvedAmount ?? 0,
      medianDays: allDecisions?.medianDays ?? null,
      loans: sum((book) => book.loans),
      amount: sum((book) => book.amount),
      n,
      bad,
      rate: n === 0 ? null : bad / n,
    },
    officers: officers.map((officer) => ({
      ...officer,
      ...decisionsOf(decisions.find(({ key }) => key === officer.id)),
      ...loansOf(loans.find(({ officerId }) => officerId === officer.id)),
    })),
  }
}
