import { z } from 'zod'

/** What people may ask to have done with groups; another person decides each. */
export const groupActKinds = ['merge', 'split', 'move', 'parent', 'dissolve', 'reverse'] as const
export type GroupActKind = (typeof groupActKinds)[number]

export const groupActStatuses = ['waiting', 'approved', 'refused', 'withdrawn'] as const
export type GroupActStatus = (typeof groupActStatuses)[number]

const Merge = z.strictObject({
  kind: z.literal('merge'),
  /** The group that stays: everyone in the others joins it, and the others are dissolved. */
  intoGroupId: z.uuid(),
  fromGroupIds: z.array(z.uuid()).min(1).max(20),
})

const Split = z.strictObject({
  kind: z.literal('split'),
  /** The node whose subtree becomes a group of its own. */
  customerId: z.uuid(),
  /** Named for that node when nothing else is given. */
  name: z.string().trim().max(200).default(''),
})

const Move = z.strictObject({
  kind: z.literal('move'),
  customerIds: z.array(z.uuid()).min(1).max(200),
  withSubtrees: z.boolean(),
  /** Null takes them out of any group. */
  toGroupId: z.uuid().nullable(),
})

const Parent = z.strictObject({
  kind: z.literal('parent'),
  customerId: z.uuid(),
  /** One of its holders in the group; null gives the choice back to the rule. */
  parentId: z.uuid().nullable(),
})

const Dissolve = z.strictObject({ kind: z.literal('dissolve'), groupId: z.uuid() })

export const GroupAct = z.discriminatedUnion('kind', [Merge, Split, Move, Parent, Dissolve])
export type GroupAct = z.infer<typeof GroupAct>

export const ProposedGroupAct = z.strictObject({
  act: GroupAct,
  reason: z.string().trim().min(2).max(500),
})

export type DecisionOnActRefusal = 'act-is-decided' | 'own-proposal'

/** Why this person may not decide on an act, or null: it still waits, and another person asked for it. */
export function actDecisionRefusal(
  act: { status: GroupActStatus; madeBy: string },
  checker: { id: string },
): DecisionOnActRefusal | null {
  if (act.status !== 'waiting') return 'act-is-decided'
  return act.madeBy === checker.id ? 'own-proposal' : null
}

/** Why an act cannot be withdrawn: only its maker takes it back, and only while it waits. */
export function withdrawalRefusal(
  act: { status: GroupActStatus; madeBy: string },
  person: { id: string },
): 'act-is-decided' | 'not-your-act' | null {
  if (act.status !== 'waiting') return 'act-is-decided'
  return act.madeBy === person.id ? null : 'not-your-act'
}

/** Why an act cannot be taken back by its reverse, or null. */
export function reversalRefusal(act: {
  status: GroupActStatus
  isReversed: boolean
}): 'act-was-not-approved' | 'act-is-reversed' | null {
  if (act.status !== 'approved') return 'act-was-not-approved'
  return act.isReversed ? 'act-is-reversed' : null
}
