import { describe, expect, it } from 'vitest'
import { actDecisionRefusal, reversalRefusal, withdrawalRefusal } from './group-act.ts'
import { type GroupPlan, groupsOfPlan, planRefusal, reversePlan } from './group-plan.ts'

type Status = 'proposed' | 'confirmed' | 'dissolved'

/** A ground of plain maps, on which a plan can be carried out. */
class Ground {
  groups = new Map<string, Status>([
    ['g1', 'confirmed'],
    ['g2', 'proposed'],
  ])
  members = new Map<string, string | null>([
    ['a', 'g1'],
    ['b', 'g1'],
    ['c', 'g2'],
    ['d', null],
  ])
  choices = new Map<string, string | null>()
  groupOf = (id: string) => this.members.get(id) ?? null
  statusOf = (id: string) => this.groups.get(id) ?? null
  membersOf = (id: string) => [...this.members.values()].filter((group) => group === id).length
  choiceOf = (id: string) => this.choices.get(id) ?? null

  apply({ moves, parents, opens, dissolves }: GroupPlan) {
    for (const { groupId, status } of opens) this.groups.set(groupId, status)
    for (const { customerId, to } of moves) this.members.set(customerId, to)
    for (const { customerId, after } of parents) this.choices.set(customerId, after)
    for (const { groupId } of dissolves) this.groups.set(groupId, 'dissolved')
  }

  text = () => JSON.stringify([[...this.groups], [...this.members]].map((each) => each.toSorted()))
}

const nothing: GroupPlan = { moves: [], parents: [], opens: [], dissolves: [] }
const merge: GroupPlan = {
  ...nothing,
  moves: [{ customerId: 'c', from: 'g2', to: 'g1' }],
  dissolves: [{ groupId: 'g2', status: 'proposed' }],
}
const split: GroupPlan = {
  ...nothing,
  moves: [{ customerId: 'b', from: 'g1', to: 'g3' }],
  opens: [{ groupId: 'g3', status: 'confirmed' }],
}

describe('a plan for groups', () => {
  it.each([
    ['merging', merge],
    ['splitting', split],
    [
      'moving a loose customer in',
      { ...nothing, moves: [{ customerId: 'd', from: null, to: 'g2' }] },
    ],
    ['choosing a parent', { ...nothing, parents: [{ customerId: 'b', before: null, after: 'a' }] }],
  ])('of %s stands, and its reverse restores everything', (_, plan) => {
    const ground = new Ground()
    const before = ground.text()
    expect(planRefusal(plan, ground)).toBeNull()

    ground.apply(plan)
    expect(planRefusal(plan, ground)).not.toBeNull()
    const back = reversePlan(plan)
    expect(planRefusal(back, ground)).toBeNull()
    ground.apply(back)
    const restored = plan.opens.length
      ? before.replace(']],[[', '],["g3","dissolved"]],[[')
      : before
    expect(ground.text()).toBe(restored)
    expect(reversePlan(back)).toEqual(plan)
  })

  it.each<[string, GroupPlan, string]>([
    ['that changes nothing', nothing, 'act-changes-nothing'],
    [
      'for a customer who has moved',
      { ...nothing, moves: [{ customerId: 'a', from: 'g2', to: 'g1' }] },
      'members-moved-since',
    ],
    [
      'that dissolves a group with members left',
      { ...nothing, dissolves: [{ groupId: 'g1', status: 'confirmed' }] },
      'members-came-since',
    ],
    [
      'into a group that is no more',
      { ...nothing, moves: [{ customerId: 'a', from: 'g1', to: 'g9' }] },
      'group-is-dissolved',
    ],
    [
      'that opens a living group',
      { ...split, opens: [{ groupId: 'g2', status: 'confirmed' }] },
      'group-is-not-dissolved',
    ],
    [
      'over a choice that was made since',
      { ...nothing, parents: [{ customerId: 'a', before: 'b', after: null }] },
      'members-moved-since',
    ],
  ])('%s is refused', (_, plan, reason) => {
    expect(planRefusal(plan, new Ground())).toBe(reason)
  })

  it('names its groups once, in the order of their locks', () => {
    expect(groupsOfPlan({ ...merge, opens: split.opens })).toEqual(['g1', 'g2', 'g3'])
  })
})

describe('a reviewed act', () => {
  it('is decided once, by another person', () => {
    const waiting = { status: 'waiting', madeBy: 'chen' } as const
    expect(actDecisionRefusal(waiting, { id: 'chen' })).toBe('own-proposal')
    expect(actDecisionRefusal(waiting, { id: 'zhao' })).toBeNull()
    expect(actDecisionRefusal({ ...waiting, status: 'refused' }, { id: 'zhao' })).toBe(
      'act-is-decided',
    )
  })

  it('is withdrawn by its maker alone, and taken back once', () => {
    const waiting = { status: 'waiting', madeBy: 'chen' } as const
    expect(withdrawalRefusal(waiting, { id: 'chen' })).toBeNull()
    expect(withdrawalRefusal(waiting, { id: 'zhao' })).toBe('not-your-act')
    expect(withdrawalRefusal({ ...waiting, status: 'approved' }, { id: 'chen' })).toBe(
      'act-is-decided',
    )
    expect(reversalRefusal({ status: 'approved', isReversed: false })).toBeNull()
    expect(reversalRefusal({ status: 'approved', isReversed: true })).toBe('act-is-reversed')
    expect(reversalRefusal({ status: 'waiting', isReversed: false })).toBe('act-was-not-approved')
  })
})
