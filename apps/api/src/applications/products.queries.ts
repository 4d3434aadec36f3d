import type { Tx } from '@banyan/database'
import type { Product } from '@banyan/domain/applications/products'
import type { RepaymentMethod } from '@banyan/domain/loans/schedule-terms'
import { money } from '@banyan/domain/money'
import { type Rate, rate } from '@banyan/domain/rate'

export interface OfferedProduct extends Product {
  name: string
  nameEn: string
  defaultRate: Rate
}

/** What the institution offers today; the loans of other systems are not on offer. */
export async function listProducts(tx: Tx, institutionId: string): Promise<OfferedProduct[]> {
  const rows = await tx
    .selectFrom('product')
    .select([
      'code',
      'name',
      'nameEn',
      'customerKind',
      'minimumAmount',
      'maximumAmount',
      'maximumMonths',
      'defaultRate',
      'methods',
      'isConsumer',
    ])
    .where('institutionId', '=', institutionId)
    .where('isActive', '=', true)
    .where('code', '<>', 'imported')
    .orderBy('code')
    .execute()
  return rows.map((row) => ({
    ...row,
    customerKind: row.customerKind as Product['customerKind'],
    minimumAmount: money(row.minimumAmount),
    maximumAmount: money(row.maximumAmount),
    defaultRate: rate(row.defaultRate),
    methods: row.methods as RepaymentMethod[],
  }))
}
