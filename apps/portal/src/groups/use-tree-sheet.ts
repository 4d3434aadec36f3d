import { amountUnitName, formatCount } from '@banyan/ui/amounts'
import type { Column, Sort } from '@banyan/ui/column'
import { useLocale, useWords } from '@banyan/ui/locale'
import { useNotices } from '@banyan/ui/notices'
import type { TreeLines } from '@banyan/ui/tree-rows'
import type { Ref } from 'vue'
import { uiWords } from '@banyan/ui/words'
import { noteExport, wasNotSignedFor } from '../note-export.ts'
import { sheetWords } from './sheet-words.ts'
import { printSheet, takeCsv, takeXlsx, type SheetFrame } from './take-sheet.ts'
import type { CellReading } from './tree-cells.ts'
import type { TreeFilter } from './tree-filter.ts'
import { shownKeys, treeSheet, type TreeSheet } from './tree-sheet.ts'
import type { TreeView } from './tree-view.ts'
import './print-page.css'

interface SheetOf {
  readonly view: Readonly<Ref<TreeView | undefined>>
  readonly lines: Readonly<Ref<TreeLines>>
  readonly expanded: Readonly<Ref<ReadonlySet<number>>>
  readonly columns: Readonly<Ref<readonly Column[]>>
  readonly reading: Readonly<Ref<CellReading>>
  readonly sort: Readonly<Ref<Sort | null>>
  /** The filter in words, `–` without one. */
  readonly filterText: () => string
  readonly filter: Readonly<Ref<TreeFilter>>
}

interface Taken {
  readonly format: 'csv' | 'xlsx' | 'print'
  readonly count: number
  readonly groupId: string
}

/** Columns and narrowing fields are named, never what was sought. */
function note({ filter, columns }: SheetOf, { format, count, groupId }: Taken): Promise<void> {
  const { text, conditions } = filter.value
  const fields = [...(text ? ['text'] : []), ...conditions.map(({ field }) => field)]
  return noteExport({
    list: 'tree',
    groupId,
    format,
    rows: count,
    columns: columns.value.map(({ id }) => id),
    filters: [...new Set(fields)],
  })
}

/** The rows on screen as files and on paper. */
export function useTreeSheet(of: SheetOf) {
  const words = useWords(sheetWords)
  const ui = useWords(uiWords)
  const notices = useNotices()
  const { locale } = useLocale()

  function sortText(): string {
    const { sort, columns } = of
    if (!sort.value) return '–'
    const { by: sortedBy, direction } = sort.value
    return `${columns.value.find(({ id }) => id === sortedBy)?.label ?? sortedBy} ${words.value[direction]}`
  }
  function frame({ data: { head } }: TreeView): SheetFrame {
    const { group } = head
    return {
      title: `${group.name} ${group.number}`,
      facts: [
        [words.value.asOf, group.businessDay],
        [words.value.filter, of.filterText()],
        [words.value.sort, sortText()],
        [words.value.unit, amountUnitName(of.reading.value.unit, locale.value)],
      ],
      rowsLabel: words.value.rows,
      checksumLabel: words.value.checksum,
      fileName: `${group.number}-${group.businessDay}`,
    }
  }
  function sheet(view: TreeView, isAll: boolean): TreeSheet {
    const from = {
      view,
      columns: of.columns.value,
      reading: of.reading.value,
      locale: locale.value,
      levelHead: words.value.level,
    }
    return treeSheet(from, shownKeys(of.lines.value, of.expanded.value, isAll))
  }
  function by(
    format: Taken['format'],
    take: (rows: TreeSheet, around: SheetFrame) => Promise<string | void>,
  ) {
    return async (isAll: boolean) => {
      const view = of.view.value
      if (!view) return
      try {
        const rows = sheet(view, isAll)
        await note(of, { format, count: rows.rows.length, groupId: view.data.head.group.id })
        const name = await take(rows, frame(view))
        if (name) notices.done(words.value.done(name, formatCount(rows.rows.length)))
      } catch (error) {
        if (!wasNotSignedFor(error)) notices.failed(ui.value.failed)
      }
    }
  }
  return { csv: by('csv', takeCsv), xlsx: by('xlsx', takeXlsx), print: by('print', printSheet) }
}
