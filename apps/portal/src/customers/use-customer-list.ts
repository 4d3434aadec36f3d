import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api, type Inputs } from '../api.ts'
import { failureOf } from '../failure.ts'
import type { ListState } from '../search/list-state.ts'
import { useApiQuery } from '../use-api-query.ts'

type ListInput = Inputs['search']['customers']
type Asked = Omit<ListInput, 'after' | 'limit'>

/** What the server is asked for a state; every part of it that narrows the list, so that facets count the same. */
export function askedOf({ text, filter, chosen, sort }: ListState): Asked {
  return {
    text,
    filter,
    chosen: chosen as NonNullable<Asked['chosen']>,
    sort: (sort ?? 'name') as NonNullable<Asked['sort']>,
  }
}

/** The rows of a list as far as they were scrolled to, and the counts beside it. */
export function useCustomerList(state: () => ListState, enabled: () => boolean) {
  const asked = computed(() => askedOf(state()))
  const pages = useInfiniteQuery({
    queryKey: ['search', 'customers', asked],
    queryFn: ({ pageParam, signal }) =>
      api.search.customers.query({ ...asked.value, after: pageParam, limit: 100 }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled,
  })
  const facets = useApiQuery(
    ['search', 'facets'],
    () => {
      const { sort: _, ...narrowing } = asked.value
      return narrowing
    },
    { keepPrevious: true, enabled },
  )
  const first = computed(() => pages.data.value?.pages[0])
  return {
    asked,
    rows: computed(() => pages.data.value?.pages.flatMap(({ rows }) => rows) ?? []),
    chips: computed(() => first.value?.chips ?? []),
    problems: computed(() => first.value?.problems ?? []),
    failure: computed(() => (pages.error.value ? failureOf(pages.error.value) : undefined)),
    isBusy: computed(() => pages.isFetching.value),
    isFirst: computed(() => pages.isPending.value),
    more: () => {
      if (pages.hasNextPage.value && !pages.isFetchingNextPage.value) void pages.fetchNextPage()
    },
    retry: () => void pages.refetch(),
    facets: computed(() => facets.data.value),
    facetsBusy: computed(() => facets.isFetching.value),
  }
}
