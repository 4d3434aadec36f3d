import { computed, shallowRef, watch, type Ref } from 'vue'
import { filterTree, isFiltering, type TreeFilter } from './tree-filter.ts'
import { firstOpen, readOpen, writeOpen } from './tree-address.ts'
import type { MemberRow, TreeView } from './tree-view.ts'
import { useTreeAddress } from './use-tree-address.ts'

/** What is chosen, open and filtered in a tree, all of it kept in the address. */
export function useTree(view: Readonly<Ref<TreeView | undefined>>) {
  const { address, arrivals, change } = useTreeAddress()
  const rows = computed(() => view.value?.rows ?? [])

  const filtered = computed(() =>
    view.value && isFiltering(address.value.filter)
      ? filterTree(rows.value, address.value.filter)
      : undefined,
  )
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

  function step(by: 1 | -1) {
    const list = shownRows.value.filter((each): each is MemberRow => each.type === 'member')
    const next = list[list.findIndex(({ id }) => id === row.value?.id) + by]
    if (next) active.value = next.id
  }

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
    isPanelShut: computed(() => address.value.isPanelShut),
    setPanelShut: (isPanelShut: boolean) => change({ isPanelShut }),
    arrivals,
    step,
    expandAll: () => (expanded.value = readOpen(shownRows.value, 'all')),
    foldAll: () => (expanded.value = firstOpenTop(shownRows.value)),
  }
}

function firstOpenTop(rows: TreeView['rows']): Set<string> {
  const tops = new Set(rows.flatMap(({ id, depth }) => (depth === 0 ? [id] : [])))
  return new Set([...firstOpen(rows)].filter((id) => tops.has(id)))
}
