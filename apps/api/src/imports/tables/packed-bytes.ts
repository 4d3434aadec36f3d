import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { OpenBytes } from './encodings.ts'
import { FileTrouble } from './file-trouble.ts'

const mostUnpacked = 1024 * 1024 * 1024
const highestRatio = 100
/** Below this a high ratio does no harm. */
const harmless = 16 * 1024 * 1024

/** The unpacked bytes of a gzip file; one that unpacks beyond all measure is refused on the way. */
export function gunzipped(open: OpenBytes): OpenBytes {
  return async function* () {
    let packed = 0
    let unpacked = 0
    async function* counted() {
      for await (const chunk of open()) {
        packed += chunk.length
        yield chunk
      }
    }
    const source = Readable.from(counted())
    const gunzip = createGunzip()
    source.on('error', (error) => gunzip.destroy(error))
    try {
      for await (const chunk of source.pipe(gunzip)) {
        const bytes: Buffer = chunk
        unpacked += bytes.length
        const isBomb = unpacked > harmless && unpacked > packed * highestRatio
        if (isBomb || unpacked > mostUnpacked) throw new FileTrouble('file-too-large')
        yield bytes
      }
    } catch (error) {
      const isDamaged =
        error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
      throw isDamaged ? new FileTrouble('file-damaged', '', { cause: error }) : error
    } finally {
      source.destroy()
      gunzip.destroy()
    }
  }
}
