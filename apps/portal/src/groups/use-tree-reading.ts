import { formatAmount, formatCount, useAmountUnit } from '@banyan/ui/amounts'
import { arrangeColumns, completeChoices, type TableLayout } from '@banyan/ui/column-layout'
import { useLocale, useWords } from '@banyan/ui/locale'
import { uiWords } from '@banyan/ui/words'
import { computed, type Ref } from 'vue'
import type { CellReading } from './tree-cells.ts'
import { narrowColumns, treeColumns, usualChoices } from './tree-columns.ts'
import { sumsOf } from './tree-sums.ts'
import type { TreeView } from './tree-view.ts'
import { useLayout } from '../use-layout.ts'
import { groupWords } from './words.ts'

interface Room {
  readonly isNarrow: Readonly<Ref<boolean>>
  readonly isWide: Readonly<Ref<boolean>>
}

/** How a tree is read: its columns as this person chose them, the unit, the words, and the sums of what is shown. */
export function useTreeReading(
  view: Readonly<Ref<TreeView | undefined>>,
  shown: Readonly<Ref<{ readonly keys: Int32Array; readonly matches: ReadonlySet<number> | null }>>,
  { isNarrow, isWide }: Room,
) {
  const words = useWords(groupWords)
  const ui = useWords(uiWords)
  const { amountUnit } = useAmountUnit()
  const { locale } = useLocale()
  const limit = computed(() => view.value?.data.head.limit?.amount ?? null)
  const isYuan = computed(() => amountUnit.value === 'yuan')

  const allColumns = computed(() =>
    treeColumns(words.value, { isYuan: isYuan.value, isEnglish: locale.value === 'en' }),
  )
  const usual = computed(() =>
    usualChoices({
      hasLimits: view.value?.data.limits.some((amount) => amount >= 0) === true,
      hasGroupLimit: limit.value !== null,
      isWide: isWide.value,
    }),
  )
  const kept = useLayout('tree', 'compact')
  const layout = computed<TableLayout>({
    get: () => ({
      columns: kept.layout.value.columns.length
        ? kept.layout.value.columns
        : completeChoices(allColumns.value, usual.value),
      density: kept.layout.value.density,
    }),
    set: (chosen) => (kept.layout.value = chosen),
  })
  const columns = computed(() => {
    if (isNarrow.value) return narrowColumns(allColumns.value, isYuan.value)
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

  const reading = computed<CellReading>(() => ({
    unit: amountUnit.value,
    limit: limit.value,
    classes: ui.value.classes,
    stages: ui.value.stages,
    states: ui.value.states,
    circle: words.value.chips.circle,
    others: words.value.chips.others,
    crossHolding: (held) => `${words.value.stub} → ${held}`,
  }))
  const sums = computed((): Record<string, string> => {
    if (!view.value) return {}
    const { keys, matches } = shown.value
    const { count, own, reserved, overdue, guaranteed, limits } = sumsOf(
      view.value.data,
      matches ?? keys,
    )
    const text = (amount: number) => formatAmount(amount, amountUnit.value, 0)
    return {
      name: words.value.sumOf(formatCount(count)),
      balance: text(own),
      own: text(own),
      reserved: text(reserved),
      overdue: text(overdue),
      guaranteed: text(guaranteed),
      limit: text(limits),
    }
  })
  return {
    limit,
    allColumns,
    layout,
    columns,
    pinned,
    resize,
    reading,
    sums,
    reset: kept.reset,
  }
}
