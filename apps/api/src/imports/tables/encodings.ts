import { FileTrouble } from './file-trouble.ts'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const
export type Encoding = (typeof encodings)[number]

/** The bytes of a file, which may be read more than once. */
export type OpenBytes = () => AsyncIterable<Buffer>

const sampleSize = 64 * 1024

async function isWholly(encoding: Encoding, open: OpenBytes): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of open()) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** What the first bytes give away: a byte order mark, or the zero bytes that only UTF-16 has. */
function signOf(sample: Buffer): Encoding | null {
  const mark = sample.subarray(0, 3).toString('hex')
  if (mark === 'efbbbf') return 'utf-8'
  if (mark.startsWith('fffe')) return 'utf-16le'
  if (mark.startsWith('feff')) return 'utf-16be'
  let [even, odd] = [0, 0]
  for (let place = 0; place < sample.length; place++) {
    if (sample[place] !== 0) continue
    if (place % 2 === 0) even++
    else odd++
  }
  if (even === 0 && odd === 0) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}

async function readSample(open: OpenBytes): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of open()) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= sampleSize) break
  }
  return Buffer.concat(chunks).subarray(0, sampleSize)
}

/**
 * The encoding in which the whole file is text: by its mark, as strict UTF-8, or as GB18030, which
 * holds GBK and GB2312. A file that is none of them is refused, never guessed at.
 */
export async function detectEncoding(open: OpenBytes): Promise<Encoding> {
  const sample = await readSample(open)
  if (sample.length === 0) throw new FileTrouble('file-is-empty')
  const sign = signOf(sample)
  const candidates: Encoding[] = sign ? [sign] : ['utf-8', 'gb18030']
  for (const encoding of candidates) if (await isWholly(encoding, open)) return encoding
  throw new FileTrouble('encoding-unknown')
}

export async function* decoded(encoding: Encoding, open: OpenBytes): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of open()) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) throw new FileTrouble('encoding-unknown', '', { cause: error })
    throw error
  }
}
