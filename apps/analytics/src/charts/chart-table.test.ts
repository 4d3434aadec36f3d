import { describe, expect, it } from 'vitest'
import { amountColumn, shareColumn } from './chart-columns.ts'
import { csvOf, shownCell } from './chart-table.ts'

describe('a chart as CSV', () => {
  it('starts with the mark that lets a spreadsheet read Chinese, and ends each line with CRLF', () => {
    const table = { columns: [{ label: '机构' }, { label: '余额' }], rows: [['南京分行', 12.5]] }
    expect(csvOf(table)).toBe('\uFEFF机构,余额\r\n南京分行,12.5\r\n')
  })

  it.each([
    ['a,b', '"a,b"'],
    ['he said "no"', '"he said ""no"""'],
    ['=1+1', "'=1+1"],
    ['@here', "'@here"],
    ['＝1+1', "'＝1+1"],
    ['-cmd', "'-cmd"],
    [null, ''],
    [-3, '-3'],
  ])('writes %s as %s', (value, text) => {
    expect(csvOf({ columns: [{ label: 'x' }], rows: [[value]] })).toBe(`\uFEFFx\r\n${text}\r\n`)
  })

  it('holds amounts in yuan and shares as numbers, whatever the screen shows', () => {
    const columns = [amountColumn('余额', 'wan', 'zh'), shareColumn('占比')]
    const rows = [[123_456_789, 0.0148]]
    expect(csvOf({ columns, rows })).toBe('\uFEFF余额（元）,占比\r\n1234567.89,0.0148\r\n')
    expect(rows[0]?.map((cell, at) => shownCell(columns[at], cell))).toEqual(['123.46', '1.48%'])
  })

  it('shows nothing as a dash', () => {
    expect(shownCell(shareColumn('占比'), null)).toBe('–')
  })
})
