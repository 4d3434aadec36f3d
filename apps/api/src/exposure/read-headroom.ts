import {
  type CapitalBases,
  type InstitutionKind,
  ruleOfSet,
} from '@banyan/domain/decisions/exposure-limits'
import {
  type LimitRule,
  type LimitTest,
  limitTests,
  roomLeft,
} from '@banyan/domain/decisions/limit-tests'
import { money, zero } from '@banyan/domain/money'
import type { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { getExposure } from '../groups/exposure.queries.ts'
import { findGroup } from '../groups/group-list.queries.ts'
import { found } from '../not-found.ts'
import { listSetsInGroup, type SetInGroup } from '../groups/sets/set-totals.queries.ts'
import { listNodeFigures } from './node-headroom.queries.ts'
import type { OfGroup } from './read-exposure.ts'

/** The test that each confirmed set puts its members to, by member. */
function testsOfSets(
  institution: { kind: InstitutionKind; bases: CapitalBases },
  sets: readonly SetInGroup[],
): Map<string, LimitTest[]> {
  const tests = new Map<string, LimitTest[]>()
  for (const { basis, owed, customerIds } of sets) {
    const group = { exposure: owed, limit: null }
    const test = limitTests({ institution, customer: null, group, amount: zero }).find(
      ({ rule }) => rule === ruleOfSet[basis],
    )
    if (!test) continue
    for (const id of customerIds) tests.set(id, [...(tests.get(id) ?? []), test])
  }
  return tests
}

/**
 * How much more each member of a group may borrow at most, and which limit binds it: its own, the group's, and the
 * law's, which measures the confirmed sets it stands in as well. Borrowing at one node lowers what is left at the others.
 */
export async function readHeadroom(context: StaffContext, { groupId }: z.output<typeof OfGroup>) {
  const { tx, institution, scope, businessDay } = context
  const group = found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  const { id: institutionId, currency, kind } = institution
  const question = { institutionId, currency, businessDay }
  const nodes = await listNodeFigures(tx, question, groupId)
  const answer: { ids: string[]; most: (number | null)[]; binding: (LimitRule | null)[] } = {
    ids: [],
    most: [],
    binding: [],
  }
  const customerId = group.rootCustomerId ?? nodes[0]?.id
  if (customerId === undefined) return answer
  const exposure = await getExposure(tx, { ...question, customerId })
  const { groupLimit, groupSpent, capitalBases: bases, used, reserved } = exposure
  const together = {
    exposure: money(used + reserved),
    limit: groupLimit === null ? null : { amount: groupLimit, spent: groupSpent },
  }
  const ofSets = testsOfSets({ kind, bases }, await listSetsInGroup(tx, question, groupId))
  for (const { id, owed, room } of nodes) {
    const limit = room === null ? null : { amount: money(room), spent: zero }
    const tests = limitTests({
      institution: { kind, bases },
      customer: { exposure: money(owed), limit },
      group: together,
      amount: zero,
    })
    const { most, binding } = roomLeft([...tests, ...(ofSets.get(id) ?? [])])
    answer.ids.push(id)
    answer.most.push(most)
    answer.binding.push(binding)
  }
  return answer
}
