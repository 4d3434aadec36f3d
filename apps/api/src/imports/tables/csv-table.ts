import { CsvError, parse } from 'csv-parse'
import { decoded, detectEncoding, type Encoding, type OpenBytes } from './encodings.ts'
import { FileTrouble } from './file-trouble.ts'
import { fitted, isBlank, readHeaders, type Table, type TableRow } from './table.ts'

export const delimiters = [',', ';', '\t'] as const
export type Delimiter = (typeof delimiters)[number]

export interface CsvForm {
  encoding: Encoding
  delimiter: Delimiter
}

const rowsAtOnce = 1000
const longestRow = 1024 * 1024

/** The delimiter that parts the header line most often, outside quotes; a comma when none does. */
export function detectDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>()
  let isQuoted = false
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (/[\r\n]/.test(character)) {
      if (counts.size > 0) break
    } else if (delimiters.some((one) => one === character)) {
      counts.set(character, (counts.get(character) ?? 0) + 1)
    }
  }
  const [best] = delimiters.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
  return best ?? ','
}

export async function detectCsvForm(open: OpenBytes): Promise<CsvForm> {
  const encoding = await detectEncoding(open)
  let start = ''
  for await (const text of decoded(encoding, open)) {
    start += text
    if (start.length > 64 * 1024) break
  }
  return { encoding, delimiter: detectDelimiter(start) }
}

/** Opens a text table: every line counts as the spreadsheet counts it, blank ones included. */
export async function openCsv(open: OpenBytes, form: CsvForm): Promise<Table> {
  const records = readRecords(open, form)
  const first = await records.next()
  const line = first.done ? undefined : first.value
  const head = line?.shift()
  if (line === undefined || head === undefined || isBlank(head.cells)) {
    await records.return(undefined)
    throw new FileTrouble('header-missing')
  }
  const headers = readHeaders(head.cells)
  return { headers, rows: bodyOf(line, records, headers.length) }
}

async function* bodyOf(
  first: TableRow[],
  rest: AsyncIterable<TableRow[]>,
  width: number,
): AsyncGenerator<TableRow[]> {
  const fit = (rows: TableRow[]) =>
    rows
      .filter(({ cells, trouble }) => trouble !== undefined || !isBlank(cells))
      .map((row) => fitted(row, width))
  yield fit(first)
  for await (const rows of rest) yield fit(rows)
}

async function* readRecords(open: OpenBytes, form: CsvForm): AsyncGenerator<TableRow[], void> {
  let rows: TableRow[] = []
  let rowNumber = 0
  const parser = parse({
    delimiter: form.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: longestRow,
    // Taken here rather than off the stream, which loses what it holds when a later row is broken.
    on_record: (cells: string[]) => {
      rows.push({ rowNumber: ++rowNumber, cells })
      return null
    },
  })
  parser.on('error', () => undefined)
  parser.resume()
  try {
    for await (const text of decoded(form.encoding, open)) {
      await settled((done) => parser.write(text, done))
      if (rows.length < rowsAtOnce) continue
      yield rows
      rows = []
    }
    await settled((done) => parser.end(done))
  } catch (error) {
    rows.push(rowAfter(error, rowNumber))
  } finally {
    parser.destroy()
  }
  yield rows
}

function settled(act: (done: (error?: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    act((error) => (error ? reject(error) : resolve()))
  })
}

/** A quote that is never closed takes the rest of the file into its row, which is reported. */
function rowAfter(error: unknown, rowNumber: number): TableRow {
  if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return { rowNumber: rowNumber + 1, cells: [], trouble: 'quote-not-closed' }
  }
  if (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE') {
    throw new FileTrouble('row-too-long', String(rowNumber + 1), { cause: error })
  }
  throw error
}
