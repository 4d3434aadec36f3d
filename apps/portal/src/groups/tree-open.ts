import type { TreeView } from './tree-view.ts'

/** Members that have something below them. */
function openable({ lines: { keys, depths } }: TreeView): number[] {
  const found: number[] = []
  for (let place = 0; place + 1 < keys.length; place++) {
    if ((depths[place + 1] ?? 0) > (depths[place] ?? 0)) found.push(keys[place] ?? 0)
  }
  return found
}

const fewRows = 40

/** The tree as it first opens: as many whole levels as fit a screen, and at least the one below the top. */
export function firstOpen(view: TreeView): Set<number> {
  const perLevel: number[] = []
  for (const depth of view.lines.depths) perLevel[depth] = (perLevel[depth] ?? 0) + 1
  let deepest = 0
  let shown = (perLevel[0] ?? 0) + (perLevel[1] ?? 0)
  while (perLevel[deepest + 2] !== undefined && shown + (perLevel[deepest + 2] ?? 0) <= fewRows) {
    deepest += 1
    shown += perLevel[deepest + 1] ?? 0
  }
  const { depths } = view.data
  return new Set(openable(view).filter((key) => (depths[key] ?? 0) <= deepest))
}

/**
 * What is open, short enough for an address: `all`, `none`, or the serial numbers of the open customers as
 * differences in base 36; after `~` those of the shut ones, when they are fewer. Null as it first opens. When
 * even that is too long for an address, what first opens is kept instead.
 */
export function writeOpen(view: TreeView, expanded: ReadonlySet<number>): string | null {
  const first = firstOpen(view)
  const can = openable(view)
  const open = can.filter((key) => expanded.has(key))
  if (open.length === first.size && open.every((key) => first.has(key))) return null
  if (open.length === can.length) return 'all'
  if (open.length === 0) return 'none'
  const shut = can.filter((key) => !expanded.has(key))
  if (Math.min(shut.length, open.length) > longest) return null
  return shut.length < open.length ? `~${differences(view, shut)}` : differences(view, open)
}

const longest = 1_000

/** The reverse of `writeOpen`; customers that have left the group are passed over. */
export function readOpen(view: TreeView, text: string | null): Set<number> {
  if (text === null) return firstOpen(view)
  if (text === 'none') return new Set()
  const can = openable(view)
  if (text === 'all') return new Set(can)
  const isShut = text.startsWith('~')
  const serials = new Set<number>()
  let serial = 0
  for (const part of text.replace('~', '').split('.')) {
    serial += Number.parseInt(part, 36)
    serials.add(serial)
  }
  return new Set(can.filter((key) => serials.has(serialOf(view, key)) !== isShut))
}

function serialOf({ data: { numbers } }: TreeView, key: number): number {
  return Number((numbers[key] ?? '').replace(/\D/g, ''))
}

function differences(view: TreeView, keys: readonly number[]): string {
  let before = 0
  return keys
    .map((key) => serialOf(view, key))
    .sort((a, b) => a - b)
    .map((serial) => {
      const step = serial - before
      before = serial
      return step.toString(36)
    })
    .join('.')
}
