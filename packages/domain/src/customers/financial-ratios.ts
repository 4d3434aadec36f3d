import type { Statement, StatementFigures } from './financial-statement.ts'

export interface FinancialRatios {
  /** Millionths of a percent: 1.5 is 150 000 000; null when a line is missing or the base is nought. */
  currentRatio: number | null
  quickRatio: number | null
  cashRatio: number | null
  debtToAssets: number | null
  debtToEquity: number | null
  interestBearingDebtToAssets: number | null
  interestCover: number | null
  cashInterestCover: number | null
  debtServiceCover: number | null
  grossMargin: number | null
  netMargin: number | null
  returnOnEquity: number | null
  returnOnAssets: number | null
  cashFlowToCurrentLiabilities: number | null
  revenueGrowth: number | null
  profitGrowth: number | null
  assetGrowth: number | null
  /** Whole days of a year of 360. */
  receivableDays: number | null
  inventoryDays: number | null
  payableDays: number | null
}

type Amount = bigint | null
type Figures = Readonly<Record<keyof StatementFigures, Amount>>

const whole = 100_000_000n
const daysOfYear = 360n
/** Periods of a year, by which a result of a part of it is made comparable. */
const perYear: Readonly<Record<Statement['period'], bigint>> = { year: 1n, half: 2n, quarter: 4n }

/** Half away from nought; null where the base is nought or below, which says nothing. */
function divided(part: Amount, base: Amount, scale: bigint): number | null {
  if (part === null || base === null || base <= 0n) return null
  const doubled = 2n * part * scale
  const rounded = (doubled + (part < 0n ? -base : base)) / (2n * base)
  return Number(rounded)
}

const ratio = (part: Amount, base: Amount) => divided(part, base, whole)
const plus = (...amounts: Amount[]): Amount =>
  amounts.reduce((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0n)
const minus = (one: Amount, other: Amount): Amount =>
  one === null || other === null ? null : one - other
const times = (amount: Amount, factor: bigint): Amount => (amount === null ? null : amount * factor)

function exact(figures: StatementFigures): Figures {
  const entries = Object.entries(figures).map(([name, amount]) => [
    name,
    amount === null ? null : BigInt(amount),
  ])
  return Object.fromEntries(entries) as Figures
}

/** Twice the average of now and before, or twice the present where there is no before; halved by the caller's scale. */
function twiceAverage(now: Amount, before: Amount): Amount {
  return before === null ? times(now, 2n) : plus(now, before)
}

/** From one period to the next; null without a positive one to grow from. */
function growth(now: Amount, before: Amount): number | null {
  return ratio(minus(now, before), before)
}

/**
 * The ratios of a statement (domain facts 4.6): exact, rounded half up to a millionth of a percent. Results of half
 * a year or a quarter count for a whole one where they stand against a balance; `before` is the statement of the same
 * period a year earlier, for growth and averages, or null.
 */
export function financialRatios(
  statement: Pick<Statement, 'period' | 'figures'>,
  before: StatementFigures | null,
): FinancialRatios {
  const now = exact(statement.figures)
  const then = before && exact(before)
  const yearly = (amount: Amount) => times(amount, perYear[statement.period])
  const ebit = now.operatingProfit
  const ebitda = plus(ebit, now.depreciation)
  const equity = twiceAverage(now.netAssets, then?.netAssets ?? null)
  const assets = twiceAverage(now.totalAssets, then?.totalAssets ?? null)
  const days = (balance: Amount, flow: Amount) =>
    divided(times(balance, daysOfYear), yearly(flow), 1n)
  return {
    currentRatio: ratio(now.currentAssets, now.currentLiabilities),
    quickRatio: ratio(minus(now.currentAssets, now.inventory), now.currentLiabilities),
    cashRatio: ratio(now.cash, now.currentLiabilities),
    debtToAssets: ratio(now.totalLiabilities, now.totalAssets),
    debtToEquity: ratio(now.totalLiabilities, now.netAssets),
    interestBearingDebtToAssets: ratio(now.interestBearingDebt, now.totalAssets),
    interestCover: ratio(ebit, now.interestExpense),
    cashInterestCover: ratio(ebitda, now.interestExpense),
    debtServiceCover: ratio(
      minus(ebitda, now.incomeTax),
      plus(now.principalRepaid, now.interestExpense),
    ),
    grossMargin: ratio(minus(now.revenue, now.costOfSales), now.revenue),
    netMargin: ratio(now.netProfit, now.revenue),
    returnOnEquity: ratio(times(yearly(now.netProfit), 2n), equity),
    returnOnAssets: ratio(times(yearly(now.netProfit), 2n), assets),
    cashFlowToCurrentLiabilities: ratio(yearly(now.operatingCashFlow), now.currentLiabilities),
    revenueGrowth: growth(now.revenue, then?.revenue ?? null),
    profitGrowth: growth(now.netProfit, then?.netProfit ?? null),
    assetGrowth: growth(now.totalAssets, then?.totalAssets ?? null),
    receivableDays: days(now.receivables, now.revenue),
    inventoryDays: days(now.inventory, now.costOfSales),
    payableDays: days(now.payables, now.costOfSales),
  }
}
