import type { Rate } from '../rate.ts'

/** A member of a group's tree on a day, as it was known at an instant. */
export interface DatedMember {
  id: string
  number: string
  name: string
  /** The holder it hangs under; null for a root. */
  parent: string | null
  /** The parent's direct share. */
  percent: Rate | null
  /** What the root holds of it through everyone between. */
  lookThrough: Rate | null
  depth: number
}

export const treeChangeKinds = [
  'joined',
  'left',
  'moved',
  'percent',
  'look-through',
  'renamed',
] as const
export type TreeChangeKind = (typeof treeChangeKinds)[number]

export interface TreeChange {
  what: TreeChangeKind
  id: string
  /** Null where it did not belong. */
  before: DatedMember | null
  after: DatedMember | null
}

/**
 * What differs between two states of one tree: in the order of the later one, those that left at the end.
 * A member that hangs elsewhere has moved, whatever its share; one whose share alone differs counts by its
 * direct share, then by what the root holds of it.
 */
export function treeChanges(
  before: readonly DatedMember[],
  after: readonly DatedMember[],
): TreeChange[] {
  const earlier = new Map(before.map((member) => [member.id, member]))
  const later = new Set(after.map(({ id }) => id))
  const changed = after.flatMap((member): TreeChange[] => {
    const known = earlier.get(member.id)
    const what = known ? difference(known, member) : ['joined' as const]
    return what.map((kind) => ({ what: kind, id: member.id, before: known ?? null, after: member }))
  })
  const left = before
    .filter(({ id }) => !later.has(id))
    .map((member): TreeChange => ({ what: 'left', id: member.id, before: member, after: null }))
  return [...changed, ...left]
}

function difference(before: DatedMember, after: DatedMember): TreeChangeKind[] {
  const kinds: TreeChangeKind[] = []
  if (before.parent !== after.parent) kinds.push('moved')
  else if (before.percent !== after.percent) kinds.push('percent')
  else if (before.lookThrough !== after.lookThrough) kinds.push('look-through')
  if (before.name !== after.name) kinds.push('renamed')
  return kinds
}
