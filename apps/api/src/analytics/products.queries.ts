import type { Tx } from '@banyan/database'

export function listProductNames(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('product')
    .select(['code', 'name', 'nameEn'])
    .where('institutionId', '=', institutionId)
    .orderBy('code')
    .execute()
}
