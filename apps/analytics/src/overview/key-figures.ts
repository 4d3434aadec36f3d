import { amountUnitName, formatAmount, formatCount, formatPercent } from '@banyan/ui/amounts'
import type { Locale } from '@banyan/ui/locale'
import type { Outputs } from '../api.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'
import { changeOf, type Direction } from './change.ts'
import type { overviewWords } from './words.ts'

export type Overview = Outputs['analytics']['overview']
export type Approvals = Outputs['analytics']['approvals']
type Words = (typeof overviewWords)['zh']

interface Told {
  readonly words: Words
  readonly locale: Locale
  readonly part: { readonly branchId?: string; readonly product?: string }
}

interface Move {
  readonly up: keyof Words['changes']
  readonly down: keyof Words['changes']
}

const worse: readonly (keyof Words['changes'])[] = ['worse', 'slower']

function told(
  change: { direction: Direction; amount: string },
  { up, down }: Move,
  { changes }: Words,
  suffix: string,
) {
  const word = { up, down, level: 'level', none: 'none' } as const
  const chosen = word[change.direction]
  return {
    direction: change.direction,
    amount: change.amount && `${change.amount}${suffix}`,
    word: changes[chosen],
    isWorse: worse.includes(chosen),
  }
}

/** The balance in 亿 once there is one, else in 万. */
const unitOf = (balance: number) => (balance >= 1e10 ? 'yi' : 'wan')

function balanceFigure({ now, before, series }: Overview, { words, locale, part }: Told) {
  const balance = now?.balance ?? 0
  const unit = unitOf(balance)
  const growth = before?.balance ? balance / before.balance - 1 : null
  return {
    id: 'balance',
    label: words.balance,
    formula: words.formulas.balance,
    value: formatAmount(balance, unit),
    unit: amountUnitName(unit, locale),
    change: told(
      changeOf(growth, growth === null ? null : 0, { scale: 100, digits: 2 }),
      { up: 'grew', down: 'shrank' },
      words,
      '%',
    ),
    before: `${words.lastMonth} ${formatAmount(before?.balance, unit)}`,
    course: series.map((month) => month.balance),
    rows: { kind: 'loans', on: now?.day, state: 'in-force', ...part } as RowsChoice,
  }
}

function ratioFigure(
  { now, before, series }: Overview,
  { words, part }: Told,
  figure: {
    id: 'nonPerforming' | 'overdue30'
    of: (month: Overview['series'][number]) => number | null
    state: 'non-performing' | 'overdue-30'
  },
) {
  const value = now && figure.of(now)
  const last = before && figure.of(before)
  return {
    id: figure.id,
    label: words[figure.id],
    formula: words.formulas[figure.id],
    value: formatPercent(value, 2).replace('%', ''),
    unit: '%',
    change: told(
      changeOf(value, last, { scale: 100, digits: 2 }),
      { up: 'worse', down: 'better' },
      words,
      ' pp',
    ),
    before: `${words.lastMonth} ${formatPercent(last, 2)}`,
    course: series.map(figure.of),
    rows: { kind: 'loans', on: now?.day, state: figure.state, ...part } as RowsChoice,
  }
}

function decisionRows(
  { approvals }: Overview,
  part: Told['part'],
  isApproved: boolean,
): RowsChoice {
  return {
    kind: 'applications',
    by: 'decided',
    from: approvals.from,
    to: approvals.to,
    ...(isApproved ? { outcome: 'approved' as const } : {}),
    ...part,
  }
}

function rateFigure(overview: Overview, { words, part }: Told, months: Approvals['byMonth']) {
  const { approvals, approvalsBefore } = overview
  const decided = approvals.approved + approvals.declined
  return {
    id: 'approvalRate',
    label: words.approvalRate,
    formula: words.formulas.approvalRate,
    value: formatPercent(approvals.rate).replace('%', ''),
    unit: `% · ${formatCount(approvals.approved)}/${formatCount(decided)}`,
    change: told(
      changeOf(approvals.rate, approvalsBefore.rate, { scale: 100, digits: 1 }),
      { up: 'looser', down: 'tighter' },
      words,
      ' pp',
    ),
    before: `${words.lastMonthWhole} ${formatPercent(approvalsBefore.rate)}`,
    course: months.map(({ rate }) => rate),
    rows: decisionRows(overview, part, true),
  }
}

function daysFigure(overview: Overview, { words, part }: Told, months: Approvals['byMonth']) {
  const { approvals, approvalsBefore } = overview
  return {
    id: 'medianDays',
    label: words.medianDays,
    formula: words.formulas.medianDays,
    value: approvals.medianDays?.toFixed(1) ?? '–',
    unit: words.days,
    change: told(
      changeOf(approvals.medianDays, approvalsBefore.medianDays, { digits: 1 }),
      { up: 'slower', down: 'faster' },
      words,
      ` ${words.days}`,
    ),
    before: `${words.lastMonthWhole} ${approvalsBefore.medianDays?.toFixed(1) ?? '–'}`,
    course: months.map(({ medianDays }) => medianDays),
    rows: decisionRows(overview, part, false),
  }
}

/** The header of the overview: five figures, each with its change, its course and the rows it counts. */
export function keyFigures(overview: Overview, months: Approvals['byMonth'], context: Told) {
  return [
    balanceFigure(overview, context),
    rateFigure(overview, context, months),
    ratioFigure(overview, context, {
      id: 'nonPerforming',
      of: ({ nonPerformingRatio }) => nonPerformingRatio,
      state: 'non-performing',
    }),
    ratioFigure(overview, context, {
      id: 'overdue30',
      of: ({ overdue30Ratio }) => overdue30Ratio,
      state: 'overdue-30',
    }),
    daysFigure(overview, context, months),
  ]
}
