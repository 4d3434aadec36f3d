import { createHash } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import type { ImportKind } from '@banyan/domain/imports/file-kinds'
import { Refused } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type BatchPlace, findFilePart, insertBatch, insertFilePart } from './batches.queries.ts'
import type { ImportPlan, LookupTables } from './import-plan.ts'

const partSize = 1024 * 1024
const mostBytes = 256 * partSize
/** The part under which the tables of a mapping's lookups are kept. */
const lookupPart = -1

export interface NewUpload {
  kind: ImportKind
  fileName: string
  source: string
  content: AsyncIterable<Buffer> | Iterable<Buffer>
  plan: ImportPlan
}

const placeOf = (batchId: string, part: number) => `${batchId}|${part}`

/** Keeps a file, encrypted in parts, as a batch that nobody carries out yet. */
export async function uploadFile(context: StaffContext, upload: NewUpload): Promise<BatchPlace> {
  const { tx, institution, staff, now, keys } = context
  const batchId = uuidv7()
  const place = { institutionId: institution.id, batchId }
  const hash = createHash('sha256')
  const parts: Buffer[] = []
  let size = 0
  for await (const part of inParts(upload.content)) {
    size += part.length
    if (size > mostBytes) throw new Refused('file-too-large')
    hash.update(part)
    parts.push(keys.sealBytes('import_file', placeOf(batchId, parts.length), part))
  }
  if (size === 0) throw new Refused('file-is-empty')
  const fileDigest = hash.digest()
  await insertBatch(tx, {
    institutionId: institution.id,
    id: batchId,
    kind: upload.kind,
    source: upload.source,
    fileName: upload.fileName.slice(-200),
    fileDigest,
    fileSize: size,
    mapping: JSON.stringify(upload.plan),
    isDryRun: false,
    status: 'uploaded',
    madeBy: staff.id,
    madeAt: now(),
  })
  for (const [part, content] of parts.entries()) {
    await insertFilePart(tx, { ...place, part, content, keyVersion: keys.version })
  }
  const detail = { kind: upload.kind, size, sha256: fileDigest.toString('hex') }
  await recordAudit(context, { entity: 'import', id: batchId, action: 'uploaded', detail })
  return place
}

async function* inParts(content: NewUpload['content']): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const chunk of content) {
    waiting.push(chunk)
    size += chunk.length
    if (size < partSize) continue
    const whole = Buffer.concat(waiting)
    const end = whole.length - (whole.length % partSize)
    for (let at = 0; at < end; at += partSize) yield whole.subarray(at, at + partSize)
    waiting = [whole.subarray(end)]
    size = whole.length - end
  }
  if (size > 0) yield Buffer.concat(waiting)
}

export async function keepLookups(
  { tx, keys }: Pick<StaffContext, 'tx' | 'keys'>,
  place: BatchPlace,
  lookups: LookupTables,
): Promise<void> {
  if (Object.keys(lookups).length === 0) return
  const entries = Object.entries(lookups).map(([name, table]) => [name, [...table]])
  const plain = Buffer.from(JSON.stringify(entries))
  const content = keys.sealBytes('import_file', placeOf(place.batchId, lookupPart), plain)
  await insertFilePart(tx, { ...place, part: lookupPart, content, keyVersion: keys.version })
}

type Reader = Pick<StaffContext, 'tx' | 'keys'>

export async function readLookups({ tx, keys }: Reader, place: BatchPlace): Promise<LookupTables> {
  const kept = await findFilePart(tx, place, lookupPart)
  if (!kept) return {}
  const plain = keys.openBytes('import_file', placeOf(place.batchId, lookupPart), kept.content)
  const entries: [string, [string, string][]][] = JSON.parse(plain.toString('utf8'))
  return Object.fromEntries(entries.map(([name, pairs]) => [name, new Map(pairs)]))
}

/** One part of the file as it was uploaded, or null after the last. */
export async function readFilePart(
  { tx, keys }: Reader,
  place: BatchPlace,
  part: number,
): Promise<Buffer | null> {
  const kept = await findFilePart(tx, place, part)
  return kept ? keys.openBytes('import_file', placeOf(place.batchId, part), kept.content) : null
}

/** The bytes of a kept file, part after part, as often as they are asked for. */
export function storedBytes(read: (part: number) => Promise<Buffer | null>) {
  return async function* (): AsyncGenerator<Buffer> {
    for (let part = 0; ; part++) {
      const bytes = await read(part)
      if (bytes === null) return
      yield bytes
    }
  }
}
