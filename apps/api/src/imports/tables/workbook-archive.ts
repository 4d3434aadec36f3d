import type { Readable } from 'node:stream'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { FileTrouble } from './file-trouble.ts'

const mostEntries = 2000
const mostUnpacked = 200 * 1024 * 1024
const highestRatio = 100
/** Below this a high ratio does no harm. */
const harmless = 1024 * 1024

/** The parts of an XLSX file, after its directory was found harmless and before anything is unpacked. */
export class WorkbookArchive {
  readonly unpackedSize: number
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>
  #measured = 0

  constructor(zip: ZipFile, entries: readonly Entry[]) {
    this.#zip = zip
    this.#entries = new Map(entries.map((entry) => [entry.fileName, entry]))
    this.unpackedSize = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /** The text of a part, piece by piece, measured against what the directory may have lied about. */
  async *read(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(name)
    if (!entry) throw new FileTrouble('file-damaged', name)
    const decoder = new TextDecoder('utf-8', { fatal: true })
    try {
      const stream: Readable = await this.#zip.openReadStreamPromise(entry)
      for await (const chunk of stream) {
        const bytes: Buffer = chunk
        this.#measured += bytes.length
        if (this.#measured > mostUnpacked) throw new FileTrouble('file-too-large')
        yield decoder.decode(bytes, { stream: true })
      }
      yield decoder.decode()
    } catch (error) {
      if (error instanceof FileTrouble) throw error
      throw new FileTrouble('file-damaged', name, { cause: error })
    }
  }

  close(): void {
    this.#zip.close()
  }
}

export async function openArchive(file: Buffer): Promise<WorkbookArchive> {
  const zip = await fromBufferPromise(file, { lazyEntries: true, autoClose: false }).catch(
    (error: unknown) => {
      throw new FileTrouble('file-damaged', '', { cause: error })
    },
  )
  if (zip.entryCount > mostEntries) throw new FileTrouble('archive-refused', 'entries')
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry)
      if (entries.length > mostEntries) throw new FileTrouble('archive-refused', 'entries')
    }
  } catch (error) {
    if (error instanceof FileTrouble) throw error
    throw new FileTrouble('file-damaged', '', { cause: error })
  }
  refuseHarmful(entries)
  return new WorkbookArchive(zip, entries)
}

function refuseHarmful(entries: readonly Entry[]): void {
  if (entries.some((entry) => entry.isEncrypted())) throw new FileTrouble('file-encrypted')
  let unpacked = 0
  for (const { uncompressedSize, compressedSize } of entries) {
    unpacked += uncompressedSize
    if (uncompressedSize > harmless && uncompressedSize > compressedSize * highestRatio) {
      throw new FileTrouble('archive-refused', 'ratio')
    }
  }
  if (unpacked > mostUnpacked) throw new FileTrouble('file-too-large')
  const inOrder = entries.toSorted(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  )
  let end = 0
  for (const { relativeOffsetOfLocalHeader: start, compressedSize, fileName } of inOrder) {
    if (start < end) throw new FileTrouble('archive-refused', 'overlap')
    end = start + 30 + Buffer.byteLength(fileName) + compressedSize
  }
}
