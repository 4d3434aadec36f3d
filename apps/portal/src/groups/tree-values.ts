import type { Sort } from '@banyan/ui/column'
import { stages } from '@banyan/ui/stage'
import { alertsOfNode, gravityOf, noMarks, type OutsideMarks } from './alerts/node-alerts.ts'
import { shownStage } from './shown-stage.ts'
import type { TreeData } from './tree-data.ts'
import type { TreeView } from './tree-view.ts'

/** Every column of the tree, in the order in which it first stands. */
export const treeColumnIds = [
  'name',
  'number',
  'direct',
  'through',
  'limit',
  'balance',
  'own',
  'reserved',
  'free',
  'guaranteed',
  'share',
  'overdue',
  'days',
  'tier',
  'stage',
  'alerts',
  'members',
  'branch',
  'officer',
] as const
export type TreeColumnId = (typeof treeColumnIds)[number]

type Value = number | string | null

const known = (figure: number | undefined) => (figure === undefined || figure < 0 ? null : figure)

/** What a column sorts by: the figure itself, not its text. Nothing known is null. */
function valuesOf(view: TreeView, id: TreeColumnId, marks: OutsideMarks): (key: number) => Value {
  const { data } = view
  const { head, sums } = data
  switch (id) {
    case 'name':
      return (key) => data.initials[key] || data.names[key] || null
    case 'number':
      return (key) => data.numbers[key] ?? null
    case 'direct':
      return (key) => known(data.percents[key])
    case 'through':
      return (key) => known(data.lookThrough[key])
    case 'limit':
      return (key) => known(data.limits[key])
    case 'free':
      return (key) => freeOf(data, key)
    case 'own':
      return (key) => data.balances[key] ?? 0
    case 'balance':
      return (key) => sums.balances[key] ?? 0
    case 'reserved':
      return (key) => sums.reserved[key] ?? 0
    case 'share':
      return (key) => (sums.balances[key] ?? 0) + (sums.reserved[key] ?? 0)
    case 'guaranteed':
      return (key) => data.guaranteed[key] ?? 0
    case 'overdue':
      return (key) => sums.overdue[key] ?? 0
    case 'days':
      return (key) => sums.days[key] ?? 0
    case 'tier':
      return (key) => sums.tiers[key] || null
    case 'stage':
      return (key) => stageRank(data, key)
    case 'alerts':
      return (key) => gravityOf(alertsOfNode(view.memberAt(key), marks))
    case 'members':
      return (key) => data.sizes[key] ?? 1
    case 'branch':
      return (key) => head.branches[data.branches[key] ?? -1]?.name ?? null
    case 'officer':
      return (key) => head.officers[data.officers[key] ?? -1]?.name ?? null
  }
}

/** What is left of the customer's own limit; null without one. */
export function freeOf({ limits, balances, reserved }: TreeData, key: number): number | null {
  const limit = known(limits[key])
  return limit === null ? null : limit - (balances[key] ?? 0) - (reserved[key] ?? 0)
}

function stageRank({ head, stages: each, stageStates }: TreeData, key: number): number | null {
  const [stage, state] = [head.stages[each[key] ?? 255], head.stageStates[stageStates[key] ?? 255]]
  const shown = stage && state ? shownStage({ stage, state }) : null
  return shown && stages.indexOf(shown.stage)
}

/** Orders siblings by a column; what is not known, and closing edges, come last either way. */
export function compareBy(view: TreeView, { by, direction }: Sort, marks = noMarks) {
  const id = treeColumnIds.find((each) => each === by)
  const valueOf = id ? valuesOf(view, id, marks) : () => null
  const sign = direction === 'ascending' ? 1 : -1
  const { count } = view.data
  const value = (key: number) => (key < count ? valueOf(key) : null)
  return (one: number, other: number): number => {
    const [a, b] = [value(one), value(other)]
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0)
    if (a === b) return 0
    return a < b ? -sign : sign
  }
}
