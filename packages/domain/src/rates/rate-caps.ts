import type { Day } from '../calendar.ts'
import { day, daysBetween } from '../calendar.ts'
import type { InstitutionKind } from '../decisions/exposure-limits.ts'
import { parseRate, rate, type Rate } from '../rate.ts'
import { lprOn } from './lpr.ts'

/** Whom a cap binds: our institutions, or lenders without a licence, whose courts others point to. */
export type CappedLender = InstitutionKind | 'unlicensed'

/** A nominal cap is held against the rate per period × periods, an effective one against its growth. */
export type CapBasis = 'nominal' | 'effective'

/** A bound on what a loan may cost, signed from `from` to `to`. */
export interface RateCapRule {
  id: string
  lenders: readonly CappedLender[]
  limit: { rate: Rate } | { timesOneYearLpr: number }
  basis: CapBasis
  /** Only loans of at least so many days, where the rule spares the shortest. */
  longerThanDays: number
  from: Day
  /** The last day of signing; null while it is in force. */
  to: Day | null
  source: string
  /** The figure or the day is from practice and not read in the act itself. */
  needsConfirmation: boolean
}

const ourKinds: readonly InstitutionKind[] = ['city-bank', 'rural-credit-union', 'micro-lender']

/** Caps as data. A person confirms them before a filing relies on them. */
const rateCapRules: readonly RateCapRule[] = [
  {
    id: 'private-lending-2015',
    lenders: ['unlicensed'],
    limit: { rate: parseRate('24') },
    basis: 'nominal',
    longerThanDays: 0,
    from: day('2015-09-01'),
    to: day('2020-08-19'),
    source: '法释〔2015〕18号 第26条',
    needsConfirmation: true,
  },
  {
    id: 'private-lending-2020',
    lenders: ['unlicensed'],
    limit: { timesOneYearLpr: 4 },
    basis: 'nominal',
    longerThanDays: 0,
    from: day('2020-08-20'),
    to: null,
    source:
      '法释〔2020〕6号、17号 第25、28、29条；七类地方金融组织除外（最高人民法院批复 2020-11-09）',
    needsConfirmation: false,
  },
  {
    id: 'court-reduction-2017',
    lenders: ourKinds,
    limit: { rate: parseRate('24') },
    basis: 'nominal',
    longerThanDays: 0,
    from: day('2017-08-04'),
    to: null,
    source: '法发〔2017〕22号：年利率合计超过24%的部分，可请求法院调减',
    needsConfirmation: true,
  },
  {
    id: 'micro-lender-cost-2025',
    lenders: ['micro-lender'],
    limit: { rate: parseRate('24') },
    basis: 'nominal',
    longerThanDays: 0,
    from: day('2025-12-01'),
    to: null,
    source: '小额贷款公司综合融资成本管理指引（2025年12月）：新发放贷款不得超过24%',
    needsConfirmation: true,
  },
  {
    id: 'micro-lender-cost-2028',
    lenders: ['micro-lender'],
    limit: { timesOneYearLpr: 4 },
    basis: 'nominal',
    longerThanDays: 31,
    from: day('2028-01-01'),
    to: null,
    source:
      '小额贷款公司综合融资成本管理指引（2025年12月）：2027年末前新发放贷款降至一年期LPR四倍以内',
    needsConfirmation: true,
  },
]

/** A cap with its figure on the day of signing. */
export interface RateCap extends Omit<RateCapRule, 'limit'> {
  limit: Rate
}

function limitOn({ limit }: RateCapRule, on: Day): Rate | null {
  if ('rate' in limit) return limit.rate
  const quotation = lprOn(on)
  return quotation === null ? null : rate(quotation.oneYear * limit.timesOneYearLpr)
}

/**
 * The caps on a loan signed on a day, the lowest first; of a multiple of the loan prime rate, the rate at
 * signing counts.
 */
export function capsOn(signedOn: Day, lender: CappedLender): RateCap[] {
  const caps = rateCapRules
    .filter(
      ({ lenders, from, to }) =>
        lenders.includes(lender) && from <= signedOn && (to === null || signedOn <= to),
    )
    .flatMap((rule): RateCap[] => {
      const limit = limitOn(rule, signedOn)
      return limit === null ? [] : [{ ...rule, limit }]
    })
  return caps.toSorted((a, b) => a.limit - b.limit)
}

/** What a loan costs a year, interest and fees together, in millionths of a percent. */
export interface YearlyCost {
  simple: Rate
  effective: Rate
}

export interface CappedLoan {
  cost: YearlyCost
  lender: CappedLender
  signedOn: Day
  disbursedOn: Day
  lastDueOn: Day
}

/** A hundredth of a percent: rounding instalments to the fen moves a rate by less. */
const tolerance = 10_000

/** The lowest cap that a loan breaks, each held against the rate of its own basis; null for none. */
export function brokenCap({ cost, lender, signedOn, disbursedOn, lastDueOn }: CappedLoan) {
  const days = daysBetween(disbursedOn, lastDueOn)
  const broken = capsOn(signedOn, lender).filter(({ basis, limit, longerThanDays }) => {
    const held = basis === 'nominal' ? cost.simple : cost.effective
    return days > longerThanDays && held - limit >= tolerance
  })
  return broken[0] ?? null
}

/** The reason not to sign a loan that costs more than the law allows on the day of signing. */
export function capRefusal(loan: CappedLoan): 'above-rate-cap' | null {
  return brokenCap(loan) === null ? null : 'above-rate-cap'
}
