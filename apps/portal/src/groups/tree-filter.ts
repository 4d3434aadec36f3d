import type { LoanClass } from '@banyan/ui/loan-class'
import type { GroupTreeRow, MemberRow } from './tree-view.ts'

export interface TreeFilter {
  /** Part of a name, number, credit code, branch or officer, or the first letters of the name's pinyin. */
  readonly text: string
  readonly tier: LoanClass | null
  readonly isOverdue: boolean
}

export const noFilter: TreeFilter = { text: '', tier: null, isOverdue: false }

export const isFiltering = ({ text, tier, isOverdue }: TreeFilter) =>
  text.trim() !== '' || tier !== null || isOverdue

export interface FilteredTree {
  /** The customers that match, with everyone above them, in the order of the tree. */
  readonly rows: readonly GroupTreeRow[]
  readonly matches: ReadonlySet<string>
  /** Who stands above a match: what has to be open for all matches to be seen. */
  readonly ancestors: ReadonlySet<string>
}

/** Class and overdue are a customer's own, so that a match is never a match only for what is below it. */
export function filterTree(rows: readonly GroupTreeRow[], filter: TreeFilter): FilteredTree {
  const text = filter.text.trim().toLowerCase()
  const matches = new Set<string>()
  const ancestors = new Set<string>()
  const line: string[] = []
  for (const row of rows) {
    line.length = row.depth
    line.push(row.id)
    if (row.type === 'stub' || !isMatch(row, filter, text)) continue
    matches.add(row.id)
    for (let at = row.depth - 1; at >= 0; at--) {
      const above = line[at] ?? ''
      if (ancestors.has(above)) break
      ancestors.add(above)
    }
  }
  return {
    rows: rows.filter(({ id }) => matches.has(id) || ancestors.has(id)),
    matches,
    ancestors,
  }
}

function isMatch(row: MemberRow, { tier, isOverdue }: TreeFilter, text: string): boolean {
  if (tier !== null && row.ownTier !== tier) return false
  if (isOverdue && row.ownDays === 0) return false
  return text === '' || row.sought.includes(text)
}
