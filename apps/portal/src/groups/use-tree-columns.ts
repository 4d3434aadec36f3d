import { useAmountUnit } from '@banyan/ui/amounts'
import { arrangeColumns, completeChoices, type TableLayout } from '@banyan/ui/column-layout'
import { useLocale, useWords } from '@banyan/ui/locale'
import { computed, type Ref } from 'vue'
import { useLayout } from '../use-layout.ts'
import { narrowColumns, treeColumns, usualChoices } from './tree-columns.ts'
import type { TreeView } from './tree-view.ts'
import { groupWords } from './words.ts'

interface Given {
  /** Columns that belong to an open view, in place of the reader's own. */
  readonly ofView: Ref<TableLayout | null>
  readonly isNarrow: Readonly<Ref<boolean>>
  readonly isWide: Readonly<Ref<boolean>>
}

/** The columns of a tree as this person chose them; the usual ones until they do. */
export function useTreeColumns(
  view: Readonly<Ref<TreeView | undefined>>,
  { isNarrow, isWide, ofView }: Given,
) {
  const words = useWords(groupWords)
  const { amountUnit } = useAmountUnit()
  const { locale } = useLocale()
  const kept = useLayout('tree', 'compact')
  const isYuan = computed(() => amountUnit.value === 'yuan')

  const reading = computed(() => ({ isYuan: isYuan.value, isEnglish: locale.value === 'en' }))
  const allColumns = computed(() => treeColumns(words.value, reading.value))
  const usual = computed(() =>
    usualChoices({
      hasLimits: view.value?.data.limits.some((amount) => amount >= 0) === true,
      hasGroupLimit: view.value?.data.head.limit?.amount !== undefined,
      isWide: isWide.value,
      isEnglish: locale.value === 'en',
    }),
  )
  const layout = computed<TableLayout>({
    get: () => {
      if (ofView.value) return ofView.value
      const { columns, density } = kept.layout.value
      return {
        columns: columns.length ? columns : completeChoices(allColumns.value, usual.value),
        density,
      }
    },
    set: (chosen) => {
      if (ofView.value) ofView.value = chosen
      else kept.layout.value = chosen
    },
  })
  const columns = computed(() => {
    if (isNarrow.value) return narrowColumns(allColumns.value, reading.value)
    const arranged = arrangeColumns(allColumns.value, layout.value.columns)
    return [
      ...arranged.filter(({ id }) => id === 'name'),
      ...arranged.filter(({ id }) => id !== 'name'),
    ]
  })
  const pinned = computed(
    () => new Set(layout.value.columns.flatMap(({ id, isPinned }) => (isPinned ? [id] : []))),
  )
  function resize(id: string, width: number) {
    const choices = completeChoices(allColumns.value, layout.value.columns)
    const resized = choices.map((choice) => (choice.id === id ? { ...choice, width } : choice))
    layout.value = { ...layout.value, columns: resized }
  }
  const reset = () => {
    if (ofView.value) ofView.value = null
    else void kept.reset()
  }
  return { allColumns, layout, columns, pinned, resize, reset }
}
