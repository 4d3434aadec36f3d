import type { ViewBody } from '@banyan/domain/search/saved-view'
import type { Sort } from '@banyan/ui/column'
import type { TableLayout } from '@banyan/ui/column-layout'
import { choicesOf, densityOf, keptColumns, keptDensity } from '../use-layout.ts'
import type { ViewPart } from '../views/words.ts'
import { graphLayers, readGraphAddress, type GraphAddress } from './graph/graph-address.ts'
import { lenses, readSort, writeSort, type Lens } from './tree-address.ts'
import { readConditions, writeConditions } from './tree-conditions.ts'
import { noFilter, type TreeFilter } from './tree-filter.ts'

/** How a tree is read: what is kept as a view and opens again in any group. */
export interface TreeState {
  readonly filter: TreeFilter
  readonly sort: Sort | null
  readonly lens: Lens
  /** What of the relations is drawn, where the lens is the graph. */
  readonly graph: Pick<GraphAddress, 'layers' | 'way'>
  /** Null: as whoever opens it left the columns. */
  readonly layout: TableLayout | null
}

/** As a tree first opens. */
export const plainTree: TreeState = {
  filter: noFilter,
  sort: null,
  lens: 'tree',
  graph: { layers: graphLayers, way: 'both' },
  layout: null,
}

export function bodyOfTree({ filter, sort, lens, graph, layout }: TreeState): ViewBody {
  const where = writeConditions(filter.conditions)
  return {
    ...(filter.text ? { text: filter.text } : {}),
    ...(where === null ? {} : { where }),
    ...(sort === null ? {} : { sort: writeSort(sort) }),
    ...(lens === 'tree' ? {} : { settings: settingsOf(lens, graph) }),
    ...(layout === null
      ? {}
      : { columns: keptColumns(layout.columns), density: keptDensity(layout.density) }),
  }
}

function settingsOf(lens: Lens, { layers, way }: TreeState['graph']): Record<string, string> {
  return lens === 'graph' ? { lens, layers: layers.join(','), way } : { lens }
}

function graphIn(settings: ViewBody['settings']): TreeState['graph'] {
  const { layers, way } = readGraphAddress({
    layers: String(settings?.['layers'] ?? ''),
    way: String(settings?.['way'] ?? ''),
  })
  return { layers, way }
}

/** The reverse of `bodyOfTree`; a condition that is no longer known is passed over. */
export function treeStateOf({
  text,
  where,
  sort,
  columns,
  density,
  settings,
}: ViewBody): TreeState {
  return {
    filter: { text: text ?? '', conditions: readConditions(where ?? null) },
    sort: readSort(sort ?? null),
    lens: lenses.find((lens) => lens === settings?.['lens']) ?? 'tree',
    graph: graphIn(settings),
    layout: columns
      ? { columns: choicesOf(columns), density: densityOf(density) ?? 'compact' }
      : null,
  }
}

/** The parts of what is on screen that are not as the view was saved; columns count where it keeps some. */
export function changedTreeParts(saved: TreeState, shown: TreeState): ViewPart[] {
  const [was, is] = [bodyOfTree(saved), bodyOfTree(shown)]
  const isOther = (part: 'text' | 'where' | 'sort' | 'settings' | 'columns' | 'density') =>
    JSON.stringify(was[part]) !== JSON.stringify(is[part])
  return [
    ...(isOther('text') ? (['text'] as const) : []),
    ...(isOther('where') ? (['filter'] as const) : []),
    ...(isOther('sort') ? (['sort'] as const) : []),
    ...(isOther('settings') ? (['lens'] as const) : []),
    ...(saved.layout && isOther('columns') ? (['columns'] as const) : []),
    ...(saved.layout && isOther('density') ? (['density'] as const) : []),
  ]
}
