import type { Column } from '@banyan/ui/column'
import type { GroupWords } from './words.ts'

interface Room {
  readonly isNarrow: boolean
  /** There is room for who is in charge beside the figures. */
  readonly isWide: boolean
  readonly hasLimit: boolean
  /** Amounts are long in 元. */
  readonly isYuan: boolean
  readonly isEnglish: boolean
}

/** The columns of the tree, as many as there is room for; the first is the tree itself. */
export function treeColumns(
  { columns: words }: Pick<GroupWords, 'columns'>,
  { isNarrow, isWide, hasLimit, isYuan, isEnglish }: Room,
): Column[] {
  const amount = (wan: number) => `${isYuan ? wan + 36 : wan}px`
  if (isNarrow) {
    return [
      { id: 'name', label: words.name, width: 'minmax(150px, 1fr)' },
      { id: 'balance', label: words.balance, width: amount(80), align: 'end' },
      { id: 'tier', label: words.tier, width: '40px', align: 'center' },
      { id: 'stage', label: words.stage, width: '48px' },
    ]
  }
  return [
    { id: 'name', label: words.name, width: 'minmax(260px, 1fr)' },
    { id: 'direct', label: words.direct, width: '60px', align: 'end' },
    { id: 'through', label: words.through, width: '64px', align: 'end' },
    { id: 'balance', label: words.balance, width: amount(80), align: 'end' },
    { id: 'own', label: words.own, width: amount(76), align: 'end' },
    { id: 'reserved', label: words.reserved, width: amount(68), align: 'end' },
    ...(hasLimit
      ? [{ id: 'share', label: words.share, width: '108px', align: 'end' } as const]
      : []),
    { id: 'overdue', label: words.overdue, width: amount(64), align: 'end' },
    { id: 'days', label: words.days, width: '48px', align: 'end' },
    { id: 'tier', label: words.tier, width: '44px', align: 'center' },
    { id: 'stage', label: words.stage, width: isEnglish ? '164px' : '122px' },
    ...(isWide ? [{ id: 'officer', label: words.officer, width: '180px' } as const] : []),
  ]
}

/** A share in a `Rate`'s millionths of a percent for a column headed `%`; unknown is `–`. */
export function shareText(percent: number | null): string {
  return percent === null ? '–' : (percent / 1_000_000).toFixed(1)
}

/** A part of the limit in whole percent; what is not nothing never reads as nothing. */
export function limitShareText(amount: number, limit: number): string {
  const percent = limit > 0 ? (amount / limit) * 100 : 100
  return percent > 0 && percent < 1 ? '<1%' : `${percent.toFixed(0)}%`
}
