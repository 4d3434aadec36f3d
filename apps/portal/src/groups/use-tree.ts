import { computed, shallowRef, watch, type Ref } from 'vue'
import { filterTree, isFiltering, type TreeFilter } from './tree-filter.ts'
import { readOpen, writeOpen } from './tree-address.ts'
import type { MemberRow, TreeView } from './tree-view.ts'
import { useTreeAddress } from './use-tree-address.ts'

/** What is chosen, open and filtered in a tree, all of it kept in the address. */
export function useTree(view: Readonly<Ref<TreeView | undefined>>) {
  const { address, arrivals, change } = useTreeAddress()
  const rows = computed(() => view.value?.rows ?? [])

  const filtered = computed(() => {
    const { filter } = address.value
    return isFiltering(filter) ? filterTree(rows.value, filter) : undefined
  })
  const shownRows = computed(() => filtered.value?.rows ?? rows.value)

  // While filtering, what is open follows the matches and is not kept.
  const openInFilter = shallowRef<ReadonlySet<string>>(new Set())
  watch(filtered, (now) => (openInFilter.value = now?.ancestors ?? new Set()), { immediate: true })
  const openInTree = computed(() => readOpen(rows.value, address.value.open))
  const expanded = computed<ReadonlySet<string>>({
    get: () => (filtered.value ? openInFilter.value : openInTree.value),
    set: (open) => {
      if (filtered.value) openInFilter.value = open
      else change({ open: writeOpen(rows.value, open) })
    },
  })

  const stub = shallowRef<string | null>(null)
  const row = computed<MemberRow | undefined>(() => {
    const { node } = address.value
    const chosen = node === null ? undefined : view.value?.byNumber.get(node)
    return chosen ?? view.value?.members[0]
  })
  const active = computed({
    get: () => stub.value ?? row.value?.id ?? null,
    set: (id) => {
      const member = id === null ? undefined : view.value?.byId.get(id)
      stub.value = member ? null : id
      if (member) change({ node: member.number })
    },
  })

  return {
    row,
    active,
    expanded,
    shownRows,
    filtered,
    filter: computed({
      get: () => address.value.filter,
      set: (filter: TreeFilter) => change({ filter }),
    }),
    isPanelShut: computed({
      get: () => address.value.isPanelShut,
      set: (isPanelShut: boolean) => change({ isPanelShut }),
    }),
    arrivals,
    step: (by: 1 | -1) => (active.value = beside(shownRows.value, row.value, by) ?? active.value),
    expandAll: () => (expanded.value = readOpen(shownRows.value, 'all')),
    foldAll: () => (expanded.value = tops(shownRows.value)),
  }
}

/** The id of the member before or after this one, in the order of the tree. */
function beside(
  rows: TreeView['rows'],
  row: MemberRow | undefined,
  by: 1 | -1,
): string | undefined {
  const members = rows.filter(({ type }) => type === 'member')
  return members[members.findIndex(({ id }) => id === row?.id) + by]?.id
}

/** What stays open when all is folded: the top, so that the level below it is seen. */
function tops(rows: TreeView['rows']): Set<string> {
  return new Set(rows.flatMap(({ id, depth }) => (depth === 0 ? [id] : [])))
}
