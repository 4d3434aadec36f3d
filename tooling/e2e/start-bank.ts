import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startBank } from './bank.ts'

/**
 * Before the first journey: a bank of its own. BANYAN_E2E_FOLDER keeps one between runs; with
 * BANYAN_E2E_URL beside it, a server that already runs from that folder is used.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const kept = process.env['BANYAN_E2E_FOLDER']
  if (kept && process.env['BANYAN_E2E_URL']) return async () => undefined
  const folder = kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-journeys-'))
  const bank = await startBank(folder)
  process.env['BANYAN_E2E_FOLDER'] = folder
  process.env['BANYAN_E2E_URL'] = bank.url
  return async () => {
    await bank.stop()
    if (kept === undefined) fs.rmSync(folder, { recursive: true, force: true })
  }
}
