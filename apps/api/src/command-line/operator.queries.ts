import type { Tx } from '@banyan/database'

export function findOperator(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('institutionId', '=', institutionId)
    .where('isOperator', '=', true)
    .where('status', '=', 'active')
    .executeTakeFirst()
}
