import { type Day, partsOf } from '../calendar.ts'
import type { Tier } from '../classification/tiers.ts'
import { isNonPerforming, tiers } from '../classification/tiers.ts'
import { divideRounded, type Money } from '../money.ts'
import type { CellMember, ReportCell, ReportCheck } from './cells.ts'
import { checkEqual } from './cells.ts'

/** One loan over the year to date: where it stood at its start and stands at its end, in fen. */
export interface MigrationLoan {
  loanId: string
  /** Null where nothing was owed at the start of the year. */
  startTier: Tier | null
  startBalance: Money
  /** Null where nothing is owed at the end. */
  endTier: Tier | null
  endBalance: Money
  lent: Money
  /** Principal paid back in the year, recoveries after a write-off left out. */
  repaid: Money
  writtenOff: Money
  /** Principal paid in the year while the loan stood in the tier. */
  recovered: Readonly<Record<'substandard' | 'doubtful' | 'loss', Money>>
}

/** A 年初余额, B 本期减少, C to G by the tier at the end, H their sum; L M N cash recovered by tier, O written off. */
export const migrationColumns = [
  'A',
  'B',
  'C',
  'D',
  'E',
  'F',
  'G',
  'H',
  'L',
  'M',
  'N',
  'O',
] as const
export type MigrationColumn = (typeof migrationColumns)[number]

const rowOfTier: Readonly<Record<Tier, string>> = {
  normal: '3',
  'special-mention': '4',
  substandard: '5',
  doubtful: '6',
  loss: '7',
}
const columnOfTier: Readonly<Record<Tier, MigrationColumn>> = {
  normal: 'C',
  'special-mention': 'D',
  substandard: 'E',
  doubtful: 'F',
  loss: 'G',
}
const endColumns = tiers.map((tier) => columnOfTier[tier])
const startRows = tiers.map((tier) => rowOfTier[tier])
const disposalColumns = ['L', 'M', 'N', 'O'] as const

/** The rates of the form of 2005 and of 2022, by tier at the start. */
export const rateRows = ['R1', 'R2'] as const
const rateColumns = ['C', 'D', 'E', 'F', 'H'] as const

/** 1 at the end, 2 new in the year, 3 to 7 by tier at the start, 8 all of these; R the rates. */
export const migrationRows: readonly string[] = ['1', '2', ...startRows, '8']

const cellId = (row: string, column: string) => `G12_${row}.${column}`

/** Of what was owed at the start, what is still owed: as a card's, what lending in the year adds is new. */
function carriedOf({ startBalance, endBalance, repaid }: MigrationLoan): number {
  return Math.min(endBalance, Math.max(0, startBalance - repaid))
}

/** What a loan adds to each cell that it adds to. */
function* partsOfLoan(loan: MigrationLoan): Generator<[row: string, column: string, fen: number]> {
  const { startTier, startBalance, endTier, endBalance, lent, writtenOff } = loan
  const carried = startTier === null ? 0 : carriedOf(loan)
  const fresh = endBalance - carried
  if (endTier !== null) {
    const column = columnOfTier[endTier]
    for (const at of [column, 'H']) {
      yield ['1', at, endBalance]
      yield ['2', at, fresh]
      if (startTier !== null) yield [rowOfTier[startTier], at, carried]
    }
  }
  yield ['2', 'B', lent - fresh]
  if (startTier === null) {
    yield ['2', 'O', writtenOff]
    return
  }
  for (const row of [rowOfTier[startTier], '8']) {
    yield [row, 'A', startBalance]
    yield [row, 'B', startBalance - carried]
    yield [row, 'L', loan.recovered.substandard]
    yield [row, 'M', loan.recovered.doubtful]
    yield [row, 'N', loan.recovered.loss]
    yield [row, 'O', writtenOff]
  }
}

function cellsOfRow(row: string): readonly MigrationColumn[] {
  if (row === '1') return [...endColumns, 'H']
  if (row === '2') return ['B', ...endColumns, 'H', 'O']
  if (row === '8') return ['A', 'B', ...disposalColumns]
  return migrationColumns
}

type ValueOf = (row: string, column: string) => number

function addUp(loans: Iterable<MigrationLoan>): ValueOf {
  const values = new Map<string, number>()
  for (const loan of loans) {
    for (const [row, column, fen] of partsOfLoan(loan)) {
      const id = cellId(row, column)
      const sum = (values.get(id) ?? 0) + fen
      if (!Number.isSafeInteger(sum)) throw new RangeError(`cell ${id} leaves the whole numbers`)
      values.set(id, sum)
    }
  }
  return (row, column) => values.get(cellId(row, column)) ?? 0
}

/** top ÷ bottom × months of a year ÷ months so far, in hundredths of a percent; null without a bottom. */
function ratio(top: number, bottom: number, months = 12): number | null {
  if (bottom <= 0) return null
  return Number(divideRounded(BigInt(top) * 120_000n, BigInt(bottom) * BigInt(months), 'half-up'))
}

const sumOf = (valueOf: ValueOf, row: string, columns: readonly string[]) =>
  columns.reduce((sum, column) => sum + valueOf(row, column), 0)

/** 期初正常 and 关注 to what is worse, over the opening less the decrease (form of 2005). */
function ratesOf2005(valueOf: ValueOf): Record<(typeof rateColumns)[number], number | null> {
  const left = (row: string) => valueOf(row, 'A') - valueOf(row, 'B')
  const down = (row: string, columns: string[]) => sumOf(valueOf, row, columns)
  const toBad = ['E', 'F', 'G']
  return {
    C: ratio(down('3', ['D', 'E', 'F', 'G']), left('3')),
    D: ratio(down('4', toBad), left('4')),
    E: ratio(down('5', ['F', 'G']), left('5')),
    F: ratio(down('6', ['G']), left('6')),
    H: ratio(down('3', toBad) + down('4', toBad), left('3') + left('4')),
  }
}

