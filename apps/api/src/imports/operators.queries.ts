import type { Tx } from '@banyan/database'

export async function isOperator(tx: Tx, institutionId: string, staffId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('staff')
    .select('isOperator')
    .where('institutionId', '=', institutionId)
    .where('id', '=', staffId)
    .executeTakeFirst()
  return row?.isOperator === true
}
