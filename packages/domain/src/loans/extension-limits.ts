import { addDays, addMonths, type Day, day, daysBetween } from '../calendar.ts'

/** How long loans of one original term may be extended in all. */
interface ExtensionLimit {
  from: Day
  /** The last day it holds; null while in force. */
  to: Day | null
  source: string
  needsConfirmation: boolean
  /** Kinds of product it is for; null for all that have none of their own. */
  productKinds: readonly string[] | null
  /** Original terms it is for: longer than, and up to, so many months. */
  overMonths: number
  upToMonths: number | null
  most: { shareOfTerm: [numerator: number, denominator: number] } | { months: number }
}

const generalRules = {
  from: day('1996-08-01'),
  to: null,
  source: '贷款通则（中国人民银行令1996年第2号）第十二条',
  needsConfirmation: true,
  productKinds: null,
}

const measuresOf2024 = {
  from: day('2024-07-01'),
  to: null,
  source: '固定资产贷款管理办法、流动资金贷款管理办法（2024年）',
  needsConfirmation: true,
  productKinds: ['working-capital', 'fixed-asset'],
}

const whole: [number, number] = [1, 1]
const half: [number, number] = [1, 2]

const extensionLimits: readonly ExtensionLimit[] = [
  { ...generalRules, overMonths: 0, upToMonths: 12, most: { shareOfTerm: whole } },
  { ...generalRules, overMonths: 12, upToMonths: 60, most: { shareOfTerm: half } },
  { ...generalRules, overMonths: 60, upToMonths: null, most: { months: 36 } },
  { ...measuresOf2024, overMonths: 0, upToMonths: 12, most: { shareOfTerm: whole } },
  { ...measuresOf2024, overMonths: 12, upToMonths: null, most: { shareOfTerm: half } },
]

export interface ExtensionQuestion {
  startsOn: Day
  /** As first agreed; earlier extensions count towards the limit. */
  maturesOn: Day
  /** The day the extension is agreed. */
  on: Day
  productKind?: string | undefined
}

function isForTerm({ overMonths, upToMonths }: ExtensionLimit, from: Day, to: Day): boolean {
  const isLonger = overMonths === 0 || to > addMonths(from, overMonths)
  return isLonger && (upToMonths === null || to <= addMonths(from, upToMonths))
}

/**
 * The last day 展期 may reach, all extensions together, with the rule that says so; null where no rule
 * holds on the day (贷款通则 article 12; for working capital and fixed assets the measures of 2024).
 */
export function longestExtension({
  startsOn,
  maturesOn,
  on,
  productKind,
}: ExtensionQuestion): { until: Day; source: string; needsConfirmation: boolean } | null {
  const inForce = extensionLimits.filter(
    (limit) =>
      limit.from <= on &&
      (limit.to === null || on <= limit.to) &&
      isForTerm(limit, startsOn, maturesOn),
  )
  const own = inForce.find(
    ({ productKinds }) => productKind !== undefined && productKinds?.includes(productKind),
  )
  const limit = own ?? inForce.find(({ productKinds }) => productKinds === null)
  if (!limit) return null
  const { most, source, needsConfirmation } = limit
  if ('months' in most)
    return { until: addMonths(maturesOn, most.months), source, needsConfirmation }
  const [numerator, denominator] = most.shareOfTerm
  const days = Math.floor((daysBetween(startsOn, maturesOn) * numerator) / denominator)
  return { until: addDays(maturesOn, days), source, needsConfirmation }
}
