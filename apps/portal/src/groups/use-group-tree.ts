import { useQuery } from '@tanstack/vue-query'
import { computed, markRaw } from 'vue'
import { api } from '../api.ts'
import { failureOf, type Failure } from '../failure.ts'
import { treeData } from './tree-answer.ts'
import { treeView, type TreeView } from './tree-view.ts'

/** The tree of a group, or of the group a customer stands in, laid out once for each answer. */
export function useGroupTree(number: () => string) {
  const query = useQuery<TreeView>({
    queryKey: ['groups', 'tree', computed(number)],
    queryFn: async ({ signal }) =>
      markRaw(treeView(treeData(await api.groups.tree.query({ number: number() }, { signal })))),
    structuralSharing: false,
  })
  const failure = computed<Failure | undefined>(() =>
    query.error.value ? failureOf(query.error.value) : undefined,
  )
  return { ...query, failure }
}
