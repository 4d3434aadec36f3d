import { Day } from '@banyan/domain/calendar'
import {
  overdueBandIds,
  overdueBands,
  type OverdueBand,
} from '@banyan/domain/classification/overdue-bands'
import { isNonPerforming, type Tier, tiers } from '@banyan/domain/classification/tiers'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { Part } from './approval-figures.ts'
import { lastClosedDay } from './last-closed-day.ts'
import {
  countLoansBehind,
  listLoansBehind,
  type LoansBehind as Filter,
} from './loans-behind.queries.ts'

/** Which loans of the book on a day: all in force, the late ones, a tier, or tiers three to five together. */
const bookStates = ['in-force', 'overdue', 'overdue-30', 'non-performing', ...tiers] as const

export const LoansBehind = z.strictObject({
  ...Part.shape,
  from: Day.optional(),
  to: Day.optional(),
  officerId: z.uuid().optional(),
  badWithinMonths: z.int().min(0).max(600).optional(),
  on: Day.optional(),
  state: z.enum(bookStates).optional(),
  band: z.enum(overdueBandIds).optional(),
  after: z.string().max(40).optional(),
  limit: z.int().min(1).max(100).default(50),
})
type Page = z.infer<typeof LoansBehind>

function tiersOf(state: Page['state']): readonly Tier[] | undefined {
  if (state === 'non-performing') return tiers.filter(isNonPerforming)
  return tiers.includes(state as Tier) ? [state as Tier] : undefined
}

function daysPastDueOf(state: Page['state'], band: OverdueBand | undefined) {
  if (band) return overdueBands.find(({ id }) => id === band)
  if (state === 'overdue') return { from: 1, to: null }
  return state === 'overdue-30' ? { from: 31, to: null } : undefined
}

function filterOf(page: Page, asOf: Day): Filter {
  const { state, band, ...rest } = page
  return {
    ...rest,
    on: page.on && page.on < asOf ? page.on : asOf,
    isInForce: state !== undefined || band !== undefined,
    tiers: tiersOf(state),
    daysPastDue: daysPastDueOf(state, band),
  }
}

/** The loans that a mark counts, as of the day of the mark: `total` of them, as many as the mark says. */
export async function loanRows(context: StaffContext, page: Page) {
  const { tx, institution } = context
  const filter = filterOf(page, lastClosedDay(context))
  const rows = await listLoansBehind(tx, institution.id, institution.currency, {
    ...filter,
    after: page.after,
    limit: page.limit + 1,
  })
  const shown = rows.slice(0, page.limit)
  return {
    on: filter.on,
    rows: shown.map((row) => ({
      ...row,
      customerName: shownName(context, row.customerKind, row.customerName),
    })),
    total: await countLoansBehind(tx, institution.id, institution.currency, filter),
    next: rows.length > page.limit ? (shown.at(-1)?.number ?? null) : null,
  }
}
