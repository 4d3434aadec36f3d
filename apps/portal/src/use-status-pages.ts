import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useCursors } from './use-cursors.ts'

/** The state that is shown and the pages turned, whatever the states are called. */
export interface StatusPages<Cursor> extends Pick<
  ReturnType<typeof useCursors<Cursor>>,
  'hasPrevious' | 'next' | 'previous'
> {
  readonly shown: { readonly value: string }
  choose(value: string): void
}

/** A list by state: the state stands in the address (the first when none does), its pages are turned by key. */
export function useStatusPages<Status extends string, Cursor = string>(
  statuses: readonly [Status, ...Status[]],
) {
  const route = useRoute()
  const router = useRouter()
  const pages = useCursors<Cursor>()
  const shown = computed<Status | 'all'>(() => {
    const asked = route.query['status']
    if (asked === 'all') return 'all'
    return statuses.find((each) => each === asked) ?? statuses[0]
  })
  return {
    ...pages,
    shown,
    /** What is asked of the server: left out for all of them. */
    status: computed(() => (shown.value === 'all' ? undefined : shown.value)),
    choose(value: string) {
      pages.restart()
      void router.replace({ query: { ...route.query, status: value } })
    },
  }
}
