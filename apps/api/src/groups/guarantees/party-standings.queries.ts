import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { figuresOf } from '../node-figures.queries.ts'

export interface PartyStanding {
  id: string
  /** Balances of active loans, in the institution's currency. */
  balance: number
  /** 0 without a loan, 1 normal … 5 loss. */
  tier: number
}

/** What each of these customers owes, and the worst class of it. */
export async function listStandings(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<PartyStanding[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<PartyStanding>`
    select figure.customer_id as id, figure.balance, figure.tier
    from (${figuresOf(institutionId, customerIds)}) as figure`.execute(tx)
  return rows
}
