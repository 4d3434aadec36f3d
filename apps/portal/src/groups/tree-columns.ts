import type { Column } from '@banyan/ui/column'
import type { GroupWords } from './words.ts'

interface Room {
  readonly isNarrow: boolean
  /** There is room for who is in charge beside the figures. */
  readonly isWide: boolean
  readonly hasLimit: boolean
}

/** The columns of the tree, as many as there is room for; the first is the tree itself. */
export function treeColumns(
  { columns: words }: Pick<GroupWords, 'columns'>,
  { isNarrow, isWide, hasLimit }: Room,
): Column[] {
  if (isNarrow) {
    return [
      { id: 'name', label: words.name, width: 'minmax(150px, 1fr)' },
      { id: 'balance', label: words.balance, width: '86px', align: 'end' },
      { id: 'tier', label: words.tier, width: '40px', align: 'center' },
      { id: 'stage', label: words.stage, width: '48px' },
    ]
  }
  return [
    { id: 'name', label: words.name, width: 'minmax(250px, 1fr)' },
    { id: 'direct', label: words.direct, width: '64px', align: 'end' },
    { id: 'through', label: words.through, width: '72px', align: 'end' },
    { id: 'balance', label: words.balance, width: '88px', align: 'end' },
    { id: 'own', label: words.own, width: '84px', align: 'end' },
    { id: 'reserved', label: words.reserved, width: '76px', align: 'end' },
    ...(hasLimit
      ? [{ id: 'share', label: words.share, width: '124px', align: 'end' } as const]
      : []),
    { id: 'overdue', label: words.overdue, width: '76px', align: 'end' },
    { id: 'days', label: words.days, width: '52px', align: 'end' },
    { id: 'tier', label: words.tier, width: '44px', align: 'center' },
    { id: 'stage', label: words.stage, width: '132px' },
    ...(isWide ? [{ id: 'officer', label: words.officer, width: '180px' } as const] : []),
  ]
}

/** A share in a `Rate`'s millionths of a percent for a column headed `%`; unknown is `–`. */
export function shareText(percent: number | null): string {
  return percent === null ? '–' : (percent / 1_000_000).toFixed(1)
}
