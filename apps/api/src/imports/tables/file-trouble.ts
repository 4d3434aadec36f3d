/** Why a whole file cannot be read; troubles of single rows are problems of those rows. */
export type FileTroubleReason =
  | 'file-is-empty'
  | 'header-missing'
  | 'header-twice'
  | 'encoding-unknown'
  | 'too-many-columns'
  | 'row-too-long'
  | 'file-too-large'
  | 'file-damaged'
  | 'file-encrypted'
  | 'old-excel-file'
  | 'archive-refused'
  | 'document-type-refused'
  | 'no-worksheet'

export class FileTrouble extends Error {
  override readonly name = 'FileTrouble'
  readonly reason: FileTroubleReason
  readonly detail: string

  constructor(reason: FileTroubleReason, detail = '', options?: ErrorOptions) {
    super(detail ? `${reason}: ${detail}` : reason, options)
    this.reason = reason
    this.detail = detail
  }
}
