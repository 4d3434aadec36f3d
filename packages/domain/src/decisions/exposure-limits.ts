import type { Money } from '../money.ts'
import { money } from '../money.ts'

export const institutionKinds = ['city-bank', 'rural-credit-union', 'micro-lender'] as const
export type InstitutionKind = (typeof institutionKinds)[number]

export type CapitalBase = 'net-capital' | 'tier-1' | 'net-assets'

/** Loans of one borrower, all exposure to one, credit of a group of 2010, exposure to a set of 2018. */
export type LimitScope = 'single-loans' | 'single-exposure' | 'group-credit' | 'group-exposure'

export interface ExposureLimit {
  scope: LimitScope
  base: CapitalBase
  percent: number
  source: string
  /** False until a person has checked the number against the official text. */
  isConfirmed: boolean
}

const bankLimits: readonly ExposureLimit[] = [
  {
    scope: 'single-loans',
    base: 'net-capital',
    percent: 10,
    source: '商业银行法 第39条; 银监会令2018年第1号 第7条',
    isConfirmed: true,
  },
  {
    scope: 'single-exposure',
    base: 'tier-1',
    percent: 15,
    source: '银保监会令2018年第1号 第7条',
    isConfirmed: true,
  },
  {
    scope: 'group-credit',
    base: 'net-capital',
    percent: 15,
    source: '银监会令2010年第4号 第12条',
    isConfirmed: true,
  },
  {
    scope: 'group-exposure',
    base: 'tier-1',
    percent: 20,
    source: '银保监会令2018年第1号 第8条',
    isConfirmed: true,
  },
]

const micro = '金规〔2024〕26号 小额贷款公司监督管理暂行办法'

/** How much one borrower, and one group of related borrowers, may owe an institution. */
export const exposureLimits: Readonly<Record<InstitutionKind, readonly ExposureLimit[]>> = {
  'city-bank': bankLimits,
  'rural-credit-union': bankLimits,
  'micro-lender': [
    { scope: 'single-loans', base: 'net-assets', percent: 10, source: micro, isConfirmed: false },
    { scope: 'group-credit', base: 'net-assets', percent: 15, source: micro, isConfirmed: false },
  ],
}

export type LimitRefusal =
  | 'capital-base-unknown'
  | 'over-single-limit'
  | 'over-single-exposure'
  | 'over-group-concentration'
  | 'over-group-exposure'

const refusals: Readonly<Record<LimitScope, LimitRefusal>> = {
  'single-loans': 'over-single-limit',
  'single-exposure': 'over-single-exposure',
  'group-credit': 'over-group-concentration',
  'group-exposure': 'over-group-exposure',
}

/** The institution's own figures in force on the day; null when none is on file. */
export interface CapitalBases {
  netCapital: Money | null
  tier1: Money | null
  netAssets: Money | null
}

/** The figure a limit is a share of; null when none is on file. */
export function baseOf(kind: CapitalBase, { netCapital, tier1, netAssets }: CapitalBases) {
  return { 'net-capital': netCapital, 'tier-1': tier1, 'net-assets': netAssets }[kind]
}

/** The largest exposure the limit allows, down to the fen; null when its base is unknown. */
export function allowedBy({ base, percent }: ExposureLimit, bases: CapitalBases): Money | null {
  const amount = baseOf(base, bases)
  if (amount === null) return null
  return money(Number((BigInt(Math.max(0, amount)) * BigInt(percent)) / 100n))
}

/** Whether lending waits until the base is on file. The tests against tier 1 are weighed where it is. */
export function needsBase({ base }: Pick<ExposureLimit, 'base'>): boolean {
  return base !== 'tier-1'
}

/** The rule of law that bounds each kind of set: 集团客户 of 2010 by control, 关联客户 of 2018 by connection. */
export const ruleOfSet = { control: 'group-credit', connected: 'group-exposure' } as const

/** A confirmed set the borrower stands in, and what all its members owe and were promised. */
export interface SetTotal {
  basis: keyof typeof ruleOfSet
  owed: Money
}

/**
 * Why a new amount is refused by the sets the borrower stands in, or null: each is measured by the rule of its
 * kind, where the institution has that rule and the base is on file (银监会令2010年第4号 第12条; 银保监会令2018年第1号 第8条).
 */
export function setLimitRefusal(
  institution: { kind: InstitutionKind; bases: CapitalBases },
  sets: readonly SetTotal[],
  amount: Money,
): LimitRefusal | null {
  for (const { basis, owed } of sets) {
    const limit = exposureLimits[institution.kind].find(({ scope }) => scope === ruleOfSet[basis])
    const allowed = limit ? allowedBy(limit, institution.bases) : null
    if (limit && allowed !== null && owed + amount > allowed) return refusals[limit.scope]
  }
  return null
}

/**
 * Why exposures of this size are refused, or null. `singleLoans` and `groupCredit` are what the
 * borrower and its group would owe afterwards; without a group, both are the borrower's.
 */
export function limitRefusal(
  institution: { kind: InstitutionKind; bases: CapitalBases },
  after: { singleLoans: number; groupCredit: number },
): LimitRefusal | null {
  for (const limit of exposureLimits[institution.kind]) {
    const allowed = allowedBy(limit, institution.bases)
    if (allowed === null) {
      if (needsBase(limit)) return 'capital-base-unknown'
      continue
    }
    const owed = limit.scope.startsWith('single-') ? after.singleLoans : after.groupCredit
    if (owed > allowed) return refusals[limit.scope]
  }
  return null
}
