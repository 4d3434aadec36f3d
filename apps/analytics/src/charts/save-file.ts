import { csvOf, type ChartTable } from './chart-table.ts'

export function saveAddress(href: string, fileName: string): void {
  Object.assign(document.createElement('a'), { href, download: fileName }).click()
}

export function saveTable(table: ChartTable, fileName: string): void {
  const address = URL.createObjectURL(new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' }))
  saveAddress(address, `${fileName}.csv`)
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
