import { isExpandable, type Outline, type TreeRow } from './tree-rows.ts'

export type TreeMove =
  | { readonly do: 'go'; readonly index: number }
  | {
      readonly do: 'expand' | 'collapse' | 'expand-subtree' | 'select' | 'open'
      readonly index: number
    }

export interface TreeView {
  readonly rows: readonly TreeRow[]
  readonly outline: Outline
  readonly visible: readonly number[]
  readonly expanded: ReadonlySet<string>
  /** Index of the active row in `rows`. */
  readonly active: number
  readonly pageSize: number
}

/** What a key does in a tree table, as the ARIA practices for a treegrid have it; null when nothing. */
export function treeMove(key: string, view: TreeView): TreeMove | null {
  const { visible, active } = view
  const at = visible.indexOf(active)
  const go = (place: number): TreeMove | null => {
    const index = visible[Math.max(0, Math.min(visible.length - 1, place))]
    return index === undefined ? null : { do: 'go', index }
  }
  if (key === 'ArrowDown' || key === 'j') return go(at + 1)
  if (key === 'ArrowUp' || key === 'k') return go(at < 0 ? 0 : at - 1)
  if (key === 'Home') return go(0)
  if (key === 'End') return go(visible.length - 1)
  if (key === 'PageDown') return go(at + view.pageSize)
  if (key === 'PageUp') return go(at - view.pageSize)
  if (at < 0) return null
  if (key === 'ArrowRight') return right(view, at)
  if (key === 'ArrowLeft') return left(view)
  if (key === '*') return { do: 'expand-subtree', index: active }
  if (key === 'x' || key === ' ') return { do: 'select', index: active }
  if (key === 'Enter') return { do: 'open', index: active }
  return null
}

function right(
  { rows, outline, visible, expanded, active }: TreeView,
  at: number,
): TreeMove | null {
  if (!isExpandable(rows, outline, active)) return null
  if (!expanded.has(rows[active]?.id ?? '')) return { do: 'expand', index: active }
  const child = visible[at + 1]
  return child !== undefined && outline.parent[child] === active ? { do: 'go', index: child } : null
}

function left({ rows, outline, expanded, active }: TreeView): TreeMove | null {
  if (isExpandable(rows, outline, active) && expanded.has(rows[active]?.id ?? '')) {
    return { do: 'collapse', index: active }
  }
  const parent = outline.parent[active] ?? -1
  return parent < 0 ? null : { do: 'go', index: parent }
}
