import { parentPort, workerData } from 'node:worker_threads'
import type { FileFormat } from './report-files.ts'
import { cellHeadings, cellLines, printedReport, type ReportFile } from './report-table.ts'
import { writeCsv } from './write-csv.ts'
import { writePdf } from './write-pdf.ts'
import { writeXlsx } from './write-xlsx.ts'

const { file, formats }: { file: ReportFile; formats: FileFormat[] } = workerData

async function write(format: FileFormat): Promise<{ bytes: Uint8Array; rows: number }> {
  const rows = printedReport(file).rows.length
  if (format === 'xlsx') return { bytes: await writeXlsx(file), rows }
  if (format === 'pdf') return { bytes: await writePdf(file), rows }
  const lines = cellLines(file).map((line) => [
    line.id,
    line.row,
    line.rowName,
    line.column,
    line.columnName,
    line.unit,
    line.printed === '' ? null : { plain: line.printed },
    line.exact,
  ])
  return { bytes: writeCsv(cellHeadings, lines), rows: lines.length }
}

const port = parentPort
if (!port) throw new Error('this file runs as a worker')
const written = []
for (const format of formats) written.push({ format, ...(await write(format)) })
port.postMessage(written)
