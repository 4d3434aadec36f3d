import { isExpandable, shownAt, type Outline, type TreeLines } from './tree-rows.ts'

export type TreeMove =
  | { readonly do: 'go'; readonly place: number }
  | {
      readonly do: 'expand' | 'collapse' | 'expand-subtree' | 'select' | 'open'
      readonly place: number
    }

export interface TreeView {
  readonly lines: TreeLines
  readonly outline: Outline
  readonly visible: Int32Array
  readonly expanded: ReadonlySet<number>
  /** Place of the active line in `lines`; −1 without one. */
  readonly active: number
  readonly pageSize: number
}

/** What a key does in a tree table, as the ARIA practices for a treegrid have it; null when nothing. */
export function treeMove(key: string, view: TreeView): TreeMove | null {
  const { visible, active } = view
  const shown = active < 0 ? -1 : shownAt(visible, active)
  const go = (to: number): TreeMove | null => {
    const place = visible[Math.max(0, Math.min(visible.length - 1, to))]
    return place === undefined ? null : { do: 'go', place }
  }
  if (key === 'ArrowDown' || key === 'j') return go(shown + 1)
  if (key === 'ArrowUp' || key === 'k') return go(shown < 0 ? 0 : shown - 1)
  if (key === 'Home') return go(0)
  if (key === 'End') return go(visible.length - 1)
  if (key === 'PageDown') return go(shown + view.pageSize)
  if (key === 'PageUp') return go(shown - view.pageSize)
  if (shown < 0) return null
  if (key === 'ArrowRight') return right(view, shown)
  if (key === 'ArrowLeft') return left(view)
  if (key === '*') return { do: 'expand-subtree', place: active }
  if (key === 'x' || key === ' ') return { do: 'select', place: active }
  if (key === 'Enter') return { do: 'open', place: active }
  return null
}

const isOpen = ({ lines, expanded, active }: TreeView) => expanded.has(lines.keys[active] ?? -1)

function right(view: TreeView, shown: number): TreeMove | null {
  const { outline, visible, active } = view
  if (!isExpandable(outline, active)) return null
  if (!isOpen(view)) return { do: 'expand', place: active }
  const child = visible[shown + 1]
  return child === undefined ? null : { do: 'go', place: child }
}

function left(view: TreeView): TreeMove | null {
  const { outline, active } = view
  if (isExpandable(outline, active) && isOpen(view)) return { do: 'collapse', place: active }
  const parent = outline.parent[active] ?? -1
  return parent < 0 ? null : { do: 'go', place: parent }
}
