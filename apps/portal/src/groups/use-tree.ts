import type { Sort } from '@banyan/ui/column'
import { keysToLevel, outlineOf, sortedLines, type TreeLines } from '@banyan/ui/tree-rows'
import { computed, shallowRef, watch, type Ref } from 'vue'
import type { Lens } from './tree-address.ts'
import { filterTree, isFiltering, type TreeFilter } from './tree-filter.ts'
import { readOpen, writeOpen } from './tree-open.ts'
import { compareBy } from './tree-values.ts'
import type { MemberRow } from './member-row.ts'
import type { TreeView } from './tree-view.ts'
import type { useTreeAddress } from './use-tree-address.ts'

/** What is chosen, open, sorted and filtered in a tree, all of it kept in the address. */
export function useTree(
  view: Readonly<Ref<TreeView | undefined>>,
  { address, arrivals, change }: ReturnType<typeof useTreeAddress>,
) {
  const filter = computed(() => address.value.filter)
  const filtered = computed(() =>
    view.value && isFiltering(filter.value) ? filterTree(view.value, filter.value) : undefined,
  )
  const lens = computed(() => address.value.lens)
  const sort = computed(() => address.value.sort)
  const lines = computed<TreeLines>(() => {
    if (!view.value) return { keys: new Int32Array(), depths: new Int32Array() }
    const kept = filtered.value?.lines ?? view.value.lines
    const laid = lens.value === 'list' ? flat(view.value, filtered.value?.matches) : kept
    return sort.value ? sortedLines(laid, outlineOf(laid), compareBy(view.value, sort.value)) : laid
  })

  // While filtering, what is open follows the matches and is not kept.
  const openInFilter = shallowRef<ReadonlySet<number>>(new Set())
  watch(filtered, (now) => (openInFilter.value = now?.ancestors ?? new Set()), { immediate: true })
  const openInTree = shallowRef<ReadonlySet<number>>(new Set())
  watch(
    [view, arrivals],
    () => (openInTree.value = view.value ? readOpen(view.value, address.value.open) : new Set()),
    { immediate: true },
  )
  const expanded = computed<ReadonlySet<number>>({
    get: () => (filtered.value ? openInFilter.value : openInTree.value),
    set: (open) => {
      if (filtered.value) openInFilter.value = open
      else {
        openInTree.value = open
        if (view.value) change({ open: writeOpen(view.value, open) })
      }
    },
  })

  const stub = shallowRef<number | null>(null)
  const row = computed<MemberRow | undefined>(() => {
    const tree = view.value
    if (!tree || tree.data.count === 0) return undefined
    const { node } = address.value
    return tree.memberAt((node === null ? null : tree.keyOfNumber(node)) ?? 0)
  })
  const active = computed({
    get: () => stub.value ?? row.value?.key ?? null,
    set: (key) => {
      const tree = view.value
      const isMember = tree !== undefined && key !== null && key < tree.data.count
      stub.value = isMember ? null : key
      if (isMember) change({ node: tree.memberAt(key).number })
    },
  })

  function openTo(level: number) {
    expanded.value = keysToLevel(lines.value, outlineOf(lines.value), level)
  }
  return {
    row,
    active,
    expanded,
    lines,
    filtered,
    lens: computed({ get: () => lens.value, set: (to: Lens) => change({ lens: to }) }),
    sort: computed({ get: () => sort.value, set: (by: Sort | null) => change({ sort: by }) }),
    filter: computed({ get: () => filter.value, set: (to: TreeFilter) => change({ filter: to }) }),
    isPanelShut: computed({
      get: () => address.value.isPanelShut,
      set: (isPanelShut: boolean) => change({ isPanelShut }),
    }),
    step: (by: 1 | -1) =>
      (active.value = beside(view.value, lines.value, row.value, by) ?? active.value),
    openTo,
    expandAll: () => openTo(Number.POSITIVE_INFINITY),
    foldAll: () => openTo(0),
  }
}

/** Every member on one level, those that match if something is filtered. */
function flat({ data: { count } }: TreeView, matches: ReadonlySet<number> | undefined): TreeLines {
  const keys = matches
    ? Int32Array.from(matches)
    : Int32Array.from({ length: count }, (_, at) => at)
  return { keys, depths: new Int32Array(keys.length) }
}

/** The member before or after this one, in the order of the tree. */
function beside(
  view: TreeView | undefined,
  { keys }: TreeLines,
  row: MemberRow | undefined,
  by: 1 | -1,
): number | undefined {
  if (!view || !row) return undefined
  let place = keys.indexOf(row.key) + by
  while ((keys[place] ?? -1) >= view.data.count) place += by
  return keys[place]
}
