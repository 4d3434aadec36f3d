import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { detectDelimiter } from './csv-table.ts'
import { tableOf } from './testing.ts'

const text = '编号,姓名\r\nA1,张三\r\nA2,"李\n四"\r\n\r\nA3,王€五\r\n,\r\n\r\n'

describe('reading a table of text', () => {
  it.each([
    ['utf-8', 'utf-8', iconv.encode(text, 'utf8')],
    ['utf-8 with a mark', 'utf-8', iconv.encode(text, 'utf8', { addBOM: true })],
    ['gbk', 'gb18030', iconv.encode(text.replace('€', ''), 'gbk')],
    ['gb18030 beyond gbk', 'gb18030', iconv.encode(text.replace('五', '𠀀'), 'gb18030')],
    ['utf-16le with a mark', 'utf-16le', iconv.encode(text, 'utf16le', { addBOM: true })],
    ['utf-16be with a mark', 'utf-16be', iconv.encode(text, 'utf16be', { addBOM: true })],
    ['utf-16le without', 'utf-16le', iconv.encode(text, 'utf16le')],
    ['gzip', 'utf-8', gzipSync(text)],
  ])('tells %s and counts rows as the spreadsheet does', async (_, encoding, bytes) => {
    const { headers, rows, form } = await tableOf(bytes, 7)
    expect(form).toEqual({ encoding, delimiter: ',' })
    expect(headers).toEqual(['编号', '姓名'])
    expect(rows.map(({ rowNumber, cells }) => [rowNumber, cells[0]])).toEqual([
      [2, 'A1'],
      [3, 'A2'],
      [5, 'A3'],
    ])
    expect(rows[1]?.cells[1]).toBe('李\n四')
  })

  it.each([
    ['a,b;c', ','],
    ['a;b;c,d', ';'],
    ['a\tb\tc', '\t'],
    ['"a;b;c;d",e', ','],
    ['a', ','],
    ['\n\na;b', ';'],
  ])('parts %j at %j', (line, delimiter) => {
    expect(detectDelimiter(line)).toBe(delimiter)
  })

  it('takes mixed line ends, and stray quotes as they stand', async () => {
    const { rows } = await tableOf('a,b\r\n1,x"y\n2,"q""r"\r3,z')
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['1', 'x"y'],
      ['2', 'q"r'],
      ['3', 'z'],
    ])
  })

  it('reports rows of another width, and lets empty cells spill over', async () => {
    const { rows } = await tableOf('a,b\n1\n1,2,,\n1,2,3\n')
    expect(rows.map(({ trouble }) => trouble)).toEqual(['ragged-row', undefined, 'ragged-row'])
  })

  it('reports the row whose quotation mark is never closed', async () => {
    const { rows } = await tableOf('a,b\n1,2\n3,"4\n5,6\n')
    expect(rows.map(({ rowNumber, trouble }) => [rowNumber, trouble])).toEqual([
      [2, undefined],
      [3, 'quote-not-closed'],
    ])
  })

  it.each([
    ['nothing', '', 'file-is-empty'],
    ['no header', '\n\n1,2\n', 'header-missing'],
    ['a header twice', 'a,b,a\n', 'header-twice'],
    ['a million columns', `${','.repeat(600)}x\n`, 'too-many-columns'],
    ['bytes that are no text', Buffer.from([0x61, 0xff, 0xff, 0x80, 0x0a]), 'encoding-unknown'],
    ['a row without an end', `a\n${'x'.repeat(1_200_000)}`, 'row-too-long'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old-excel-file'],
    ['a gzip bomb', gzipSync(Buffer.alloc(64 * 1024 * 1024)), 'file-too-large'],
    ['a cut gzip', gzipSync(text).subarray(0, 20), 'file-damaged'],
  ])('refuses %s', async (_, content, reason) => {
    await expect(tableOf(content)).rejects.toMatchObject({ reason })
  })
})
