import { loanClasses } from '@banyan/ui/loan-class'
import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { noFilter, type TreeFilter } from './tree-filter.ts'
import type { GroupTreeRow } from './tree-view.ts'

/** What of a tree stands in the address: the customer chosen, what is open, the filter, and whether the panel is shut. */
export interface TreeAddress {
  readonly node: string | null
  /** As `writeOpen` has it; null for the tree as it first opens. */
  readonly open: string | null
  readonly filter: TreeFilter
  readonly isPanelShut: boolean
}

const only = (value: LocationQuery[string] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) || null

export function readAddress(query: LocationQuery): TreeAddress {
  const tier = loanClasses.find((each) => each === only(query['class'])) ?? noFilter.tier
  return {
    node: only(query['node']),
    open: only(query['open']),
    filter: { text: only(query['find']) ?? '', tier, isOverdue: only(query['overdue']) === '1' },
    isPanelShut: only(query['panel']) === 'shut',
  }
}

/** The reverse of `readAddress`; whatever is as usual is left out. */
export function writeAddress({ node, open, filter, isPanelShut }: TreeAddress): LocationQueryRaw {
  const all = {
    node,
    open,
    find: filter.text || null,
    class: filter.tier,
    overdue: filter.isOverdue ? '1' : null,
    panel: isPanelShut ? 'shut' : null,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

/** Rows that have something below them. */
function openable(rows: readonly GroupTreeRow[]): GroupTreeRow[] {
  return rows.filter((row, at) => (rows[at + 1]?.depth ?? 0) > row.depth)
}

const fewRows = 40

/** The tree as it first opens: as many whole levels as fit a screen, and at least the one below the top. */
export function firstOpen(rows: readonly GroupTreeRow[]): Set<string> {
  const perLevel: number[] = []
  for (const { depth } of rows) perLevel[depth] = (perLevel[depth] ?? 0) + 1
  let deepest = 0
  let shown = (perLevel[0] ?? 0) + (perLevel[1] ?? 0)
  while (perLevel[deepest + 2] !== undefined && shown + (perLevel[deepest + 2] ?? 0) <= fewRows) {
    deepest += 1
    shown += perLevel[deepest + 1] ?? 0
  }
  return new Set(openable(rows).flatMap(({ id, depth }) => (depth <= deepest ? [id] : [])))
}

/**
 * What is open, short enough for an address: `all`, `none`, or the serial numbers of the open customers as
 * differences in base 36; after `~` those of the shut ones, when they are fewer. Null as it first opens.
 */
export function writeOpen(
  rows: readonly GroupTreeRow[],
  expanded: ReadonlySet<string>,
): string | null {
  const first = firstOpen(rows)
  const can = openable(rows)
  const open = can.filter(({ id }) => expanded.has(id))
  if (open.length === first.size && open.every(({ id }) => first.has(id))) return null
  if (open.length === can.length) return 'all'
  if (open.length === 0) return 'none'
  const shut = can.filter(({ id }) => !expanded.has(id))
  return shut.length < open.length ? `~${differences(shut)}` : differences(open)
}

/** The reverse of `writeOpen`; customers that have left the group are passed over. */
export function readOpen(rows: readonly GroupTreeRow[], text: string | null): Set<string> {
  if (text === null) return firstOpen(rows)
  if (text === 'none') return new Set()
  const can = openable(rows)
  if (text === 'all') return new Set(can.map(({ id }) => id))
  const isShut = text.startsWith('~')
  const serials = new Set<number>()
  let serial = 0
  for (const part of text.replace('~', '').split('.')) {
    serial += Number.parseInt(part, 36)
    serials.add(serial)
  }
  return new Set(can.flatMap((row) => (serials.has(serialOf(row)) === isShut ? [] : [row.id])))
}

function serialOf(row: GroupTreeRow): number {
  return row.type === 'member' ? Number(row.number.replace(/\D/g, '')) : -1
}

function differences(rows: readonly GroupTreeRow[]): string {
  let before = 0
  return rows
    .map(serialOf)
    .sort((a, b) => a - b)
    .map((serial) => {
      const step = serial - before
      before = serial
      return step.toString(36)
    })
    .join('.')
}
