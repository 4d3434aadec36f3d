/** The first row of every key, then the second of those that have one, and so on; rows of one key keep their order. */
export function inRounds<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): Row[][] {
  const rounds: Row[][] = []
  const taken = new Map<string, number>()
  for (const row of rows) {
    const key = keyOf(row)
    const round = taken.get(key) ?? 0
    taken.set(key, round + 1)
    ;(rounds[round] ??= []).push(row)
  }
  return rounds
}
