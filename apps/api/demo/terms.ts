import type { Guarantee } from '@banyan/domain/applications/application'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import type { Frequency, RepaymentMethod } from '@banyan/domain/loans/schedule-terms'
import { type Money, money } from '@banyan/domain/money'
import { type Rate, rate } from '@banyan/domain/rate'
import type { OfferedProduct } from '@banyan/domain/products/product-version'
import { firstOffers } from '../src/products/default-products.ts'
import type { DemoBank } from './bank.ts'
import type { Party } from './parties.ts'
import { at, type Random } from './random.ts'

/** An application's terms with nothing left open. */
export interface WholeTerms {
  product: string
  amount: Money
  termMonths: number
  annualRate: Rate
  method: RepaymentMethod
  frequency: Frequency
  guarantee: Guarantee
  purpose: string
  repaymentSource: string
}

export interface Request {
  product: OfferedProduct
  terms: WholeTerms
}

type Weighted<T> = readonly (readonly [T, number])[]

interface Habit {
  weight: number
  /** The amount as a share of a year's income, or of a company's capital. */
  share: readonly [least: number, most: number]
  most: number
  months: readonly number[]
  methods: Weighted<RepaymentMethod>
  frequencies: Weighted<Frequency>
  guarantees: Weighted<Guarantee>
  purposes: readonly string[]
}

const level: Weighted<RepaymentMethod> = [
  ['equal-instalment', 8],
  ['equal-principal', 2],
]
const bullet: Weighted<RepaymentMethod> = [
  ['interest-only', 6],
  ['equal-instalment', 2],
  ['equal-principal', 2],
]
const monthly: Weighted<Frequency> = [['monthly', 1]]
const oftenQuarterly: Weighted<Frequency> = [
  ['monthly', 4],
  ['quarterly', 6],
]
const someWeekly: Weighted<Frequency> = [
  ['monthly', 95],
  ['weekly', 5],
]
const secured: Weighted<Guarantee> = [
  ['mortgage', 45],
  ['guarantee', 30],
  ['pledge', 15],
  ['credit', 10],
]
const unsecured: Weighted<Guarantee> = [
  ['credit', 6],
  ['guarantee', 4],
]
const tradePurposes = ['采购原材料', '支付货款', '补充流动资金', '备货']

/** What people ask for, product by product; amounts in fen. */
const habits: Readonly<Record<string, Habit>> = {
  'working-capital': {
    weight: 85,
    share: [0.1, 0.45],
    most: 3_000_000_000,
    months: [6, 12, 12, 12, 18],
    methods: bullet,
    frequencies: oftenQuarterly,
    guarantees: secured,
    purposes: tradePurposes,
  },
  'fixed-asset': {
    weight: 15,
    share: [0.3, 0.8],
    most: 6_000_000_000,
    months: [24, 36, 48],
    methods: [['equal-principal', 1]],
    frequencies: [['quarterly', 1]],
    guarantees: [['mortgage', 1]],
    purposes: ['购置生产设备', '新建厂房', '生产线改造'],
  },
  business: {
    weight: 45,
    share: [0.5, 2.2],
    most: 300_000_000,
    months: [6, 12, 12, 12, 24],
    methods: bullet,
    frequencies: oftenQuarterly,
    guarantees: secured,
    purposes: [...tradePurposes, '店面装修'],
  },
  consumer: {
    weight: 50,
    share: [0.2, 0.9],
    most: 50_000_000,
    months: [12, 12, 18, 24, 36],
    methods: level,
    frequencies: monthly,
    guarantees: unsecured,
    purposes: ['住房装修', '购买家电', '教育支出', '购车'],
  },
  mortgage: {
    weight: 3,
    share: [2.5, 5],
    most: 400_000_000,
    months: [60, 84, 120],
    methods: level,
    frequencies: monthly,
    guarantees: [['mortgage', 1]],
    purposes: ['购买住房'],
  },
  'micro-business': {
    weight: 40,
    share: [0.25, 0.9],
    most: 80_000_000,
    months: [6, 6, 12, 12],
    methods: bullet,
    frequencies: someWeekly,
    guarantees: secured,
    purposes: tradePurposes,
  },
  farm: {
    weight: 30,
    share: [0.1, 0.6],
    most: 20_000_000,
    months: [6, 12, 12],
    methods: bullet,
    frequencies: monthly,
    guarantees: unsecured,
    purposes: ['购买种苗和农资', '扩大养殖规模', '购置农机'],
  },
}

/** What each kind of lender gives at most at once. */
const mostAt: Record<InstitutionKind, (product: OfferedProduct) => number> = {
  'city-bank': () => 3_000_000_000,
  'rural-credit-union': () => 800_000_000,
  'micro-lender': ({ isConsumer }) => (isConsumer ? 10_000_000 : 80_000_000),
}

/** A request within the bounds of a product that the customer may have. */
export function aRequest(bank: DemoBank, random: Random, party: Party): Request {
  const { kind } = party.details
  const offered = firstOffers(bank.plan.kind, bank.time.first).filter(
    ({ code, customerKind }) =>
      habits[code] !== undefined && (customerKind === 'both' || customerKind === kind),
  )
  const product = random.weighted(offered.map((each) => [each, habits[each.code]?.weight ?? 0]))
  const habit = habits[product.code]
  if (!habit) throw new Error(`nobody asks for ${product.code}`)
  const termMonths = random.pick(habit.months.filter((months) => months <= product.maximumMonths))
  const frequency = random.weighted(habit.frequencies)
  const method = random.weighted(habit.methods)
  const means = meansOf(party)
  const wanted = means * random.between(...habit.share)
  const most = Math.min(habit.most, mostAt[bank.plan.kind](product))
  return {
    product,
    terms: {
      product: product.code,
      amount: withinBounds(Math.min(wanted, most), product),
      termMonths,
      annualRate: rate(product.defaultRate + random.whole(-3, 9) * 100_000),
      method: product.methods.includes(method) ? method : 'equal-instalment',
      frequency,
      guarantee: random.weighted(habit.guarantees),
      purpose: random.pick(habit.purposes),
      repaymentSource: kind === 'company' ? '销售回款' : '经营收入和家庭收入',
    },
  }
}

function meansOf({ details }: Party): number {
  if (details.kind === 'company') return details.registeredCapital ?? 100_000_000
  return details.annualIncome ?? 8_000_000
}

/** Whole thousands of yuan, whole ten-thousands above a million. */
function withinBounds(wanted: number, { minimumAmount, maximumAmount }: OfferedProduct): Money {
  const step = wanted > 100_000_000 ? 1_000_000 : 100_000
  const rounded = Math.round(wanted / step) * step
  return money(Math.min(maximumAmount, Math.max(minimumAmount, rounded)))
}

export function firstOffered(bank: DemoBank): OfferedProduct {
  return at(firstOffers(bank.plan.kind, bank.time.first), 0)
}
