import type { Layout, LayoutColumn } from '@banyan/domain/search/layout'
import { densities, type Density } from '@banyan/ui/column'
import type { ColumnChoice, TableLayout } from '@banyan/ui/column-layout'
import { useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref } from 'vue'
import { api } from './api.ts'
import { useApiQuery } from './use-api-query.ts'

const keptDensities = { compact: 'compact', normal: 'normal', roomy: 'comfortable' } as const

export const keptDensity = (density: Density) => keptDensities[density]

/** A kept row height as tables name it; undefined when none was kept. */
export function densityOf(kept: Layout['density']): Density | undefined {
  return densities.find((density) => keptDensities[density] === kept)
}

/** Chosen columns as the server keeps them. */
export function keptColumns(choices: readonly ColumnChoice[]): LayoutColumn[] {
  return choices.map(({ id, isHidden, isPinned, width }) => ({
    key: id,
    ...(isHidden ? { hidden: true } : {}),
    ...(isPinned ? { pinned: 'left' as const } : {}),
    ...(width === undefined ? {} : { width }),
  }))
}

/** Kept columns as a table takes them. */
export function choicesOf(kept: readonly LayoutColumn[]): ColumnChoice[] {
  return kept.map(({ key, hidden, pinned, width }) => ({
    id: key,
    ...(hidden ? { isHidden: true } : {}),
    ...(pinned ? { isPinned: true } : {}),
    ...(width === undefined ? {} : { width }),
  }))
}

/**
 * How this member of staff reads a table, the same at every desk: kept on the server a moment after the last
 * change. `usual` is the row height until one was chosen.
 */
export function useLayout(key: string, usual: Density = 'normal') {
  const client = useQueryClient()
  const kept = useApiQuery(['layouts', 'all'], undefined)
  const changed = ref<TableLayout>()
  const found = computed(() => kept.data.value?.find((each) => each.key === key)?.layout)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function keep({ columns, density }: TableLayout) {
    const call = { context: { idempotencyKey: crypto.randomUUID() } }
    const { settings } = found.value ?? {}
    const own = { columns: keptColumns(columns), density: keptDensity(density) }
    const layout = settings ? { ...own, settings } : own
    await api.layouts.keep.mutate({ key, layout }, call).catch(() => undefined)
    await client.invalidateQueries({ queryKey: ['layouts'] })
  }
  const send = () => {
    clearTimeout(timer)
    timer = undefined
    if (changed.value) void keep(changed.value)
  }
  onScopeDispose(() => timer && send())

  return {
    isReady: computed(() => !kept.isPending.value),
    layout: computed({
      get: (): TableLayout =>
        changed.value ?? {
          columns: choicesOf(found.value?.columns ?? []),
          density: densityOf(found.value?.density) ?? usual,
        },
      set: (layout: TableLayout) => {
        changed.value = layout
        clearTimeout(timer)
        timer = setTimeout(send, 600)
      },
    }),
    reset: async () => {
      clearTimeout(timer)
      changed.value = { columns: [], density: usual }
      const call = { context: { idempotencyKey: crypto.randomUUID() } }
      await api.layouts.forget.mutate({ key }, call).catch(() => undefined)
      await client.invalidateQueries({ queryKey: ['layouts'] })
    },
  }
}
