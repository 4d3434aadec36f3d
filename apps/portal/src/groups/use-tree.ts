import type { Sort } from '@banyan/ui/column'
import { keysToLevel, outlineOf, sortedLines, type TreeLines } from '@banyan/ui/tree-rows'
import { computed, shallowRef, watch, type Ref } from 'vue'
import type { OutsideMarks } from './alerts/node-alerts.ts'
import type { MemberRow } from './member-row.ts'
import type { Lens } from './tree-address.ts'
import { filterTree, isFiltering, type TreeFilter } from './tree-filter.ts'
import { readOpen, writeOpen } from './tree-open.ts'
import { compareBy } from './tree-values.ts'
import type { TreeView } from './tree-view.ts'
import type { useTreeAddress } from './use-tree-address.ts'

type View = Readonly<Ref<TreeView | undefined>>
type Address = ReturnType<typeof useTreeAddress>

/** What is chosen, open, sorted and filtered in a tree, all of it kept in the address. */
export function useTree(view: View, kept: Address, marks: Readonly<Ref<OutsideMarks>>) {
  const { address, change } = kept
  const filter = computed(() => address.value.filter)
  const filtered = computed(() =>
    view.value && isFiltering(filter.value) ? filterTree(view.value, filter.value) : undefined,
  )
  const lens = computed(() => address.value.lens)
  const sort = computed(() => address.value.sort)
  const lines = computed<TreeLines>(() => {
    if (!view.value) return { keys: new Int32Array(), depths: new Int32Array() }
    const found = filtered.value?.lines ?? view.value.lines
    const laid = lens.value === 'list' ? flat(view.value, filtered.value?.matches) : found
    if (!sort.value) return laid
    const compare = compareBy(view.value, sort.value, marks.value)
    return sortedLines(laid, outlineOf(laid), compare)
  })
  const expanded = useExpanded(view, kept, () => filtered.value?.ancestors)
  const { row, active } = useChosen(view, kept)
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
    openTo: (level: number) =>
      (expanded.value = keysToLevel(lines.value, outlineOf(lines.value), level)),
  }
}

/** Which members are open. While filtering that follows the matches and is not kept. */
function useExpanded(
  view: View,
  { address, arrivals, change }: Address,
  aboveMatches: () => ReadonlySet<number> | undefined,
) {
  const inFilter = shallowRef<ReadonlySet<number>>(new Set())
  watch(aboveMatches, (now) => (inFilter.value = now ?? new Set()), { immediate: true })
  const inTree = shallowRef<ReadonlySet<number>>(new Set())
  watch(
    [view, arrivals],
    () => (inTree.value = view.value ? readOpen(view.value, address.value.open) : new Set()),
    { immediate: true },
  )
  return computed<ReadonlySet<number>>({
    get: () => (aboveMatches() ? inFilter.value : inTree.value),
    set: (open) => {
      if (aboveMatches()) inFilter.value = open
      else {
        inTree.value = open
        if (view.value) change({ open: writeOpen(view.value, open) })
      }
    },
  })
}

/** Whom the group is named for, who need not come first where a group has many without a holder. */
const rootOf = ({ data, keyOf }: TreeView) => keyOf(data.head.group.rootCustomerId ?? '') ?? 0

/** The member chosen, and the line the keys stand on, which may be a closing edge. */
function useChosen(view: View, { address, change }: Address) {
  const stub = shallowRef<number | null>(null)
  const row = computed<MemberRow | undefined>(() => {
    const tree = view.value
    if (!tree || tree.data.count === 0) return undefined
    const { node } = address.value
    return tree.memberAt((node === null ? null : tree.keyOfNumber(node)) ?? rootOf(tree))
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
  return { row, active }
}

/** Every member on one level, those that match if something is filtered. */
function flat({ data: { count } }: TreeView, matches: ReadonlySet<number> | undefined): TreeLines {
  const keys = matches
    ? Int32Array.from(matches)
    : Int32Array.from({ length: count }, (_, key) => key)
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
