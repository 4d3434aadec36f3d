/** A row of a schedule, with the version that made it. */
interface VersionRow {
  readonly number: number
  readonly dueOn: string
  readonly principal: number
  readonly interest: number
  readonly fee: number
}

/** A version: the day it holds from, and the rows that it brought. */
export interface Version {
  readonly version: number
  readonly validFrom: string
  readonly rows: readonly VersionRow[]
}

export interface PlacedRow extends VersionRow {
  readonly version: number
  readonly total: number
}

const placed =
  (version: number) =>
  (row: VersionRow): PlacedRow => ({
    ...row,
    version,
    total: row.principal + row.interest + row.fee,
  })

/**
 * The whole schedule as it stood under a version: each version keeps the rows before its first and
 * brings the rest; one that brought none ends the schedule on its day.
 */
export function scheduleUnder(versions: readonly Version[], version: number): PlacedRow[] {
  let rows: PlacedRow[] = []
  for (const each of versions) {
    if (each.version > version) continue
    const first = Math.min(...each.rows.map(({ number }) => number))
    const kept = rows.filter((row) =>
      each.rows.length > 0 ? row.number < first : row.dueOn <= each.validFrom,
    )
    rows = [...kept, ...each.rows.map(placed(each.version))]
  }
  return rows
}

type Difference = 'same' | 'changed' | 'added' | 'dropped'

export interface ComparedRow {
  readonly number: number
  readonly was: PlacedRow | undefined
  readonly is: PlacedRow | undefined
  readonly difference: Difference
}

const compared = ['dueOn', 'principal', 'interest', 'fee'] as const

function differenceOf(was: PlacedRow | undefined, is: PlacedRow | undefined): Difference {
  if (!was) return 'added'
  if (!is) return 'dropped'
  return compared.every((name) => was[name] === is[name]) ? 'same' : 'changed'
}

/** Two schedules of a loan, instalment by instalment. */
export function compareSchedules(
  before: readonly PlacedRow[],
  after: readonly PlacedRow[],
): ComparedRow[] {
  const was = new Map(before.map((row) => [row.number, row]))
  const is = new Map(after.map((row) => [row.number, row]))
  const numbers = [...new Set([...was.keys(), ...is.keys()])].toSorted((a, b) => a - b)
  return numbers.map((number) => ({
    number,
    was: was.get(number),
    is: is.get(number),
    difference: differenceOf(was.get(number), is.get(number)),
  }))
}

/** What the rows ask for in all. */
export const scheduleTotals = (rows: readonly PlacedRow[]) => ({
  count: rows.length,
  principal: rows.reduce((sum, row) => sum + row.principal, 0),
  interest: rows.reduce((sum, row) => sum + row.interest, 0),
  total: rows.reduce((sum, row) => sum + row.total, 0),
})
