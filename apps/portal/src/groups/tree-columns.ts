import type { Column } from '@banyan/ui/column'
import type { ColumnChoice } from '@banyan/ui/column-layout'
import type { TreeColumnId } from './tree-values.ts'
import type { GroupWords } from './words.ts'

interface Reading {
  /** Amounts are long in 元. */
  readonly isYuan: boolean
  readonly isEnglish: boolean
}

/** Every column of the tree; the first is the tree itself. */
export function treeColumns(
  { columns: words }: Pick<GroupWords, 'columns'>,
  { isYuan, isEnglish }: Reading,
): Column<TreeColumnId>[] {
  const figure = (id: TreeColumnId, width: number): Column<TreeColumnId> => ({
    id,
    label: words[id],
    width: `${isEnglish ? width + 14 : width}px`,
    align: 'end',
    sortBy: id,
  })
  const amount = (id: TreeColumnId, width: number) => figure(id, isYuan ? width + 36 : width)
  const text = (id: TreeColumnId, width: number): Column<TreeColumnId> => ({
    id,
    label: words[id],
    width: `${width}px`,
    sortBy: id,
  })
  return [
    {
      id: 'name',
      label: words.name,
      width: `minmax(${isEnglish ? 225 : 250}px, 1fr)`,
      sortBy: 'name',
    },
    text('number', 92),
    figure('direct', 64),
    figure('through', isEnglish ? 72 : 64),
    amount('limit', 66),
    amount('balance', 72),
    amount('own', 78),
    amount('reserved', 58),
    amount('free', 68),
    amount('guaranteed', 76),
    figure('share', 98),
    amount('overdue', 60),
    figure('days', 50),
    { ...text('tier', isEnglish ? 50 : 44), align: 'center' },
    text('stage', isEnglish ? 190 : 122),
    text('alerts', 104),
    figure('members', 60),
    text('branch', 120),
    text('officer', 96),
  ]
}

/** Four columns for a narrow screen, whatever was chosen. */
export function narrowColumns(
  columns: readonly Column[],
  { isYuan, isEnglish }: Reading,
): Column[] {
  const widths: Readonly<Record<string, string>> = {
    name: 'minmax(150px, 1fr)',
    balance: isYuan ? '116px' : '80px',
    tier: isEnglish ? '54px' : '40px',
    stage: '48px',
  }
  return columns.flatMap((column) => {
    const width = widths[column.id]
    return width ? [{ ...column, width }] : []
  })
}

/** What is shown until somebody chooses: limits where any is set, who is in charge where there is room. */
export function usualChoices({
  hasLimits,
  hasGroupLimit,
  isWide,
  isEnglish,
}: {
  readonly hasLimits: boolean
  readonly hasGroupLimit: boolean
  readonly isWide: boolean
  readonly isEnglish: boolean
}): ColumnChoice[] {
  // English headings are wide: beside the panel they would leave the names no room.
  const isTight = isEnglish && !isWide

  const hidden: Partial<Record<TreeColumnId, boolean>> = {
    number: true,
    limit: !hasLimits,
    free: !hasLimits || !isWide,
    own: isTight,
    reserved: isTight,
    guaranteed: true,
    share: !hasGroupLimit,
    days: hasGroupLimit && !isWide,
    alerts: !isWide,
    members: true,
    branch: true,
    officer: !isWide,
  }
  return Object.entries(hidden).map(([id, isHidden]) => ({ id, isHidden }))
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
