import type { Day } from '@banyan/domain/calendar'
import type { StaffContext } from '../access/staff-context.ts'
import { getCapitalBases } from '../groups/limits-in-force.queries.ts'
import {
  insertClosedConcentration,
  insertClosedExposures,
  listUncounted,
} from './closed-exposures.queries.ts'

type Closer = Pick<StaffContext, 'tx' | 'institution' | 'now'>

/** Keeps the largest exposures of a day that closes, and what they were measured against; how many. */
export async function closeExposures(closer: Closer, day: Day): Promise<number> {
  const { tx, institution, now } = closer
  const { id: institutionId, currency } = institution
  const question = { institutionId, currency, businessDay: day }
  const bases = await getCapitalBases(tx, institutionId, day)
  const unknownCurrencies = await listUncounted(tx, question)
  await insertClosedConcentration(tx, institutionId, { day, bases, unknownCurrencies }, now())
  return insertClosedExposures(tx, question, bases)
}
