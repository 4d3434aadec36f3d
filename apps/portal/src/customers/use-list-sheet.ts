import { conditionsIn, ConditionTree } from '@banyan/domain/search/condition-tree'
import { amountUnitName, formatCount, useAmountUnit } from '@banyan/ui/amounts'
import type { Column } from '@banyan/ui/column'
import { bracketed, useLocale, useWords } from '@banyan/ui/locale'
import { useNotices } from '@banyan/ui/notices'
import { ref } from 'vue'
import { noteExport, wasNotSignedFor } from '../note-export.ts'
import { takeCsv, takeXlsx, type SheetFrame } from '../groups/take-sheet.ts'
import type { SheetCell, TreeSheet } from '../groups/tree-sheet.ts'
import { sheetWords } from '../groups/sheet-words.ts'
import type { ChoiceName } from './condition-text.ts'
import { everyRow } from './export-list.ts'
import { cellOf, figureOf, type ListColumn, type ListedCustomer } from './list-columns.ts'
import { listWords } from './list-words.ts'

type Asked = Parameters<typeof everyRow>[0]

/** The fields that narrow a list, without what was sought in them. */
const fieldsOf = ({ text, filter, chosen }: Asked): string[] => [
  ...new Set([
    ...(text ? ['text'] : []),
    ...(filter ? conditionsIn(ConditionTree.parse(filter)).map(({ field }) => field) : []),
    ...Object.keys(chosen ?? {}),
  ]),
]

interface Taken {
  readonly asked: Asked
  readonly columns: readonly Column<ListColumn>[]
  readonly format: 'csv' | 'xlsx'
  readonly count: number
}

const note = ({ asked, columns, format, count }: Taken) =>
  noteExport({
    list: 'customers',
    format,
    rows: count,
    columns: columns.map(({ id }) => id),
    filters: fieldsOf(asked),
  })

/** Takes the whole list away as it is on screen: its rows, its columns, its order; it can be stopped. */
export function useListSheet(nameOf: ChoiceName) {
  const words = useWords(listWords)
  const sheet = useWords(sheetWords)
  const notices = useNotices()
  const { locale } = useLocale()
  const { amountUnit } = useAmountUnit()
  const count = ref<number | null>(null)
  let stopping: AbortController | undefined

  function sheetOf(
    rows: readonly ListedCustomer[],
    columns: readonly Column<ListColumn>[],
  ): TreeSheet {
    const unit = amountUnit.value
    const isAmount = (id: ListColumn) =>
      ['balance', 'registeredCapital', 'annualIncome'].includes(id)
    return {
      heads: columns.map(({ id, label }) =>
        isAmount(id) ? bracketed(label, amountUnitName(unit, locale.value)) : label,
      ),
      rows: rows.map((row) =>
        columns.map(({ id }): SheetCell => {
          const figure = figureOf(row, id, unit)
          return figure === undefined ? cellOf(row, id, { nameOf, unit }) || null : figure
        }),
      ),
    }
  }

  async function take(
    format: 'csv' | 'xlsx',
    asked: Asked,
    columns: readonly Column<ListColumn>[],
    facts: SheetFrame['facts'],
  ) {
    stopping = new AbortController()
    count.value = 0
    try {
      const { signal } = stopping
      const rows = await everyRow(asked, { signal, onRows: (read) => (count.value = read) })
      if (!rows) return
      await note({ asked, columns, format, count: rows.length })
      const frame = {
        title: words.value.fileName,
        facts,
        rowsLabel: sheet.value.rows,
        checksumLabel: sheet.value.checksum,
        fileName: words.value.fileName,
      }
      const name = await (format === 'csv' ? takeCsv : takeXlsx)(sheetOf(rows, columns), frame)
      notices.done(words.value.exported(formatCount(rows.length)), name)
    } catch (error) {
      if (!stopping?.signal.aborted && !wasNotSignedFor(error))
        notices.failed(words.value.exportFailed)
    } finally {
      count.value = null
    }
  }
  return { count, take, stop: () => stopping?.abort() }
}
