import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api } from '../api.ts'
import { failureOf } from '../failure.ts'
import { useSettled } from '../use-settled.ts'
import type { Outputs } from '../api.ts'
import type { Found } from './found-place.ts'
import type { FoundRecord } from './record-place.ts'

export interface PaletteAnswer {
  readonly text: string
  readonly groups: PartialList
  readonly customers: PartialList
  readonly records: readonly FoundRecord[]
  readonly chips: Answer['chips']
  readonly problems: Answer['problems']
  /** Hits that this member of staff may not see. */
  readonly beyond: number
  /** Nothing fits exactly; these nearly do. */
  readonly isNear: boolean
  readonly ms: number
}

type Answer = Outputs['search']['find']

interface PartialList {
  readonly rows: readonly Found[]
  readonly total: number
  readonly isCapped: boolean
}

async function ask(text: string, signal: AbortSignal): Promise<PaletteAnswer> {
  const began = performance.now()
  const [groups, customers] = await Promise.all([
    api.search.find.query({ text, party: 'group', limit: 4 }, { signal }),
    api.search.find.query({ text, party: 'customer', limit: 8 }, { signal }),
  ])
  const { records, chips, problems, isNear } = customers
  return {
    ...{ text, groups, customers, records, chips, problems },
    isNear: isNear && groups.total === 0,
    beyond: (groups.beyond ?? 0) + (customers.beyond ?? 0),
    ms: Math.round(performance.now() - began),
  }
}

/** Groups and customers as they are typed for; an answer to what is no longer typed is given up. */
export function usePalette(typed: Readonly<Ref<string>>) {
  const text = useSettled(() => typed.value.trim(), 120)
  const query = useQuery({
    queryKey: ['search', 'palette', text],
    queryFn: ({ signal }) => ask(text.value, signal),
    enabled: () => text.value !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  return {
    answer: computed(() => (text.value === '' ? undefined : query.data.value)),
    isBusy: computed(() => query.isFetching.value || text.value !== typed.value.trim()),
    failure: computed(() => (query.error.value ? failureOf(query.error.value) : undefined)),
    again: () => query.refetch(),
  }
}
