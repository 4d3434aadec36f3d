import type { CustomerKind } from '@banyan/domain/customers/customer'
import type { CustomerStatus } from '@banyan/domain/customers/customer-status'
import type { Day } from '@banyan/domain/calendar'
import type { PromotionChannel } from '@banyan/domain/customers/promotion'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { type Columns, insertRows } from '../insert-rows.queries.ts'
import { listIdentities, listOffers } from '../products/products.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

export interface PromotedProduct {
  code: string
  name: string
  nameEn: string
  customerKind: CustomerKind | 'both'
  isActive: boolean
}

/** Every product there is, with whether it is on offer today. */
export async function listProducts(
  context: Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>,
): Promise<PromotedProduct[]> {
  const offers = await listOffers(context, context.businessDay)
  const identities = await listIdentities(context.tx, context.institution.id)
  return identities.map(({ code, name, nameEn }) => {
    const offer = offers.find((each) => each.code === code)
    const customerKind = offer?.customerKind ?? 'both'
    return { code, name, nameEn, customerKind, isActive: offer !== undefined }
  })
}

export interface Approachable {
  id: string
  kind: CustomerKind
  status: CustomerStatus
  isOverdue: boolean
  consents: PromotionChannel[]
  lastOfferedOn: Day | null
}

/** Customers within reach with what stands for and against approaching them about a product, held in order of id. */
export async function lockApproachable(
  {
    tx,
    institution,
    scope,
    businessDay,
  }: Pick<StaffContext, 'tx' | 'institution' | 'scope' | 'businessDay'>,
  customerIds: readonly string[],
  product: string,
): Promise<Map<string, Approachable>> {
  const rows = await tx
    .selectFrom('customer')
    .select(['customer.id', 'customer.kind', 'customer.status'])
    .select([
      sql<boolean>`exists (select 1 from loan l where l.institution_id = customer.institution_id
        and l.customer_id = customer.id and l.status = 'active' and l.oldest_unpaid_on < ${businessDay})`.as(
        'isOverdue',
      ),
      sql<
        PromotionChannel[]
      >`array(select k.channel from consent k where k.institution_id = customer.institution_id
        and k.customer_id = customer.id and k.purpose = 'promotion' and k.given_on <= ${businessDay}
        and (k.withdrawn_on is null or k.withdrawn_on > ${businessDay}))`.as('consents'),
      sql<Day | null>`(select max(p.offered_on) from promotion p where p.institution_id = customer.institution_id
        and p.customer_id = customer.id and p.product = ${product})`.as('lastOfferedOn'),
    ])
    .where('customer.institutionId', '=', institution.id)
    .where(sql<boolean>`customer.id = any(${[...customerIds]}::uuid[])`)
    .where((eb) => inScope(eb, scope, owner))
    .orderBy('customer.id')
    .forUpdate(['customer'])
    .execute()
  return new Map((rows as Approachable[]).map((row) => [row.id, row]))
}

export interface PromotionRow {
  institutionId: string
  id: string
  customerId: string
  product: string
  channel: string
  words: string
  state: 'offered'
  offeredBy: string
  offeredOn: Day
  offeredAt: Date
}

const columns: Columns<PromotionRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  product: 'text',
  channel: 'text',
  words: 'text',
  state: 'text',
  offeredBy: 'uuid',
  offeredOn: 'date',
  offeredAt: 'timestamptz',
}

export function insertPromotions({ tx }: Place, rows: readonly PromotionRow[]): Promise<void> {
  return insertRows(tx, 'promotion', columns, rows)
}

/** An offer to a customer within reach, held until the transaction ends. */
export function lockPromotion({ tx, institution, scope }: Reader, id: string) {
  return tx
    .selectFrom('promotion')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'promotion.institutionId')
        .onRef('customer.id', '=', 'promotion.customerId'),
    )
    .select(['promotion.id', 'promotion.customerId', 'promotion.state', 'promotion.product'])
    .where('promotion.institutionId', '=', institution.id)
    .where('promotion.id', '=', id)
    .where((eb) => inScope(eb, scope, owner))
    .forUpdate(['promotion'])
    .executeTakeFirst()
}

export async function setResponse(
  { tx, institution, now }: Pick<StaffContext, 'tx' | 'institution' | 'now'>,
  id: string,
  { state, note }: { state: string; note: string },
): Promise<void> {
  await tx
    .updateTable('promotion')
    .set({ state, note, respondedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export interface PromotionFilter {
  customerId?: string | undefined
  product?: string | undefined
  state?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** Offers to customers within reach, the latest first. */
export function listPromotions({ tx, institution, scope }: Reader, filter: PromotionFilter) {
  const { customerId, product, state, cursor, limit } = filter
  let query = tx
    .selectFrom('promotion')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'promotion.institutionId')
        .onRef('customer.id', '=', 'promotion.customerId'),
    )
    .innerJoin('product', (join) =>
      join
        .onRef('product.institutionId', '=', 'promotion.institutionId')
        .onRef('product.code', '=', 'promotion.product'),
    )
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'promotion.institutionId')
        .onRef('staff.id', '=', 'promotion.offeredBy'),
    )
    .select([
      'promotion.id',
      'promotion.customerId',
      'customer.number as customerNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'promotion.product',
      'product.name as productName',
      'promotion.channel',
      'promotion.words',
      'promotion.offeredOn',
      'staff.name as offeredBy',
      'promotion.state',
      'promotion.respondedAt',
      'promotion.note',
    ])
    .where('promotion.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, owner))
    .orderBy('promotion.id', 'desc')
    .limit(limit)
  if (customerId !== undefined) query = query.where('promotion.customerId', '=', customerId)
  if (product !== undefined) query = query.where('promotion.product', '=', product)
  if (state !== undefined) query = query.where('promotion.state', '=', state)
  if (cursor !== undefined) query = query.where('promotion.id', '<', cursor)
  return query.execute()
}
