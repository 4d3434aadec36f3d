import { ruleOfSet } from '@banyan/domain/decisions/exposure-limits'
import { type LimitTest, limitTests } from '@banyan/domain/decisions/limit-tests'
import type { Money } from '@banyan/domain/money'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { getExposureSums } from '../groups/contracts.queries.ts'
import { getCapitalBases } from '../groups/limits-in-force.queries.ts'
import { listSetsOf, type SetBasis } from '../groups/sets/connected-sets.queries.ts'

export interface SetExposure {
  id: string
  number: string
  name: string
  basis: SetBasis
  status: string
  members: number
  test: LimitTest | null
}

/** The regulatory sets a customer stands in, each with the test of its kind before and after a new amount. */
export async function listSetExposures(
  context: StaffContext,
  customerId: string,
  amount: Money,
): Promise<SetExposure[]> {
  const { tx, institution, businessDay } = context
  const { id: institutionId, currency, kind } = institution
  const sets = await listSetsOf(tx, institutionId, customerId)
  if (sets.length === 0) return []
  const bases = await getCapitalBases(tx, institutionId, businessDay)
  const shown: SetExposure[] = []
  for (const { id, number, name, basis, status, rootKind } of sets) {
    const question = { institutionId, currency, businessDay }
    const { direct, members } = await getExposureSums(tx, question, { setId: id })
    const group = { exposure: direct, limit: null }
    const tests = limitTests({ institution: { kind, bases }, customer: null, group, amount })
    const test = tests.find(({ rule }) => rule === ruleOfSet[basis]) ?? null
    const about = { id, number, name: shownName(context, rootKind, name), basis, status, members }
    shown.push({ ...about, test })
  }
  return shown
}
