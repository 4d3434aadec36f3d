import { formatCount } from '@banyan/ui/amounts'
import { checksumOf, csvText, safeText, type TreeSheet } from './tree-sheet.ts'

/** What stands around the rows: what they are, when, and how they can be proved whole. */
export interface SheetFrame {
  readonly title: string
  /** Pairs of what and how: the day, the filter, the sort. */
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly rowsLabel: string
  readonly checksumLabel: string
  readonly fileName: string
}

function save(bytes: BlobPart, type: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Row count and checksum of the lines of CSV, which stand at the foot of either file. */
async function proofOf(sheet: TreeSheet, frame: SheetFrame): Promise<[string, string][]> {
  return [
    [frame.rowsLabel, String(sheet.rows.length)],
    [frame.checksumLabel, await checksumOf(csvText(sheet))],
  ]
}

/** UTF-8 with the mark by which Excel knows it; the name of the file written. */
export async function takeCsv(sheet: TreeSheet, frame: SheetFrame): Promise<string> {
  const proof = await proofOf(sheet, frame)
  const foot = [...frame.facts, ...proof].map(
    ([label, value]) => `${label},"${safeText(value).replaceAll('"', '""')}"`,
  )
  const name = `${frame.fileName}.csv`
  save(`\uFEFF${csvText(sheet)}\r\n\r\n${foot.join('\r\n')}\r\n`, 'text/csv;charset=utf-8', name)
  return name
}

export async function takeXlsx(sheet: TreeSheet, frame: SheetFrame): Promise<string> {
  const { writeXlsx } = await import('hucre/xlsx')
  const proof = await proofOf(sheet, frame)
  const facts = [...frame.facts, ...proof]
  const bytes = await writeXlsx({
    sheets: [
      {
        name: frame.title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
        rows: [
          [frame.title],
          [...sheet.heads],
          ...sheet.rows.map((row) => [...row]),
          [],
          ...facts.map(([label, value]) => [label, value]),
        ],
        columns: sheet.heads.map((head, at) => ({
          width: at === 1 ? 34 : Math.max(9, head.length * 2),
        })),
        freezePane: { rows: 2, columns: 2 },
        pageSetup: {
          paperSize: 'a4',
          orientation: 'landscape',
          fitToPage: true,
          fitToWidth: 1,
          fitToHeight: 0,
        },
      },
    ],
  })
  const name = `${frame.fileName}.xlsx`
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  save(new Uint8Array(bytes), type, name)
  return name
}

/** A page of its own for the printer: the head of the table stands on every sheet of paper. */
export async function printSheet(sheet: TreeSheet, frame: SheetFrame): Promise<void> {
  const page = document.createElement('section')
  page.className = 'print-page'
  const facts = [...frame.facts, ...(await proofOf(sheet, frame))]
  page.append(
    element('h1', frame.title),
    element('p', facts.map(([label, value]) => `${label} ${value}`).join(' · ')),
    tableOf(sheet),
  )
  document.body.append(page)
  window.addEventListener('afterprint', () => page.remove(), { once: true })
  window.print()
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text: string,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}

function tableOf({ heads, rows }: TreeSheet): HTMLTableElement {
  const table = document.createElement('table')
  const head = table.createTHead().insertRow()
  for (const text of heads.slice(1)) head.append(element('th', text))
  const body = table.createTBody()
  for (const [level, ...cells] of rows) {
    const line = body.insertRow()
    cells.forEach((value, at) => {
      const cell = line.insertCell()
      cell.textContent = typeof value === 'number' ? printed(value) : (value ?? '–')
      if (typeof value === 'number') cell.className = 'amount'
      if (at === 0) cell.style.paddingLeft = `${(Number(level) - 1) * 12 + 4}px`
    })
  }
  return table
}

function printed(value: number): string {
  const rounded = Math.round(value * 100) / 100
  if (Number.isInteger(rounded)) return rounded === 0 ? '–' : formatCount(rounded)
  const [whole = '0', decimals = ''] = rounded.toFixed(2).split('.')
  return `${formatCount(Number(whole))}.${decimals}`
}
