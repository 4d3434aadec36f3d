import type { Column, Density } from './column.ts'

/** How one person reads one table: which columns, in what order, the pinned ones first. */
export interface ColumnChoice {
  readonly id: string
  readonly isHidden?: boolean | undefined
  readonly isPinned?: boolean | undefined
  /** In pixels; as wide as the table has it without one. */
  readonly width?: number | undefined
}

export interface TableLayout {
  readonly columns: readonly ColumnChoice[]
  readonly density: Density
}

/**
 * Every column once, in the chosen order: pinned ones first, columns the choice does not know where the table
 * has them, and columns the table no longer has left out. The first column of the table names the row and
 * cannot be hidden.
 */
export function completeChoices(
  columns: readonly Column[],
  choices: readonly ColumnChoice[],
): readonly ColumnChoice[] {
  const known = new Map(choices.map((choice) => [choice.id, choice]))
  const wanted = choices.filter(({ id }) => columns.some((column) => column.id === id))
  const result: ColumnChoice[] = [...wanted]
  columns.forEach(({ id }, at) => {
    if (known.has(id)) return
    const before = columns
      .slice(0, at)
      .findLast((column) => result.some((one) => one.id === column.id))
    const place = before ? result.findIndex((one) => one.id === before.id) + 1 : 0
    result.splice(place, 0, { id })
  })
  const first = columns[0]?.id
  const shown = result.map((choice) =>
    choice.id === first && choice.isHidden ? { ...choice, isHidden: false } : choice,
  )
  return [...shown.filter((one) => one.isPinned), ...shown.filter((one) => !one.isPinned)]
}

/** The columns to draw, in the chosen order. */
export function arrangeColumns(
  columns: readonly Column[],
  choices: readonly ColumnChoice[],
): readonly Column[] {
  const byId = new Map(columns.map((column) => [column.id, column]))
  return completeChoices(columns, choices).flatMap(({ id, isHidden, width }) => {
    const column = byId.get(id)
    if (!column || isHidden) return []
    return [width === undefined ? column : { ...column, width: `${width}px` }]
  })
}

/** The choices with one column moved a place up or down among those of its kind, pinned or not. */
export function moveColumn(
  choices: readonly ColumnChoice[],
  id: string,
  by: 1 | -1,
): readonly ColumnChoice[] {
  const at = choices.findIndex((choice) => choice.id === id)
  const moved = choices[at]
  const other = choices[at + by]
  if (!moved || !other || !!moved.isPinned !== !!other.isPinned) return choices
  return choices.with(at, other).with(at + by, moved)
}
