import type { Day } from '@banyan/domain/calendar'
import { money, multiplyByRate } from '@banyan/domain/money'
import type { StaffContext } from '../access/staff-context.ts'
import { rulesInForce } from '../classification/rules/rules-in-force.ts'
import {
  insertPeriod,
  insertShares,
  type ShareRow,
  sumByPlace,
} from './period-provisions.queries.ts'
import { converter, summariseBook } from './read-provisions.ts'

type Closer = Pick<StaffContext, 'tx' | 'institution' | 'now'>

/**
 * Keeps what the factors estimate and what is allowed for at the end of a period, so that the reserve is decided on
 * figures that change no more; with each branch's and product's part of the estimate. How many parts.
 */
export async function closeProvisions(closer: Closer, periodEnd: Day): Promise<number> {
  const { tx, institution, now } = closer
  const { summary, terms } = await summariseBook(closer, periodEnd)
  const { estimate, allowance } = summary
  const keptAt = now()
  if (!(await insertPeriod(closer, { periodEnd, estimate, allowance, terms, keptAt }))) return 0
  const { provision } = await rulesInForce(tx, institution.id, periodEnd)
  const inOurs = await converter(closer, periodEnd)
  const shares = new Map<string, ShareRow>()
  for (const { branchId, product, tier, currency, balance } of await sumByPlace(closer)) {
    const key = `${branchId} ${product}`
    const before = shares.get(key)?.estimate ?? 0
    const exactly = { numerator: 1, denominator: 1, rounding: 'half-up' } as const
    const part = multiplyByRate(inOurs(balance, currency), provision.factors[tier], exactly)
    shares.set(key, { branchId, product, estimate: money(before + part) })
  }
  await insertShares(closer, periodEnd, [...shares.values()])
  return shares.size
}
