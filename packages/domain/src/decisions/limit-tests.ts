import { type Money, money, zero } from '../money.ts'
import {
  allowedBy,
  baseOf,
  type CapitalBase,
  type CapitalBases,
  exposureLimits,
  type InstitutionKind,
  type LimitScope,
  needsBase,
} from './exposure-limits.ts'

/** What can bound a borrowing: limits the bank allotted, and the concentration limits of the law. */
export type LimitRule = 'customer-limit' | 'group-limit' | LimitScope

/** A limit that was allotted; `spent` is what a one-off limit does not take back after repayment. */
export interface AllottedLimit {
  amount: Money
  spent: Money
}

export interface LimitSubject {
  /** Owed and promised already. */
  exposure: Money
  /** Null when none was allotted. */
  limit: AllottedLimit | null
}

export interface LimitTest {
  rule: LimitRule
  base: CapitalBase | 'allotted'
  /** In whole percent of the base; null for an allotted limit. */
  percent: number | null
  baseAmount: Money | null
  source: string
  /** The most that may be owed; null where the base is not on file. */
  cap: Money | null
  before: Money
  after: Money
  /** What is left before the new amount; below zero when the limit is exceeded already. */
  headroom: Money | null
  /** Whether the limit holds with the new amount; null where it cannot be told. */
  isMet: boolean | null
}

export interface LimitQuestion {
  institution: { kind: InstitutionKind; bases: CapitalBases }
  /** Null when only a group is asked about. */
  customer: LimitSubject | null
  /** The management group; null for a customer without one, who is then tested as a group of one. */
  group: LimitSubject | null
  amount: Money
}

/** Every limit that a new amount has to pass, before and after it: allotted ones first, then the law's. */
export function limitTests({ institution, customer, group, amount }: LimitQuestion): LimitTest[] {
  const together = group ?? customer
  const legal = exposureLimits[institution.kind].flatMap((limit): LimitTest[] => {
    const subject = limit.scope.startsWith('single-') ? customer : together
    if (subject === null) return []
    const baseAmount = baseOf(limit.base, institution.bases)
    const { base, percent, source } = limit
    const cap = allowedBy(limit, institution.bases)
    const about = { rule: limit.scope, base, percent, baseAmount, source, cap }
    return [tested(about, subject.exposure, amount)]
  })
  return [
    ...allottedTest('customer-limit', customer, amount),
    ...allottedTest('group-limit', group, amount),
    ...legal,
  ]
}

function allottedTest(rule: LimitRule, subject: LimitSubject | null, amount: Money): LimitTest[] {
  if (!subject?.limit) return []
  const { amount: cap, spent } = subject.limit
  const about = { rule, base: 'allotted', percent: null, baseAmount: cap, source: '', cap } as const
  return [tested(about, money(subject.exposure + spent), amount)]
}

type About = Pick<LimitTest, 'rule' | 'base' | 'percent' | 'baseAmount' | 'source' | 'cap'>

function tested(about: About, before: Money, amount: Money): LimitTest {
  const after = money(before + amount)
  const { cap } = about
  return {
    ...about,
    before,
    after,
    headroom: cap === null ? null : money(cap - before),
    isMet: cap === null ? null : after <= cap,
  }
}

export interface BorrowingRoom {
  /** The most that may still be lent; null when nothing bounds it. */
  most: Money | null
  /** The rule that leaves the least; of equals the first. */
  binding: LimitRule | null
}

/**
 * How much more may be lent: the least that any limit leaves. Without the base that a loan limit is a share of
 * nothing may be lent, as in an approval; a tier 1 that is not on file bounds nothing.
 */
export function roomLeft(tests: readonly LimitTest[]): BorrowingRoom {
  let room: BorrowingRoom = { most: null, binding: null }
  for (const { rule, base, headroom } of tests) {
    if (headroom === null) {
      if (base !== 'allotted' && needsBase({ base })) return { most: zero, binding: rule }
      continue
    }
    const most = money(Math.max(0, headroom))
    if (room.most === null || most < room.most) room = { most, binding: rule }
  }
  return room
}

/** 大额风险暴露: more than 2.5 % of tier 1 (银保监会令2018年第1号 第3条); null where tier 1 is not on file. */
export function isLargeExposure(exposure: Money, { tier1 }: CapitalBases): boolean | null {
  return tier1 === null ? null : BigInt(exposure) * 1_000n > BigInt(Math.max(0, tier1)) * 25n
}
