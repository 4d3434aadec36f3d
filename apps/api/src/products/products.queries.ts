import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { ProductKind } from '@banyan/domain/products/product-kind'
import { ProductTerms } from '@banyan/domain/products/product-terms'
import {
  type OfferedProduct,
  offerOn,
  type ProductIdentity,
  type ProductVersion,
} from '@banyan/domain/products/product-version'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import type { StartingProduct } from './default-products.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

const termsOf = (terms: unknown): ProductTerms | null =>
  terms === null ? null : ProductTerms.parse(terms)

export async function listIdentities(tx: Tx, institutionId: string): Promise<ProductIdentity[]> {
  const rows = await tx
    .selectFrom('product')
    .select(['code', 'name', 'nameEn', 'kind', 'isConsumer'])
    .where('institutionId', '=', institutionId)
    .orderBy('code')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as ProductKind | null }))
}

/** What each product is with the version that is in force on the day; null where it has none yet. */
async function listStanding({ tx, institution }: Place, on: Day, code: string | null) {
  const { rows } = await sql<
    Omit<ProductIdentity, 'kind'> & {
      kind: ProductKind | null
      number: number | null
      validFrom: Day
      terms: unknown
    }
  >`
    select p.code, p.name, p.name_en as "nameEn", p.kind, p.is_consumer as "isConsumer",
      v.number, v.valid_from as "validFrom", v.terms
    from product p
    left join lateral (
      select number, valid_from, terms from product_version
      where institution_id = ${institution.id} and product = p.code and valid_from <= ${on}
      order by valid_from desc, number desc limit 1
    ) v on true
    where p.institution_id = ${institution.id} and (${code}::text is null or p.code = ${code})
    order by p.code`.execute(tx)
  return rows.map(({ number, validFrom, terms, ...identity }) => ({
    identity,
    version: number === null ? null : { number, validFrom, terms: termsOf(terms) },
  }))
}

/** What the institution offers on a day; the loans of other systems are not on offer. */
export async function listOffers(place: Place, on: Day): Promise<OfferedProduct[]> {
  const standing = await listStanding(place, on, null)
  return standing.flatMap(({ identity, version }) => {
    const offer = version && offerOn(identity, [version], on)
    return offer ? [offer] : []
  })
}

/** The offer of one product on a day, or undefined. */
export async function findOffer(
  place: Place,
  code: string,
  on: Day,
): Promise<OfferedProduct | undefined> {
  const [one] = await listStanding(place, on, code)
  return (one?.version && offerOn(one.identity, [one.version], on)) ?? undefined
}

export interface VersionRow extends ProductVersion {
  product: string
  proposalId: string | null
  madeAt: Date
  /** What the product is called from its day on; null: as before, or not told in an early first version. */
  name: string | null
  nameEn: string | null
}

/** Every version of a product, or of all, the newest first. */
export async function listVersions(
  { tx, institution }: Place,
  product: string | null,
): Promise<VersionRow[]> {
  let query = tx
    .selectFrom('productVersion')
    .select(['product', 'number', 'validFrom', 'terms', 'proposalId', 'madeAt', 'name', 'nameEn'])
    .where('institutionId', '=', institution.id)
    .orderBy('product')
    .orderBy('number', 'desc')
  if (product !== null) query = query.where('product', '=', product)
  const rows = await query.execute()
  return rows.map((row) => ({
    ...row,
    validFrom: row.validFrom as Day,
    terms: termsOf(row.terms),
  }))
}

/** Holds the product, so that its versions are numbered one after the other. */
export function lockProduct({ tx, institution }: Place, code: string) {
  return tx
    .selectFrom('product')
    .select(['code', 'name', 'nameEn', 'kind', 'isConsumer'])
    .where('institutionId', '=', institution.id)
    .where('code', '=', code)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** False when the institution has a product of this code already. */
export async function insertProduct(
  { tx, institution }: Place,
  identity: ProductIdentity,
): Promise<boolean> {
  const row = await tx
    .insertInto('product')
    .values({ institutionId: institution.id, ...identity })
    .onConflict((conflict) => conflict.columns(['institutionId', 'code']).doNothing())
    .returning('code')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertVersion(
  { tx, institution }: Place,
  { terms, ...row }: VersionRow,
): Promise<void> {
  await tx
    .insertInto('productVersion')
    .values({
      institutionId: institution.id,
      ...row,
      terms: terms === null ? null : JSON.stringify(terms),
    })
    .execute()
}

/** The names that versions bring with a day, of one product or of all. */
export async function takeNames(
  { tx, institution }: Place,
  on: Day,
  product: string | null = null,
): Promise<void> {
  await sql`
    update product p set name = v.name, name_en = v.name_en from product_version v
    where p.institution_id = ${institution.id} and v.institution_id = p.institution_id and v.product = p.code
      and v.valid_from = ${on} and v.name is not null
      and (${product}::text is null or p.code = ${product})
      and not exists (select 1 from product_version later
        where later.institution_id = v.institution_id and later.product = v.product
          and later.valid_from = v.valid_from and later.number > v.number and later.name is not null)`.execute(
    tx,
  )
}

/** What a new institution starts with, each as the first version from a day on. */
export async function insertStartingProducts(
  tx: Tx,
  institutionId: string,
  products: readonly StartingProduct[],
  { validFrom, madeAt }: { validFrom: Day; madeAt: Date },
): Promise<void> {
  const identities = products.map(({ code, name, nameEn, kind, isConsumer }) => ({
    institutionId,
    code,
    name,
    nameEn,
    kind,
    isConsumer,
  }))
  await tx.insertInto('product').values(identities).execute()
  const versions = products.flatMap(({ code, name, nameEn, terms }) =>
    terms === null
      ? []
      : [
          {
            institutionId,
            product: code,
            number: 1,
            validFrom,
            terms: JSON.stringify(terms),
            proposalId: null,
            madeAt,
            name,
            nameEn,
          },
        ],
  )
  await tx.insertInto('productVersion').values(versions).execute()
}
