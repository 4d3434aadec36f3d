import { Worker } from 'node:worker_threads'
import { FileTrouble, type FileTroubleReason } from './file-trouble.ts'
import type { Table, TableRow } from './table.ts'
import { openArchive } from './workbook-archive.ts'
import { openWorkbook } from './workbook-table.ts'

/** What unpacks to less is read where it is; the rest in a thread whose memory has an end. */
const smallUnpacked = 2 * 1024 * 1024
const memoryMegabytes = 384

type Message =
  | { headers: string[] }
  | { rows: TableRow[] }
  | { done: true }
  | { reason: FileTroubleReason; detail: string }

/** Opens an XLSX file after its directory was found harmless. */
export async function readWorkbook(file: Buffer): Promise<Table> {
  const archive = await openArchive(file)
  const { unpackedSize } = archive
  archive.close()
  return unpackedSize <= smallUnpacked ? openWorkbook(file) : openInWorker(file)
}

async function openInWorker(file: Buffer): Promise<Table> {
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), {
    workerData: new Uint8Array(file),
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  })
  const first = await nextMessage(worker).catch(async (error: unknown) => {
    await worker.terminate()
    throw error
  })
  if (!('headers' in first)) throw new FileTrouble('file-damaged')
  return { headers: first.headers, rows: rowsOf(worker) }
}

async function* rowsOf(worker: Worker): AsyncGenerator<TableRow[]> {
  try {
    for (;;) {
      const answer = nextMessage(worker)
      worker.postMessage('next', [])
      const message = await answer
      if (!('rows' in message)) return
      yield message.rows
    }
  } finally {
    await worker.terminate()
  }
}

function nextMessage(worker: Worker): Promise<Message> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', taken)
      worker.off('error', failed)
    }
    const taken = (message: Message) => {
      settle()
      if ('reason' in message) reject(new FileTrouble(message.reason, message.detail))
      else resolve(message)
    }
    const failed = (error: Error & { code?: string }) => {
      settle()
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(isMemory ? new FileTrouble('file-too-large', '', { cause: error }) : error)
    }
    worker.on('message', taken)
    worker.on('error', failed)
  })
}
