import type { DocumentKind } from '@banyan/domain/documents/document-kinds'

export interface Upload {
  readonly file: File
  readonly customerId: string
  readonly kind: DocumentKind
  readonly applicationId?: string | undefined
}

/** What the server takes: the endings it knows, and files up to so many bytes. */
export const takenFiles = {
  accept: '.pdf,.png,.jpg,.jpeg,.webp,.tif,.tiff,.heic,.docx,.xlsx',
  largest: 10 * 1024 * 1024,
} as const

/** What the server said of an upload it did not take; read by `failureOf`. */
class UploadFailed extends Error {
  override readonly name = 'UploadFailed'
  readonly data: unknown

  constructor(data: unknown) {
    super('the upload was not taken')
    this.data = data
  }
}

/** Sends a file with its progress from 0 to 1; a request that fetch cannot watch. */
export function uploadDocument(
  { file, customerId, kind, applicationId }: Upload,
  idempotencyKey: string,
  onProgress: (share: number) => void,
): Promise<{ id: string }> {
  const body = new FormData()
  body.set('customerId', customerId)
  body.set('kind', kind)
  if (applicationId) body.set('applicationId', applicationId)
  body.set('file', file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/documents')
    request.setRequestHeader('x-banyan', '1')
    request.setRequestHeader('idempotency-key', idempotencyKey)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('load', () => {
      if (request.status === 200) resolve(request.response)
      else if (request.status === 413) {
        reject(new UploadFailed({ code: 'PAYLOAD_TOO_LARGE', reason: 'file-too-large' }))
      } else reject(new UploadFailed(request.response))
    })
    request.addEventListener('error', () => reject(new UploadFailed(null)))
    request.send(body)
  })
}
