import type { DocumentKind } from '@banyan/domain/documents/document-kinds'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>
type Changing = Pick<StaffContext, 'tx' | 'institution' | 'now'>

export interface NewDocumentRow {
  institutionId: string
  id: string
  customerId: string
  applicationId: string | null
  kind: DocumentKind
  fileName: string
  mediaType: string
  size: number
  digest: Buffer
  createdBy: string
  createdAt: Date
}

/** The document, and its encrypted content beside it. */
export async function insertDocument(
  { tx }: Pick<StaffContext, 'tx'>,
  row: NewDocumentRow,
  content: Buffer,
): Promise<void> {
  await tx.insertInto('document').values(row).execute()
  const { institutionId, id: documentId } = row
  await tx.insertInto('documentContent').values({ institutionId, documentId, content }).execute()
}

/** Whether the application is this customer's. */
export async function isApplicationOf(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  applicationId: string,
  customerId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('application')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('id', '=', applicationId)
    .where('customerId', '=', customerId)
    .executeTakeFirst()
  return row !== undefined
}

function documentsInScope({ tx, institution, scope }: Reader) {
  return tx
    .selectFrom('document')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'document.institutionId')
        .onRef('customer.id', '=', 'document.customerId'),
    )
    .where('document.institutionId', '=', institution.id)
    .where('document.removedAt', 'is', null)
    .where((eb) =>
      inScope(eb, scope, { branch: 'customer.branchId', officer: 'customer.officerId' }),
    )
}

export function findDocument(reader: Reader, id: string) {
  return documentsInScope(reader)
    .innerJoin('documentContent as content', (join) =>
      join
        .onRef('content.institutionId', '=', 'document.institutionId')
        .onRef('content.documentId', '=', 'document.id'),
    )
    .select([
      'document.id',
      'document.customerId',
      'document.kind',
      'document.fileName',
      'document.mediaType',
      'content.content',
    ])
    .where('document.id', '=', id)
    .executeTakeFirst()
}

export function findDocumentPlace(reader: Reader, id: string) {
  return documentsInScope(reader)
    .select(['document.id', 'document.customerId', 'document.kind'])
    .where('document.id', '=', id)
    .executeTakeFirst()
}

export interface DocumentFilter {
  customerId?: string | undefined
  applicationId?: string | undefined
  kind?: DocumentKind | undefined
  /** Part of the file name. */
  text?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** Documents the caller may see, the latest first; ids are in the order of time. */
export function listDocuments(reader: Reader, filter: DocumentFilter) {
  const { customerId, applicationId, kind, text, cursor, limit } = filter
  let query = documentsInScope(reader)
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'document.institutionId')
        .onRef('staff.id', '=', 'document.createdBy'),
    )
    .select([
      'document.id',
      'document.customerId',
      'document.applicationId',
      'document.kind',
      'document.fileName',
      'document.mediaType',
      'document.size',
      'document.createdAt',
      'staff.name as createdBy',
    ])
    .orderBy('document.id', 'desc')
    .limit(limit)
  if (customerId) query = query.where('document.customerId', '=', customerId)
  if (applicationId) query = query.where('document.applicationId', '=', applicationId)
  if (kind) query = query.where('document.kind', '=', kind)
  if (text)
    query = query.where('document.fileName', 'ilike', `%${text.replace(/[\\%_]/g, '\\$&')}%`)
  if (cursor) query = query.where('document.id', '<', cursor)
  return query.execute()
}

/** Marked, never deleted; undefined when it had been removed already. */
export function markRemoved({ tx, institution, now }: Changing, id: string) {
  return tx
    .updateTable('document')
    .set({ removedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
}
