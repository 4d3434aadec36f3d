/** One customer's change of group; null stands for no group. */
export interface MemberMove {
  customerId: string
  from: string | null
  to: string | null
}

/** The holder a person chose as the parent of a node; null leaves it to the rule. */
export interface ParentMove {
  customerId: string
  before: string | null
  after: string | null
}

/** All that an approved act does, and all that taking it back needs to know. */
export interface GroupPlan {
  moves: readonly MemberMove[]
  parents: readonly ParentMove[]
  /** Groups that begin, or begin again; `status` is what they then have. */
  opens: readonly { groupId: string; status: 'proposed' | 'confirmed' }[]
  /** Groups that end; `status` is what they had. */
  dissolves: readonly { groupId: string; status: 'proposed' | 'confirmed' }[]
}

/** The plan that undoes a plan: applied after it, everyone stands where they stood. */
export function reversePlan({ moves, parents, opens, dissolves }: GroupPlan): GroupPlan {
  return {
    moves: moves.map(({ customerId, from, to }) => ({ customerId, from: to, to: from })),
    parents: parents.map(({ customerId, before, after }) => ({
      customerId,
      before: after,
      after: before,
    })),
    opens: dissolves,
    dissolves: opens,
  }
}

export type PlanRefusal =
  | 'act-changes-nothing'
  | 'members-moved-since'
  | 'members-came-since'
  | 'group-is-dissolved'
  | 'group-is-not-dissolved'

/** Where everyone and everything a plan names stands now. */
export interface PlanGround {
  /** The present group of a customer; null for none. */
  groupOf: (customerId: string) => string | null
  /** Null for a group that does not exist yet. */
  statusOf: (groupId: string) => 'proposed' | 'confirmed' | 'dissolved' | null
  /** Present members of a group. */
  membersOf: (groupId: string) => number
  /** The holder chosen by a person as the parent; null for none. */
  choiceOf: (customerId: string) => string | null
}

/**
 * Why a plan cannot be carried out on this ground, or null. Each customer must still stand where the plan takes
 * it from, groups it uses must be alive, those it opens must not be, and a group that ends must be left empty.
 */
export function planRefusal(plan: GroupPlan, ground: PlanGround): PlanRefusal | null {
  const { moves, parents, opens, dissolves } = plan
  if (moves.every(({ from, to }) => from === to) && parents.every((p) => p.before === p.after)) {
    if (opens.length + dissolves.length === 0) return 'act-changes-nothing'
  }
  if (
    moves.some(({ customerId, from }) => ground.groupOf(customerId) !== from) ||
    parents.some(({ customerId, before }) => ground.choiceOf(customerId) !== before)
  ) {
    return 'members-moved-since'
  }
  const opened = new Set(opens.map(({ groupId }) => groupId))
  const isAlive = (status: ReturnType<PlanGround['statusOf']>) =>
    status === 'proposed' || status === 'confirmed'
  if ([...opened].some((id) => isAlive(ground.statusOf(id)))) return 'group-is-not-dissolved'
  const used = [
    ...dissolves.map(({ groupId }) => groupId),
    ...moves.flatMap(({ to }) => (to === null || opened.has(to) ? [] : [to])),
  ]
  if (used.some((id) => !isAlive(ground.statusOf(id)))) return 'group-is-dissolved'
  return dissolves.some(({ groupId }) => ground.membersOf(groupId) > leaving(moves, groupId))
    ? 'members-came-since'
    : null
}

function leaving(moves: readonly MemberMove[], groupId: string): number {
  return moves.filter(({ from, to }) => from === groupId && to !== groupId).length
}

/** The groups a plan touches, in ascending order: the order in which they are locked. */
export function groupsOfPlan({ moves, opens, dissolves }: GroupPlan): string[] {
  const ids = [
    ...moves.flatMap(({ from, to }) => [from, to]),
    ...opens.map(({ groupId }) => groupId),
    ...dissolves.map(({ groupId }) => groupId),
  ]
  return [...new Set(ids.filter((id) => id !== null))].sort()
}
