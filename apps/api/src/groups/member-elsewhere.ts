import { constraintOf, databaseTrouble } from '@banyan/database'
import { Refused } from '@banyan/domain/refused'

/** Two people took the same customer into groups at once: the index refuses the second, and this says so. */
export function asMemberElsewhere(error: unknown): unknown {
  const isTaken =
    databaseTrouble(error) === 'duplicate' && constraintOf(error) === 'customer_is_in_one_group'
  return isTaken ? new Refused('customer-is-in-a-group', { cause: error }) : error
}
