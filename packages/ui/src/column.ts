export const densities = ['compact', 'normal', 'roomy'] as const
export type Density = (typeof densities)[number]

/** Row heights in pixels. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 28, normal: 36, roomy: 44 }

/** A column of a table; its cell is the slot `cell-<id>`, else the row's value of that name as text. */
export interface Column<Id extends string = string> {
  readonly id: Id
  readonly label: string
  /** A CSS grid track such as `'96px'` or `'minmax(160px, 1fr)'`; a table takes the first length in it. */
  readonly width?: string | undefined
  readonly align?: 'start' | 'end' | 'center' | undefined
  /** The server's name of this sort; without it the column cannot be sorted. */
  readonly sortBy?: string | undefined
  /** Dropped below 760 px. */
  readonly isSecondary?: boolean | undefined
}

export interface Sort {
  readonly by: string
  readonly direction: 'ascending' | 'descending'
}

/** The sort after a press on a column: ascending, then descending, then ascending again. */
export function nextSort(current: Sort | null | undefined, by: string): Sort {
  const direction =
    current?.by === by && current.direction === 'ascending' ? 'descending' : 'ascending'
  return { by, direction }
}

/** A row's own value as text, for a column without a slot. */
export function cellText(row: object, column: Column): string {
  const value: unknown = Reflect.get(row, column.id)
  return value === null || value === undefined || value === '' ? '–' : String(value)
}
