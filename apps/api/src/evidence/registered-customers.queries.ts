import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

export interface RegisteredCustomer {
  id: string
  creditCode: string
  name: string
  legalRepresentative: string | null
  registeredCapital: number | null
  establishedOn: Day | null
  source: string
}

/** Companies that are held under these credit codes, as far as the register could say otherwise. */
export async function listRegisteredCustomers(
  tx: Tx,
  institutionId: string,
  creditCodes: readonly string[],
): Promise<RegisteredCustomer[]> {
  if (creditCodes.length === 0) return []
  const rows = await tx
    .selectFrom('customer')
    .select([
      'id',
      'creditCode',
      'name',
      'legalRepresentative',
      'registeredCapital',
      'establishedOn',
      'source',
    ])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`credit_code = any(${[...creditCodes]}::text[])`)
    .where('mergedInto', 'is', null)
    .execute()
  return rows as RegisteredCustomer[]
}
