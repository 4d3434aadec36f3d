import type { Day } from '@banyan/domain/calendar'
import type { ProductKind } from '@banyan/domain/products/product-kind'
import type { ProductNames, ProposalStatus } from '@banyan/domain/products/product-proposal'
import { ProductTerms } from '@banyan/domain/products/product-terms'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface ProposalRow {
  id: string
  product: string
  kind: 'new' | 'change' | 'withdrawal'
  status: ProposalStatus
  /** The newest version its maker saw; null for a new product. */
  basedOn: number | null
  terms: ProductTerms | null
  /** What it is to be called from then on; null: as before. */
  names: ProductNames | null
  validFrom: Day
  reason: string
  madeBy: string
  madeAt: Date
}

function proposals({ tx, institution }: Place) {
  return tx
    .selectFrom('productProposal')
    .select(['productProposal.id', 'productProposal.product', 'productProposal.kind'])
    .select(['productProposal.status', 'productProposal.basedOn', 'productProposal.terms'])
    .select(['productProposal.validFrom', 'productProposal.reason', 'productProposal.madeBy'])
    .select(['productProposal.madeAt', 'productProposal.name as newName'])
    .select('productProposal.nameEn as newNameEn')
    .where('productProposal.institutionId', '=', institution.id)
}

interface KeptProposal {
  kind: string
  status: string
  terms: unknown
  validFrom: string
  newName: string | null
  newNameEn: string | null
}

const asProposal = <Row extends KeptProposal>({ newName, newNameEn, ...row }: Row) => ({
  ...row,
  names: newName === null || newNameEn === null ? null : { name: newName, nameEn: newNameEn },
  kind: row.kind as ProposalRow['kind'],
  status: row.status as ProposalStatus,
  terms: row.terms === null ? null : ProductTerms.parse(row.terms),
  validFrom: row.validFrom as Day,
})

export async function lockProposal(place: Place, id: string): Promise<ProposalRow | undefined> {
  const row = await proposals(place)
    .where('productProposal.id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row && asProposal(row)
}

export interface ProposalFilter {
  product?: string | undefined
  status?: ProposalStatus | undefined
  after?: string | undefined
  limit: number
}

/** With their makers and what was decided, the newest first. */
export async function listProposals(place: Place, filter: ProposalFilter) {
  const { product, status, after, limit } = filter
  let query = proposals(place)
    .innerJoin('product', (join) =>
      join
        .onRef('product.institutionId', '=', 'productProposal.institutionId')
        .onRef('product.code', '=', 'productProposal.product'),
    )
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'productProposal.institutionId')
        .onRef('maker.id', '=', 'productProposal.madeBy'),
    )
    .leftJoin('productDecision', (join) =>
      join
        .onRef('productDecision.institutionId', '=', 'productProposal.institutionId')
        .onRef('productDecision.proposalId', '=', 'productProposal.id'),
    )
    .leftJoin('staff as checker', (join) =>
      join
        .onRef('checker.institutionId', '=', 'productDecision.institutionId')
        .onRef('checker.id', '=', 'productDecision.checkerId'),
    )
    .leftJoin('productVersion', (join) =>
      join
        .onRef('productVersion.institutionId', '=', 'productProposal.institutionId')
        .onRef('productVersion.proposalId', '=', 'productProposal.id'),
    )
    .select(['product.name', 'product.nameEn', 'product.kind as productKind'])
    .select(['maker.name as maker', 'checker.name as checker'])
    .select(['productDecision.note', 'productDecision.decidedAt'])
    .select('productVersion.number as version')
    .orderBy('productProposal.id', 'desc')
    .limit(limit)
  if (product !== undefined) query = query.where('productProposal.product', '=', product)
  if (status !== undefined) query = query.where('productProposal.status', '=', status)
  if (after !== undefined) query = query.where('productProposal.id', '<', after)
  const rows = await query.execute()
  return rows.map((row) => ({
    ...asProposal(row),
    productKind: row.productKind as ProductKind | null,
  }))
}

export async function isProposalWaiting(
  { tx, institution }: Place,
  product: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('productProposal')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('product', '=', product)
    .where('status', '=', 'waiting')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertProposal(
  { tx, institution, staff, now }: StaffContext,
  { terms, names, ...row }: Omit<ProposalRow, 'status' | 'madeBy' | 'madeAt'>,
): Promise<void> {
  await tx
    .insertInto('productProposal')
    .values({
      institutionId: institution.id,
      ...row,
      ...names,
      terms: terms === null ? null : JSON.stringify(terms),
      status: 'waiting',
      madeBy: staff.id,
      madeAt: now(),
    })
    .execute()
}

export async function setProposalStatus(
  { tx, institution }: Place,
  id: string,
  status: ProposalStatus,
): Promise<void> {
  await tx
    .updateTable('productProposal')
    .set({ status })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export async function insertProductDecision(
  { tx, institution, staff, now }: StaffContext,
  row: { proposalId: string; makerId: string; outcome: 'approved' | 'refused'; note: string },
): Promise<void> {
  await tx
    .insertInto('productDecision')
    .values({ institutionId: institution.id, ...row, checkerId: staff.id, decidedAt: now() })
    .execute()
}