/**
 * What is worse at the end, and what turned 不良 and was disposed of in the year, over the opening
 * balance, for a whole year (银保监发〔2022〕2号).
 */
function ratesOf2022(
  valueOf: ValueOf,
  asOf: Day,
): Record<(typeof rateColumns)[number], number | null> {
  const { month } = partsOf(asOf)
  const worse = (row: string, columns: string[]) =>
    sumOf(valueOf, row, columns) + sumOf(valueOf, row, [...disposalColumns])
  const start = (row: string) => valueOf(row, 'A')
  const toBad = ['E', 'F', 'G']
  return {
    C: ratio(worse('3', ['D', 'E', 'F', 'G']), start('3'), month),
    D: ratio(worse('4', toBad), start('4'), month),
    E: ratio(sumOf(valueOf, '5', ['F', 'G', 'M', 'N', 'O']), start('5'), month),
    F: ratio(sumOf(valueOf, '6', ['G', 'N', 'O']), start('6'), month),
    H: ratio(worse('3', toBad) + worse('4', toBad), start('3') + start('4'), month),
  }
}

/** Which of the two definitions a day is judged by: R2 since 2022. */
export function ratesInForce(asOf: Day): (typeof rateRows)[number] {
  return asOf >= '2022-01-01' ? 'R2' : 'R1'
}

function checksOf(loans: readonly MigrationLoan[], valueOf: ValueOf): ReportCheck[] {
  const total = (of: (loan: MigrationLoan) => number) =>
    loans.reduce((sum, loan) => sum + of(loan), 0)
  const collected = total((loan) => loan.repaid + loan.writtenOff)
  return [
    ...startRows.map((row) =>
      checkEqual(
        `G12_${row}:A-B=sum`,
        valueOf(row, 'A') - valueOf(row, 'B'),
        sumOf(valueOf, row, endColumns),
      ),
    ),
    ...[...endColumns, 'H'].map((column) =>
      checkEqual(
        `G12_1.${column}=2+3..7`,
        valueOf('1', column),
        ['2', ...startRows].reduce((sum, row) => sum + valueOf(row, column), 0),
      ),
    ),
    ...['A', 'B'].map((column) =>
      checkEqual(
        `G12_8.${column}=sum`,
        valueOf('8', column),
        startRows.reduce((sum, row) => sum + valueOf(row, column), 0),
      ),
    ),
    checkEqual(
      'G12_2.B+2.H=lent',
      valueOf('2', 'B') + valueOf('2', 'H'),
      total(({ lent }) => lent),
    ),
    checkEqual('G12_2.B+8.B=collected', valueOf('2', 'B') + valueOf('8', 'B'), collected),
    checkEqual(
      'G12_1.H=balance',
      valueOf('1', 'H'),
      total(({ endBalance }) => endBalance),
    ),
    checkEqual(
      'G12_8.A=opening',
      valueOf('8', 'A'),
      total(({ startBalance }) => startBalance),
    ),
  ]
}

/**
 * The migration return G12: the year's start against the day, moves in between ignored, all in book
 * principal (fen), with its checks and the rates by both definitions.
 */
export function buildMigration(
  loans: readonly MigrationLoan[],
  asOf: Day,
): { cells: ReportCell[]; checks: ReportCheck[] } {
  const valueOf = addUp(loans)
  const amounts = migrationRows.flatMap((row) =>
    cellsOfRow(row).map((column): ReportCell => {
      const value = valueOf(row, column)
      return { id: cellId(row, column), row, column, unit: 'money', value }
    }),
  )
  const rates = { R1: ratesOf2005(valueOf), R2: ratesOf2022(valueOf, asOf) }
  const ratios = rateRows.flatMap((row) =>
    rateColumns.map((column): ReportCell => {
      const value = rates[row][column]
      return { id: cellId(row, column), row, column, unit: 'percent', value }
    }),
  )
  return { cells: [...amounts, ...ratios], checks: checksOf(loans, valueOf) }
}

const ratesRest: Readonly<Record<string, readonly string[]>> = {
  C: ['3'],
  D: ['4'],
  E: ['5'],
  F: ['6'],
  H: ['3', '4'],
}

/** The loans behind a cell and what each adds; behind a rate, those that got worse and their balance. */
export function migrationMembers(id: string, loans: Iterable<MigrationLoan>): CellMember[] {
  const members: CellMember[] = []
  const rate = /^G12_R[12]\.([CDEFH])$/.exec(id)
  for (const loan of loans) {
    if (rate) {
      const isWorse = worsened(loan, rate[1] ?? '')
      if (isWorse) members.push({ loanId: loan.loanId, amount: carriedOf(loan) })
      continue
    }
    let amount = 0
    for (const [row, column, fen] of partsOfLoan(loan))
      if (cellId(row, column) === id) amount += fen
    if (amount !== 0) members.push({ loanId: loan.loanId, amount })
  }
  return members
}

function worsened({ startTier, endTier }: MigrationLoan, column: string): boolean {
  if (startTier === null || endTier === null) return false
  if (!ratesRest[column]?.includes(rowOfTier[startTier])) return false
  const isWorse = tiers.indexOf(endTier) > tiers.indexOf(startTier)
  const needsBad = column === 'H' || column === 'D'
  return isWorse && (!needsBad || isNonPerforming(endTier))
}
