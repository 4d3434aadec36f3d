import type { Day } from '../calendar.ts'
import { day } from '../calendar.ts'
import type { InstitutionKind } from '../decisions/exposure-limits.ts'
import type { ProductKind } from './product-kind.ts'

const banks: readonly InstitutionKind[] = ['city-bank', 'rural-credit-union']

interface Dated {
  from: Day
  /** The last day; null while it is in force. */
  to: Day | null
  source: string
  institutions: readonly InstitutionKind[]
}

/** Months a loan of a kind may run: `usual` without a reason of its own, `most` at all. */
export interface TermBound extends Dated {
  kind: ProductKind
  usual: number
  most: number
}

/** Per cent added to the contract rate as whole per cent: least and most of each penalty. */
export interface PenaltyBound extends Dated {
  of: 'overdue' | 'misuse'
  least: number
  most: number
}

const threeMeasures = day('2024-07-01')

/** Terms by law, each from its day on. A person confirms them before a filing relies on them. */
export const termBounds: readonly TermBound[] = [
  {
    kind: 'working-capital',
    usual: 36,
    most: 60,
    from: threeMeasures,
    to: null,
    source: '流动资金贷款管理办法（国家金融监督管理总局令2024年第2号）',
    institutions: banks,
  },
  {
    kind: 'fixed-asset',
    usual: 120,
    most: 360,
    from: threeMeasures,
    to: null,
    source: '固定资产贷款管理办法（国家金融监督管理总局令2024年第1号）',
    institutions: banks,
  },
  {
    kind: 'consumer',
    usual: 60,
    most: 60,
    from: threeMeasures,
    to: day('2025-03-13'),
    source: '个人贷款管理办法（国家金融监督管理总局令2024年第3号）',
    institutions: banks,
  },
  {
    kind: 'consumer',
    usual: 60,
    most: 84,
    from: day('2025-03-14'),
    to: null,
    source: '关于发展消费金融助力提振消费的通知（金融监管总局，2025年3月）',
    institutions: banks,
  },
  {
    kind: 'business',
    usual: 60,
    most: 120,
    from: threeMeasures,
    to: null,
    source: '个人贷款管理办法（国家金融监督管理总局令2024年第3号）',
    institutions: banks,
  },
  {
    kind: 'mortgage',
    usual: 360,
    most: 360,
    from: day('1999-09-21'),
    to: null,
    source: '中国人民银行关于调整个人住房贷款期限和利率的通知（1999）',
    institutions: banks,
  },
]

/** Penalties over the contract rate (银发〔2003〕251号 第三条), for those whom that notice binds. */
export const penaltyBounds: readonly PenaltyBound[] = [
  {
    of: 'overdue',
    least: 30,
    most: 50,
    from: day('2004-01-01'),
    to: null,
    source: '中国人民银行关于人民币贷款利率有关问题的通知（银发〔2003〕251号）',
    institutions: banks,
  },
  {
    of: 'misuse',
    least: 50,
    most: 100,
    from: day('2004-01-01'),
    to: null,
    source: '中国人民银行关于人民币贷款利率有关问题的通知（银发〔2003〕251号）',
    institutions: banks,
  },
]

interface Asking {
  institution: InstitutionKind
  on: Day
}

function isInForce({ from, to, institutions }: Dated, { institution, on }: Asking): boolean {
  return institutions.includes(institution) && from <= on && (to === null || on <= to)
}

/** The term the law sets for a kind of product on a day; null where it sets none. */
export function termBoundOn(kind: ProductKind, asking: Asking): TermBound | null {
  return termBounds.find((bound) => bound.kind === kind && isInForce(bound, asking)) ?? null
}

/** The penalty the law sets on a day; null for a lender whom it does not bind. */
export function penaltyBoundOn(of: PenaltyBound['of'], asking: Asking): PenaltyBound | null {
  return penaltyBounds.find((bound) => bound.of === of && isInForce(bound, asking)) ?? null
}
