import { useWords } from '@banyan/ui/locale'
import { computed, markRaw, type Ref } from 'vue'
import { useApiQuery } from '../../use-api-query.ts'
import { useSettled } from '../../use-settled.ts'
import { treeView, type TreeView } from '../tree-view.ts'
import { changesById } from './tree-changes.ts'
import { treeThen } from './tree-then.ts'
import { historyWords } from './words.ts'

export interface Days {
  readonly since: string | null
  readonly on: string | null
  readonly known: string | null
}

/** All that was written down by the end of a day, where the bank is. */
const endOf = (day: string) => `${day}T23:59:59.999+08:00`

export const momentAt = (on: string, known: string | null) =>
  known === null ? { on } : { on, knownAt: endOf(known) }

/** What is compared: two days by one knowledge, or, without a first day, one day by two. */
export function spanOf({ since, on, known }: Days & { readonly on: string }) {
  if (since === null) return { from: momentAt(on, known), to: { on } }
  return { from: momentAt(since, known), to: momentAt(on, known) }
}

/**
 * The tree of another day than today, or as it was known on another day, and what changed between two days, as
 * the address asks. With a day of knowledge alone, what was learned since is told.
 */
export function useHistory(today: Readonly<Ref<TreeView | undefined>>, days: Readonly<Ref<Days>>) {
  const words = useWords(historyWords)
  const groupId = computed(() => today.value?.data.head.group.id ?? '')
  const businessDay = computed(() => today.value?.data.head.group.businessDay ?? '')
  const settled = useSettled(() => days.value, 250)
  const on = computed(() => {
    const day = settled.value.on
    return day !== null && day < businessDay.value ? day : null
  })
  const since = computed(() => settled.value.since)
  const known = computed(() => settled.value.known)
  const isThen = computed(() => on.value !== null || known.value !== null)
  const isCompared = computed(() => since.value !== null || known.value !== null)

  const then = useApiQuery(
    ['groups', 'treeAsOf'],
    () => ({ groupId: groupId.value, ...momentAt(on.value ?? businessDay.value, known.value) }),
    { enabled: () => isThen.value && groupId.value !== '', keepPrevious: true },
  )
  const span = useApiQuery(
    ['groups', 'treeChanges'],
    () => ({
      groupId: groupId.value,
      ...spanOf({ since: since.value, on: on.value ?? businessDay.value, known: known.value }),
    }),
    { enabled: () => isCompared.value && groupId.value !== '', keepPrevious: true },
  )
  const viewThen = computed(() => {
    const answer = isThen.value ? then.data.value : undefined
    return answer && today.value ? markRaw(treeView(treeThen(answer, today.value.data))) : undefined
  })
  return {
    viewThen,
    changes: computed(() => (isCompared.value ? span.data.value : undefined)),
    marks: computed(() =>
      isCompared.value && span.data.value ? changesById(span.data.value) : null,
    ),
    digest: computed(() => (isThen.value ? (then.data.value?.digest ?? null) : null)),
    /** Why neither can be told, in words. */
    fault: computed(() => {
      const failure = then.failure.value ?? span.failure.value
      if (!failure) return null
      const { notReached, notTold } = words.value
      return failure.reason === 'business-day-not-reached' ? notReached : notTold
    }),
    isFetching: computed(() => then.isFetching.value || span.isFetching.value),
  }
}
