import { createHash } from 'node:crypto'
import { Refused } from '@banyan/domain/refused'
import { fileTypeFromBuffer } from 'file-type'

export const largestFile = 10 * 1024 * 1024

/** What a document may be, by what its bytes say, and the endings its name may then have. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'image/tiff': ['tif', 'tiff'],
  'image/heic': ['heic'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
}

/** A file as it was sent. In a request's digest it stands for its own, not for ten megabytes. */
export class ReceivedFile {
  readonly name: string
  readonly bytes: Buffer
  readonly digest: Buffer

  constructor(name: string, bytes: Buffer) {
    this.name = name
    this.bytes = bytes
    this.digest = createHash('sha256').update(bytes).digest()
  }

  toJSON() {
    return { name: this.name, digest: this.digest.toString('hex') }
  }
}

/** A name without folders, controls, direction marks or characters that file systems refuse. */
export function cleanFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? ''
  const clean = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const [ending = ''] = /\.[^.]{1,8}$/.exec(clean) ?? []
  return [...clean.slice(0, clean.length - ending.length)].slice(0, 100).join('') + ending
}

/**
 * The media type, read from the bytes. Refused when the file is empty, larger than 10 MB, of a type that is
 * not taken, damaged so that it has none, or named as something else than it is.
 */
export async function mediaTypeOf({ name, bytes }: ReceivedFile): Promise<string> {
  if (bytes.length === 0) throw new Refused('file-is-empty')
  if (bytes.length > largestFile) throw new Refused('file-too-large')
  const sniffed = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const allowed = sniffed && endings[sniffed.mime]
  if (!allowed) throw new Refused('file-type-not-taken')
  const [, ending = ''] = /\.([^.]+)$/.exec(cleanFileName(name).toLowerCase()) ?? []
  if (!allowed.includes(ending)) throw new Refused('file-is-not-what-its-name-says')
  return sniffed.mime
}
