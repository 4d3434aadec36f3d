import { z } from 'zod'
import { Day } from '../calendar.ts'
import { Money } from '../money.ts'

/** The lines of a statement that ratios are made of, in the order of the form; amounts in fen, null when not known. */
export const statementLines = [
  'revenue',
  'costOfSales',
  'operatingProfit',
  'interestExpense',
  'incomeTax',
  'depreciation',
  'netProfit',
  'cash',
  'receivables',
  'inventory',
  'currentAssets',
  'totalAssets',
  'payables',
  'currentLiabilities',
  'interestBearingDebt',
  'totalLiabilities',
  'netAssets',
  'operatingCashFlow',
  'investingCashFlow',
  'financingCashFlow',
  'principalRepaid',
] as const
export type StatementLine = (typeof statementLines)[number]

/** Lines that may be below nought: results, flows and what is left for the owners. */
const signed: ReadonlySet<StatementLine> = new Set([
  'operatingProfit',
  'incomeTax',
  'netProfit',
  'netAssets',
  'operatingCashFlow',
  'investingCashFlow',
  'financingCashFlow',
])

function line(name: StatementLine) {
  const amount = signed.has(name) ? Money : Money.refine((value) => value >= 0, 'negative')
  return amount.nullable()
}

export const StatementFigures = z.strictObject(
  Object.fromEntries(statementLines.map((name) => [name, line(name)])) as Record<
    StatementLine,
    ReturnType<typeof line>
  >,
)
export type StatementFigures = z.infer<typeof StatementFigures>

export const statementPeriods = ['year', 'half', 'quarter'] as const
export const statementScopes = ['consolidated', 'own'] as const

/** One statement: the period it covers ends on `periodEnd`; figures of the period are not added up over the year. */
export const Statement = z.strictObject({
  periodEnd: Day,
  period: z.enum(statementPeriods),
  scope: z.enum(statementScopes),
  isAudited: z.boolean(),
  source: z.string().trim().min(2, 'missing').max(100, 'too-long'),
  figures: StatementFigures,
})
export type Statement = z.infer<typeof Statement>

export type StatementRefusal = 'in-the-future' | 'not-a-period-end' | 'statement-is-empty'

const lastDays: Readonly<Record<Statement['period'], readonly string[]>> = {
  year: ['12-31'],
  half: ['06-30', '12-31'],
  quarter: ['03-31', '06-30', '09-30', '12-31'],
}

/** Why a statement cannot be kept on a business day, or null. */
export function statementRefusal(
  { periodEnd, period, figures }: Pick<Statement, 'periodEnd' | 'period' | 'figures'>,
  today: Day,
): StatementRefusal | null {
  if (periodEnd > today) return 'in-the-future'
  if (!lastDays[period].includes(periodEnd.slice(5))) return 'not-a-period-end'
  return Object.values(figures).every((amount) => amount === null) ? 'statement-is-empty' : null
}

export type StatementWarning =
  | 'assets-are-not-liabilities-and-net-assets'
  | 'current-assets-above-total'
  | 'current-liabilities-above-total'
  | 'parts-above-current-assets'
  | 'flows-are-not-the-change-of-cash'

/** What does not add up in a statement; `before` is the one of the period before, in the same scope. */
export function statementWarnings(
  figures: StatementFigures,
  before: StatementFigures | null,
): StatementWarning[] {
  const { totalAssets, totalLiabilities, netAssets, currentAssets, currentLiabilities } = figures
  const { cash, receivables, inventory } = figures
  const parts = sumOf([cash, receivables, inventory].map((amount) => amount ?? 0))
  const flows = sumOf([
    figures.operatingCashFlow,
    figures.investingCashFlow,
    figures.financingCashFlow,
  ])
  const funds = sumOf([totalLiabilities, netAssets])
  const change = before && cash !== null && before.cash !== null ? cash - before.cash : null
  const checks: [StatementWarning, boolean][] = [
    [
      'assets-are-not-liabilities-and-net-assets',
      totalAssets !== null && funds !== null && totalAssets !== funds,
    ],
    ['current-assets-above-total', isAbove(currentAssets, totalAssets)],
    ['current-liabilities-above-total', isAbove(currentLiabilities, totalLiabilities)],
    ['parts-above-current-assets', isAbove(parts, currentAssets)],
    ['flows-are-not-the-change-of-cash', flows !== null && change !== null && flows !== change],
  ]
  return checks.filter(([, isWrong]) => isWrong).map(([warning]) => warning)
}

function isAbove(part: number | null, whole: number | null): boolean {
  return part !== null && whole !== null && part > whole
}

/** Null when one of them is not known. */
function sumOf(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce<number | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0,
  )
}
