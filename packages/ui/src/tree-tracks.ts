import type { Column } from './column.ts'

const usual = 'minmax(80px, 1fr)'

/** The grid of a line; every column as wide as it asks. */
export function gridTracks(columns: readonly Column[]): string {
  return columns.map(({ width }) => width ?? usual).join(' ')
}

/**
 * How far from the left each pinned column stays, null for those that scroll. The first always stays; the run
 * ends at the first column that does not, since a track that grows has no fixed place after it.
 */
export function pinnedOffsets(
  columns: readonly Column[],
  pinned: ReadonlySet<string>,
): (number | null)[] {
  let left: number | null = 0
  return columns.map((column, order) => {
    if (order > 0 && !pinned.has(column.id)) left = null
    const here = left
    const width = /^(\d+)px$/.exec(column.width ?? '')?.[1]
    if (left !== null) left = width === undefined ? null : left + Number(width)
    return here
  })
}
