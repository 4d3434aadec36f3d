import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { money } from '../money.ts'
import { rate } from '../rate.ts'
import { connectedCustomers } from './connected/connected-customers.ts'
import { groupCustomers } from './connected/group-customers.ts'
import { actualController } from './control/actual-controller.ts'
import { beneficialOwners } from './control/beneficial-owners.ts'
import { controllersOf } from './control/control-closure.ts'
import { controlGraph } from './control/control-graph.ts'
import type { GraphRelation } from './graph-relation.ts'
import { guaranteeCycles } from './guarantees/guarantee-cycles.ts'
import { guaranteeNetwork, guaranteesOf } from './guarantees/guarantee-network.ts'
import { lookThrough } from './ownership/look-through.ts'
import { holdingsOf, ownershipGraph } from './ownership/ownership-graph.ts'
import { pathsTo } from './ownership/ownership-paths.ts'
import { relationPaths } from './relation-path.ts'
import { relationKinds, relationRules } from './relation.ts'

const names = ['a', 'b', 'c', 'd', 'p1', 'p2', '', '__proto__']
const isPerson = (id: string) => id.startsWith('p')
const part = fc.option(fc.constantFrom(0, 1, 25_000_000, 50_000_000, 100_000_000, 120_000_000))
const asRate = (millionths: number | null) => (millionths === null ? null : rate(millionths))

/** Faulty on purpose: parties related to themselves, the same relation twice, more than the whole. */
const anyRelation = fc
  .record({
    kind: fc.oneof(fc.constant('ownership' as const), fc.constantFrom(...relationKinds)),
    from: fc.constantFrom(...names),
    to: fc.constantFrom(...names),
    role: fc.nat(),
    percent: part,
    votingPercent: part,
    incomePercent: part,
    dependencePercent: part,
    amount: fc.option(fc.integer({ min: 0, max: 1000 })),
  })
  .map(({ role, amount, ...relation }): GraphRelation => {
    const { roles } = relationRules[relation.kind]
    return {
      ...relation,
      role: roles[role % (roles.length + 1)] ?? null,
      percent: asRate(relation.percent),
      votingPercent: asRate(relation.votingPercent),
      incomePercent: asRate(relation.incomePercent),
      dependencePercent: asRate(relation.dependencePercent),
      amount: amount === null ? null : money(amount),
    }
  })

/** Everything the rules say about some relations, in one value. */
function everything(relations: readonly GraphRelation[]) {
  const graph = ownershipGraph(holdingsOf(relations))
  const control = controlGraph(relations)
  const guarantees = guaranteesOf(relations)
  return {
    parties: names.map((id) => {
      const explain = pathsTo(graph, id)
      const found = lookThrough(graph, id)
      return {
        ...found,
        paths: found.holders.map((holder) => explain(holder.id, 500)),
        controller: actualController(control, id),
        controllers: controllersOf(control, id),
        owners: beneficialOwners({ relations, isPerson }, id).owners,
      }
    }),
    groups: groupCustomers(relations, { isPerson }),
    connected: connectedCustomers(relations, { netAssetsOf: () => money(500) }),
    network: guaranteeNetwork(guarantees),
    cycles: guaranteeCycles(guarantees, { most: 10_000 }).cycles,
    path: relationPaths(relations, 'a', 'b', { most: 5 }).map(({ steps }) =>
      steps.map(({ to }) => to),
    ),
  }
}

describe('whatever the records', () => {
  it('every rule answers, and keeps to what it promises', () => {
    fc.assert(
      fc.property(fc.array(anyRelation, { maxLength: 25 }), (relations) => {
        const { parties, groups, connected } = everything(relations)
        for (const { holders, paths, controller, sumOfUltimateOwners, unrecorded } of parties) {
          for (const [index, { share, exact, isDirect, isLeast }] of holders.entries()) {
            if (share !== null) expect(exact).not.toBeNull()
            const found = paths[index]?.paths ?? []
            expect(found.length).toBeGreaterThan(0)
            if (isDirect) expect(found.some(({ nodes }) => nodes.length === 2)).toBe(true)
            if (found.some((path) => path.share === null)) expect(isLeast).toBe(true)
            const most = Math.max(0, ...found.map((path) => path.share ?? 0))
            if (share !== null) expect(share).toBeGreaterThanOrEqual(most)
          }
          expect(controller.parties.length > 1).toBe(controller.isJoint)
          if (controller.parties.length === 0) expect(controller.flag).not.toBeNull()
          expect(unrecorded === null).toBe(sumOfUltimateOwners === null)
        }
        for (const { head, members, reasons } of [...groups, ...connected]) {
          expect(members.length).toBeGreaterThan(1)
          for (const id of head) expect(members).toContain(id)
          for (const { from, to } of reasons)
            expect(members).toEqual(expect.arrayContaining([from, to]))
        }
      }),
      { numRuns: 150 },
    )
  }, 30_000)

  it('the order in which they are given changes nothing', () => {
    const shuffled = fc
      .array(anyRelation, { maxLength: 20 })
      .chain((relations) =>
        fc.tuple(
          fc.constant(relations),
          fc.shuffledSubarray(relations, { minLength: relations.length }),
        ),
      )
    fc.assert(
      fc.property(shuffled, ([relations, other]) => {
        expect(everything(other)).toEqual(everything(relations))
      }),
      { numRuns: 150 },
    )
  }, 30_000)
})
