/** A filter that is on: `状态 = 逾期`. */
export interface FilterChip {
  readonly id: string
  readonly label: string
  readonly value: string
  /** Between label and value; `=` unless told. */
  readonly relation?: string | undefined
}
