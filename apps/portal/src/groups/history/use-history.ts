import { computed, markRaw, type Ref } from 'vue'
import { useApiQuery } from '../../use-api-query.ts'
import { useSettled } from '../../use-settled.ts'
import { treeView, type TreeView } from '../tree-view.ts'
import { changesById } from './tree-changes.ts'
import { treeThen } from './tree-then.ts'

interface Days {
  readonly since: string | null
  readonly on: string | null
}

/** The tree of another day than today, and what changed between two days, as the address asks. */
export function useHistory(today: Readonly<Ref<TreeView | undefined>>, days: Readonly<Ref<Days>>) {
  const groupId = computed(() => today.value?.data.head.group.id ?? '')
  const businessDay = computed(() => today.value?.data.head.group.businessDay ?? '')
  const settled = useSettled(() => days.value, 250)
  const on = computed(() => {
    const day = settled.value.on
    return day !== null && day < businessDay.value ? day : null
  })
  const since = computed(() => settled.value.since)

  const then = useApiQuery(
    ['groups', 'treeAsOf'],
    () => ({ groupId: groupId.value, on: on.value ?? businessDay.value }),
    { enabled: () => on.value !== null && groupId.value !== '', keepPrevious: true },
  )
  const span = useApiQuery(
    ['groups', 'treeChanges'],
    () => ({
      groupId: groupId.value,
      from: { on: since.value ?? '' },
      to: on.value ? { on: on.value } : {},
    }),
    { enabled: () => since.value !== null && groupId.value !== '', keepPrevious: true },
  )
  const viewThen = computed(() => {
    const answer = on.value === null ? undefined : then.data.value
    return answer && today.value ? markRaw(treeView(treeThen(answer, today.value.data))) : undefined
  })
  return {
    viewThen,
    isThen: computed(() => on.value !== null),
    changes: computed(() => (since.value === null ? undefined : span.data.value)),
    marks: computed(() =>
      since.value !== null && span.data.value ? changesById(span.data.value) : null,
    ),
    digest: computed(() => (on.value === null ? null : (then.data.value?.digest ?? null))),
    failure: computed(() => then.failure.value ?? span.failure.value),
    isFetching: computed(() => then.isFetching.value || span.isFetching.value),
  }
}
