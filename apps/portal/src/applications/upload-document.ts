import type { DocumentKind } from '@banyan/domain/documents/document-kinds'

interface NewDocument {
  readonly customerId: string
  readonly applicationId: string
  readonly kind: DocumentKind
  readonly file: File
}

/** Files a document with an application; true when it was kept. */
export async function uploadDocument(
  { customerId, applicationId, kind, file }: NewDocument,
  idempotencyKey: string,
): Promise<boolean> {
  const body = new FormData()
  body.set('customerId', customerId)
  body.set('applicationId', applicationId)
  body.set('kind', kind)
  body.set('file', file)
  const headers = { 'x-banyan': '1', 'idempotency-key': idempotencyKey }
  const response = await fetch('/api/documents', { method: 'POST', headers, body }).catch(
    () => null,
  )
  return response?.ok ?? false
}
