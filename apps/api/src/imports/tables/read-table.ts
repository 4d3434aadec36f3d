import { type CsvForm, type Delimiter, detectCsvForm, openCsv } from './csv-table.ts'
import type { Encoding, OpenBytes } from './encodings.ts'
import { FileTrouble } from './file-trouble.ts'
import { gunzipped } from './packed-bytes.ts'
import { readWorkbook } from './read-workbook.ts'
import type { Table } from './table.ts'

/** What the uploader says of a text file; the rest is found out. */
export interface AskedForm {
  encoding?: Encoding | undefined
  delimiter?: Delimiter | undefined
}

export interface OpenedTable extends Table {
  /** How a text file was read; null for a workbook. */
  form: CsvForm | null
}

async function readAll(open: OpenBytes): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of open()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function firstBytes(open: OpenBytes): Promise<string> {
  for await (const chunk of open()) return chunk.subarray(0, 8).toString('hex')
  return ''
}

/**
 * Opens a file of rows by what it is, whatever it is called: a workbook, or text with separators, packed
 * with gzip or not. `form` overrules what is found out about a text file.
 */
export async function openTable(open: OpenBytes, form: AskedForm = {}): Promise<OpenedTable> {
  const magic = await firstBytes(open)
  if (magic === '') throw new FileTrouble('file-is-empty')
  if (magic.startsWith('d0cf11e0')) throw new FileTrouble('old-excel-file')
  if (magic.startsWith('504b0304'))
    return { form: null, ...(await readWorkbook(await readAll(open))) }
  const bytes = magic.startsWith('1f8b') ? gunzipped(open) : open
  const found = await detectCsvForm(bytes)
  const taken = {
    encoding: form.encoding ?? found.encoding,
    delimiter: form.delimiter ?? found.delimiter,
  }
  return { form: taken, ...(await openCsv(bytes, taken)) }
}
