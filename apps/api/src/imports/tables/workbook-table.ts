import { cellText, columnOf } from './cell-text.ts'
import { FileTrouble } from './file-trouble.ts'
import { fitted, isBlank, mostColumns, readHeaders, type Table, type TableRow } from './table.ts'
import { openArchive, type WorkbookArchive } from './workbook-archive.ts'
import {
  type Element,
  findFirstSheet,
  type NumberStyle,
  parsePart,
  readSharedStrings,
  readStyles,
} from './workbook-parts.ts'

const rowsAtOnce = 1000
const longestCell = 32_767 * 2

interface SheetWords {
  strings: string[]
  styles: NumberStyle[]
  countsFrom1904: boolean
}

/** Gathers rows out of the events of a worksheet's XML. */
class SheetReading {
  rows: TableRow[] = []
  readonly #words: SheetWords
  #rowNumber = 0
  #cells: string[] = []
  #trouble: TableRow['trouble']
  #column = -1
  #type = 'n'
  #style: NumberStyle = 'plain'
  #value = ''
  #isValue = false
  #hasFormula = false

  constructor(words: SheetWords) {
    this.#words = words
  }

  open({ name, attributes }: Element): void {
    if (name === 'row') this.#openRow(attributes)
    else if (name === 'c') this.#openCell(attributes)
    else if (name === 'f') this.#hasFormula = true
    this.#isValue = name === 'v' || name === 't'
  }

  text(text: string): void {
    if (!this.#isValue) return
    this.#value += text
    if (this.#value.length > longestCell)
      throw new FileTrouble('row-too-long', `${this.#rowNumber}`)
  }

  close(name: string): void {
    this.#isValue = false
    if (name === 'c') this.#closeCell()
    if (name === 'row') this.#closeRow()
  }

  #openRow(attributes: Record<string, string>): void {
    this.#rowNumber = Number(attributes.r ?? this.#rowNumber + 1)
    this.#cells = []
    this.#trouble = undefined
    this.#column = -1
  }

  #openCell(attributes: Record<string, string>): void {
    this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r)
    this.#type = attributes.t ?? 'n'
    this.#style = this.#words.styles[Number(attributes.s ?? 0)] ?? 'plain'
    this.#value = ''
    this.#hasFormula = false
  }

  #closeCell(): void {
    if (this.#column < 0) throw new FileTrouble('file-damaged', `row ${this.#rowNumber}`)
    if (this.#column >= mostColumns) {
      if (this.#value !== '') throw new FileTrouble('too-many-columns')
      return
    }
    if (this.#hasFormula && this.#value === '') this.#trouble = 'formula-without-value'
    const form = {
      type: this.#type,
      style: this.#style,
      countsFrom1904: this.#words.countsFrom1904,
    }
    const text = cellText(this.#value, form, this.#words.strings)
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells[this.#column] = text.replaceAll('\u0000', '')
  }

  #closeRow(): void {
    const cells = this.#cells
    const trouble = this.#trouble
    if (isBlank(cells) && trouble === undefined) return
    this.rows.push({ rowNumber: this.#rowNumber, cells, ...(trouble && { trouble }) })
  }
}

async function* sheetRows(archive: WorkbookArchive): AsyncGenerator<TableRow[], void> {
  const { part, countsFrom1904 } = await findFirstSheet(archive)
  const words = {
    strings: await readSharedStrings(archive),
    styles: await readStyles(archive),
    countsFrom1904,
  }
  const reading = new SheetReading(words)
  const listener = {
    open: (element: Element) => reading.open(element),
    close: (name: string) => reading.close(name),
    text: (text: string) => reading.text(text),
  }
  for await (const _ of parsePart(archive, part, listener)) {
    if (reading.rows.length < rowsAtOnce) continue
    yield reading.rows
    reading.rows = []
  }
  yield reading.rows
}

/** The first sheet of an XLSX file. A spreadsheet keeps no empty cells at a row's end: they are filled in. */
export async function openWorkbook(file: Buffer): Promise<Table> {
  const archive = await openArchive(file)
  const records = sheetRows(archive)
  const first = await records.next()
  const line = first.done ? undefined : first.value
  const head = line?.shift()
  if (line === undefined || head?.rowNumber !== 1) throw new FileTrouble('header-missing')
  const headers = readHeaders(head.cells)
  return { headers, rows: bodyOf(line, records, headers.length) }
}

async function* bodyOf(
  first: TableRow[],
  rest: AsyncIterable<TableRow[]>,
  width: number,
): AsyncGenerator<TableRow[]> {
  const fit = (rows: TableRow[]) => rows.map((row) => fitted(padded(row, width), width))
  yield fit(first)
  for await (const rows of rest) yield fit(rows)
}

function padded(row: TableRow, width: number): TableRow {
  const missing = width - row.cells.length
  if (missing <= 0) return row
  return { ...row, cells: [...row.cells, ...Array.from({ length: missing }, () => '')] }
}
