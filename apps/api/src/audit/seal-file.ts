import { createHmac, timingSafeEqual } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'

export interface SealLine {
  number: number
  leaves: number
  root: string
  chain: string
  at: string
}

/** Seals as they are kept outside the database, one signed line each. */
export class SealFile {
  readonly #folder: string
  readonly #key: Buffer

  constructor(folder: string, key: Buffer) {
    this.#folder = folder
    this.#key = createHmac('sha256', key).update('banyan seal file').digest()
  }

  #path(institutionId: string): string {
    return path.join(this.#folder, `${institutionId}.seals`)
  }

  #signature(institutionId: string, text: string): string {
    return createHmac('sha256', this.#key).update(`${institutionId}|${text}`).digest('hex')
  }

  async append(institutionId: string, line: SealLine): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const text = JSON.stringify(line)
    const signed = `${this.#signature(institutionId, text)} ${text}\n`
    await appendFile(this.#path(institutionId), signed, { mode: 0o600 })
  }

  /** Every line, or the number of the first line whose signature does not hold. */
  async read(institutionId: string): Promise<{ lines: SealLine[]; forgedLine: number | null }> {
    const text = await readFile(this.#path(institutionId), 'utf8').catch(() => '')
    const lines: SealLine[] = []
    for (const [index, signed] of text.split('\n').entries()) {
      if (signed === '') continue
      const body = signed.slice(65)
      const expected = Buffer.from(this.#signature(institutionId, body))
      const given = Buffer.from(signed.slice(0, 64))
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        return { lines, forgedLine: index + 1 }
      }
      lines.push(JSON.parse(body) as SealLine)
    }
    return { lines, forgedLine: null }
  }
}
