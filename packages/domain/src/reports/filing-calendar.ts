import type { Day } from '../calendar.ts'
import { addDays, addMonths, endOfMonth, monthOf } from '../calendar.ts'
import type { InstitutionKind } from '../decisions/exposure-limits.ts'
import { type ReportCode, reportsFor } from './report-kinds.ts'

export interface Filing {
  code: ReportCode
  /** The period's last day. */
  asOf: Day
  /** The last day to hand it in; null where the local bureau sets it. */
  dueOn: Day | null
}

/** Months in a reporting period, and days after its end: G11 and G12 are quarterly, within 18 days (季后18日内). */
const termsOf: Readonly<Record<ReportCode, { months: number; days: number | null }>> = {
  'asset-quality': { months: 3, days: 18 },
  migration: { months: 3, days: 18 },
  'micro-lender-pack': { months: 3, days: null },
}

/** The last day of the period of `months` that closed before `on`. */
function periodEndBefore(on: Day, months: number): Day {
  const month = Number(monthOf(on).slice(5))
  const into = (month - 1) % months
  return addDays(`${monthOf(addMonths(on, -into))}-01` as Day, -1)
}

/**
 * The returns of an institution for its last `count` periods that ended before the business day
 * `on`, latest first; none for a period that ended before its first loan on `since`.
 */
export function filingsOf(
  kind: InstitutionKind,
  { on, since, count }: { on: Day; since: Day | null; count: number },
): Filing[] {
  if (since === null) return []
  return reportsFor(kind).flatMap((code) => {
    const { months, days } = termsOf[code]
    const last = periodEndBefore(on, months)
    return Array.from({ length: count }, (_, index): Filing => {
      const asOf = endOfMonth(addMonths(last, -months * index, 1))
      return { code, asOf, dueOn: days === null ? null : addDays(asOf, days) }
    }).filter(({ asOf }) => asOf >= since)
  })
}
