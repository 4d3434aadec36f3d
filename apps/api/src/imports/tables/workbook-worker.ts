import { parentPort, workerData } from 'node:worker_threads'
import { FileTrouble } from './file-trouble.ts'
import { openWorkbook } from './workbook-table.ts'

/** Reads a workbook beside the server's thread, one portion of rows for each one asked for. */
async function answer(): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('this file runs as a worker')
  const file: Uint8Array = workerData
  const asked = () => new Promise((resolve) => port.once('message', resolve))
  try {
    const { headers, rows } = await openWorkbook(Buffer.from(file))
    port.postMessage({ headers })
    await asked()
    for await (const portion of rows) {
      port.postMessage({ rows: portion })
      await asked()
    }
    port.postMessage({ done: true })
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error
    port.postMessage({ reason: error.reason, detail: error.detail })
  }
}

await answer()
