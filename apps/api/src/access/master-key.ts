import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The master key from its file; made there, readable by its owner alone, where `mayMake` allows. */
export function readMasterKey(file: string, mayMake: boolean): Buffer {
  if (!existsSync(file)) {
    if (!mayMake)
      throw new Error(`no key at ${file}: set BANYAN_KEY_FILE to the institution's key file`)
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
  }
  const text = readFileSync(file, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${file} does not hold a key of 64 hex digits`)
  return Buffer.from(text, 'hex')
}
