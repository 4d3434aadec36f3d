import { describe, expect, it } from 'vitest'
import { csvOf } from './chart-table.ts'

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
    ['-2.1%', '-2.1%'],
    ['-cmd', "'-cmd"],
    [null, ''],
    [-3, '-3'],
  ])('writes %s as %s', (value, text) => {
    expect(csvOf({ columns: [{ label: 'x' }], rows: [[value]] })).toBe(`\uFEFFx\r\n${text}\r\n`)
  })
})
