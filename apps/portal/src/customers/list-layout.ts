import type { Column } from '@banyan/ui/column'
import { arrangeColumns, type TableLayout } from '@banyan/ui/column-layout'
import { useWords } from '@banyan/ui/locale'
import { computed, type ComputedRef } from 'vue'
import type { ListState } from '../search/list-state.ts'
import { useLayout } from '../use-layout.ts'
import type { SavedView } from '../views/use-views.ts'
import { listColumns, usualChoices, type ListColumn } from './list-columns.ts'
import { listWords } from './list-words.ts'

interface Given {
  readonly state: ComputedRef<ListState>
  readonly set: (change: Partial<ListState>) => void
  readonly view: ComputedRef<SavedView | null>
}

/** Columns and row height: the view's or the address's own where they have them, else as this reader left them. */
export function useListLayout({ state, set, view }: Given) {
  const words = useWords(listWords)
  const own = useLayout('customers')
  const everyColumn = computed(() => listColumns(words.value))
  const ownChoices = computed(() =>
    own.layout.value.columns.length > 0 ? own.layout.value.columns : usualChoices,
  )
  const choices = computed(() => state.value.columns ?? ownChoices.value)
  const density = computed(() => state.value.density ?? own.layout.value.density)
  const isOfView = computed(
    () => view.value !== null || state.value.columns !== null || state.value.density !== null,
  )
  return {
    everyColumn,
    columns: computed(
      () => arrangeColumns(everyColumn.value, choices.value) as readonly Column<ListColumn>[],
    ),
    layout: computed({
      get: (): TableLayout => ({ columns: choices.value, density: density.value }),
      set: (layout: TableLayout) => {
        if (isOfView.value) set(layout)
        else own.layout.value = layout
      },
    }),
    resetLayout: () => (isOfView.value ? set({ columns: null, density: null }) : void own.reset()),
    /** What is on screen as a view would keep it. */
    shown: computed<ListState>(() => ({
      ...state.value,
      columns: choices.value,
      density: density.value,
    })),
  }
}
