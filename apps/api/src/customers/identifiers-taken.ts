import { constraintOf, databaseTrouble } from '@banyan/database'
import { Refused, type RefusedField } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { findHolders, type Identifiers } from './customer-file.queries.ts'

const fields = { idNumberHash: 'idNumber', creditCode: 'creditCode', lei: 'lei' } as const
const constraints: Readonly<Record<string, string>> = {
  customer_id_number_is_unique: 'idNumber',
  customer_credit_code_is_unique: 'creditCode',
  customer_lei_is_unique: 'lei',
}

/**
 * Refused when another customer holds one of these identifiers. The problem names that customer's number when
 * the caller may know of it (`held-by-C0000001`), and says `held-elsewhere` when not.
 */
export async function refuseTaken(
  context: StaffContext,
  identifiers: Identifiers,
  exceptId: string | null = null,
): Promise<void> {
  const holders = await findHolders(context, identifiers, exceptId)
  const problems = holders.flatMap(({ number, isInScope, ...holder }): RefusedField[] => {
    const reason = isInScope ? `held-by-${number}` : 'held-elsewhere'
    return (['idNumberHash', 'creditCode', 'lei'] as const)
      .filter((key) => isSame(identifiers[key], holder[key]))
      .map((key) => ({ field: fields[key], reason }))
  })
  if (problems.length > 0) throw new Refused('customer-exists', { problems })
}

function isSame(one: Buffer | string | null, other: Buffer | string | null): boolean {
  if (one === null || other === null) return false
  return typeof one === 'string' ? one === other : one.equals(Buffer.from(other))
}

/** Two people entered the same customer at once: the index refuses the second, and this says so. */
export function asTaken(error: unknown): unknown {
  const field = constraints[constraintOf(error) ?? '']
  if (databaseTrouble(error) !== 'duplicate' || field === undefined) return error
  const problems = [{ field, reason: 'held-elsewhere' }]
  return new Refused('customer-exists', { problems, cause: error })
}
