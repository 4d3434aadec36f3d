import { decodeTree } from '@banyan/domain/groups/tree-wire'
import { useQuery } from '@tanstack/vue-query'
import { computed, markRaw } from 'vue'
import { failureOf, type Failure } from '../failure.ts'
import type { TreeHead } from './tree-data.ts'
import { treeView, type TreeView } from './tree-view.ts'

/** What the server said of a tree it did not give; read by `failureOf`. */
class TreeRefused extends Error {
  override readonly name = 'TreeRefused'
  readonly data: unknown

  constructor(data: unknown) {
    super('the tree was not given')
    this.data = data
  }
}

async function fetchTree(number: string, signal: AbortSignal): Promise<TreeView> {
  const answer = await fetch(`/api/groups/${encodeURIComponent(number)}/tree`, {
    headers: { 'x-banyan': '1' },
    signal,
  })
  if (!answer.ok) throw new TreeRefused(await answer.json().catch(() => null))
  return markRaw(treeView(decodeTree<TreeHead>(await answer.arrayBuffer())))
}

/** The tree of a group, or of the group a customer stands in, laid out once for each answer. */
export function useGroupTree(number: () => string) {
  const query = useQuery<TreeView>({
    queryKey: ['groups', 'tree', computed(number)],
    queryFn: ({ signal }) => fetchTree(number(), signal),
    structuralSharing: false,
  })
  const failure = computed<Failure | undefined>(() =>
    query.error.value ? failureOf(query.error.value) : undefined,
  )
  return { ...query, failure }
}
