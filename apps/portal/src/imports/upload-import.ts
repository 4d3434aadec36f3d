import type { ImportKind } from '@banyan/domain/imports/file-kinds'

export interface ImportUpload {
  readonly file: File
  readonly kind: ImportKind
}

/** What the server said of a file it did not take; read by `failureOf`. */
class ImportRefused extends Error {
  override readonly name = 'ImportRefused'
  readonly data: unknown

  constructor(data: unknown) {
    super('the file was not taken')
    this.data = data
  }
}

/** Sends a file with its progress from 0 to 1; a request that fetch cannot watch. */
export function uploadImport(
  { file, kind }: ImportUpload,
  idempotencyKey: string,
  onProgress: (share: number) => void,
): Promise<{ id: string }> {
  const body = new FormData()
  body.set('kind', kind)
  body.set('file', file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/imports')
    request.setRequestHeader('x-banyan', '1')
    request.setRequestHeader('idempotency-key', idempotencyKey)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('load', () => {
      if (request.status === 200) resolve(request.response)
      else if (request.status === 413) {
        reject(new ImportRefused({ code: 'PAYLOAD_TOO_LARGE', reason: 'file-too-large' }))
      } else reject(new ImportRefused(request.response))
    })
    request.addEventListener('error', () => reject(new ImportRefused(null)))
    request.send(body)
  })
}
