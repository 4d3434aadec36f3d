import { formatAmount, formatCount, useAmountUnit } from '@banyan/ui/amounts'
import { useWords } from '@banyan/ui/locale'
import { uiWords } from '@banyan/ui/words'
import { computed, type Ref } from 'vue'
import { alertsOfNode, type OutsideMarks } from './alerts/node-alerts.ts'
import { useAlertTexts } from './alerts/use-node-alerts.ts'
import type { CellReading } from './tree-cells.ts'
import { sumsOf } from './tree-sums.ts'
import type { TreeView } from './tree-view.ts'
import { groupWords } from './words.ts'

interface ShownMembers {
  readonly keys: Int32Array
  /** While something is filtered, those that match. */
  readonly matches: ReadonlySet<number> | null
}

/** The unit and the words in which a tree is read, and the sums of what is shown. */
export function useTreeReading(
  view: Readonly<Ref<TreeView | undefined>>,
  shown: Readonly<Ref<ShownMembers>>,
  marks: Readonly<Ref<OutsideMarks>>,
) {
  const words = useWords(groupWords)
  const ui = useWords(uiWords)
  const textsOf = useAlertTexts()
  const { amountUnit } = useAmountUnit()
  const limit = computed(() => view.value?.data.head.limit?.amount ?? null)

  const reading = computed<CellReading>(() => ({
    unit: amountUnit.value,
    limit: limit.value,
    classes: ui.value.classes,
    stages: ui.value.stages,
    states: ui.value.states,
    alerts: (row) => alertsOfNode(row, marks.value).flatMap((alert) => textsOf.value(alert)),
    crossHolding: (held) => `${words.value.stub} → ${held}`,
  }))
  const sums = computed((): Record<string, string> => {
    if (!view.value) return {}
    const { keys, matches } = shown.value
    const sum = sumsOf(view.value.data, matches ?? keys)
    const text = (amount: number) => formatAmount(amount, amountUnit.value, 0)
    return {
      name: words.value.sumOf(formatCount(sum.count)),
      balance: text(sum.own),
      own: text(sum.own),
      reserved: text(sum.reserved),
      overdue: text(sum.overdue),
      guaranteed: text(sum.guaranteed),
      limit: text(sum.limits),
    }
  })
  return { limit, reading, sums }
}
