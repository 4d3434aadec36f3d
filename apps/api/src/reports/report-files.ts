import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { ReportFile } from './report-table.ts'

export const fileFormats = ['xlsx', 'csv', 'pdf'] as const
export type FileFormat = (typeof fileFormats)[number]

export const fileTypes: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
}

export interface WrittenFile {
  format: FileFormat
  bytes: Uint8Array<ArrayBuffer>
  sha256: string
  /** Rows of figures in the file: of the grid, or of the cells in CSV. */
  rows: number
}

/** Named for what it holds; the same report gives the same name and the same bytes. */
export function fileName({ figures, version }: ReportFile, format: FileFormat): string {
  const { code, asOf, institution } = figures
  return `${code}-${institution.code}-${asOf}-v${version}.${format}`
}

/** Writes files beside the server's thread. */
export async function writeFiles(
  file: ReportFile,
  formats: readonly FileFormat[],
): Promise<WrittenFile[]> {
  const worker = new Worker(new URL('./report-files-worker.ts', import.meta.url), {
    workerData: { file, formats },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  try {
    const written = await new Promise<Omit<WrittenFile, 'sha256'>[]>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the writer of report files stopped')))
    })
    return written.map((each) => ({
      ...each,
      sha256: createHash('sha256').update(each.bytes).digest('hex'),
    }))
  } finally {
    await worker.terminate()
  }
}
