import type { VNodeChild } from 'vue'

/** What a tree's table asks to draw in a cell, by `cell-<column>`; columns without one are text. */
export type CellSlots<Row> = Readonly<
  Record<`cell-${string}`, (given: { row: Row; index: number }) => VNodeChild>
>
