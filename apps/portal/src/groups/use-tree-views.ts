import type { TableLayout } from '@banyan/ui/column-layout'
import { computed, watch, type Ref } from 'vue'
import { useRoute } from 'vue-router'
import { useViews } from '../views/use-views.ts'
import { readGraphAddress, writeGraphAddress } from './graph/graph-address.ts'
import { isFiltering } from './tree-filter.ts'
import {
  bodyOfTree,
  changedTreeParts,
  plainTree,
  treeStateOf,
  type TreeState,
} from './tree-view-body.ts'
import type { useTreeAddress } from './use-tree-address.ts'

interface Shown {
  readonly address: ReturnType<typeof useTreeAddress>
  readonly layout: Readonly<Ref<TableLayout>>
  /** Columns that are the view's own; null while they are the reader's. */
  readonly ofView: Ref<TableLayout | null>
}

/**
 * Saved ways of reading a tree. An address that names a view and says nothing more opens it as it was saved; one
 * that says nothing at all opens the view that is usual for this member of staff.
 */
export function useTreeViews({ address: { address, change }, layout, ofView }: Shown) {
  const route = useRoute()
  const { views, isReady } = useViews('tree')
  const named = computed(() => address.value.view)
  const view = computed(() => views.value.find(({ id }) => id === named.value) ?? null)
  const saved = computed(() => (view.value ? treeStateOf(view.value.body) : null))
  const usual = computed(() => views.value.find(({ isDefault }) => isDefault) ?? null)
  const shown = computed<TreeState>(() => ({
    filter: address.value.filter,
    sort: address.value.sort,
    lens: address.value.lens,
    graph: readGraphAddress(route.query),
    layout: layout.value,
  }))

  function show(id: string | null, state: TreeState | null) {
    ofView.value = state?.layout ?? null
    const { filter, sort, lens, graph } = state ?? plainTree
    const { layers, way } = writeGraphAddress({ ...readGraphAddress({}), ...graph })
    change({ view: id, filter, sort, lens }, { layers, way })
  }
  function open(id: string | null) {
    const chosen = views.value.find((each) => each.id === id)
    if (chosen) show(chosen.id, treeStateOf(chosen.body))
    else show(usual.value ? 'none' : null, null)
  }

  watch(
    [isReady, named],
    () => {
      if (!isReady.value) return
      const { filter, sort, node, open: isOpened } = address.value
      const isPlain = !isFiltering(filter) && sort === null && route.query['as'] === undefined
      if (view.value && isPlain) open(view.value.id)
      else if (saved.value) ofView.value = saved.value.layout
      else if (named.value === null && usual.value && isPlain && !node && !isOpened)
        open(usual.value.id)
    },
    { immediate: true },
  )

  return {
    /** What the menu of views is given. */
    menu: computed(() => ({
      page: 'tree' as const,
      views: views.value,
      view: view.value,
      body: bodyOfTree(shown.value),
      changed: saved.value ? changedTreeParts(saved.value, shown.value) : [],
    })),
    /** Also a view just saved, which is known only once the list of views was fetched anew. */
    open: (id: string | null) => {
      if (id !== null && !views.value.some((each) => each.id === id)) {
        ofView.value = layout.value
        change({ view: id })
      } else open(id)
    },
    reset: () => view.value && open(view.value.id),
  }
}
