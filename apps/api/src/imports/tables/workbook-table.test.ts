import { describe, expect, it } from 'vitest'
import { tableOf, workbookOf, zipOf } from './testing.ts'

const header =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>on</t></is></c><c r="C1" t="s"><v>1</v></c></row>'
const strings = ['id', 'amount']

describe('reading a workbook', () => {
  it('reads shared and inline text, days by their style, numbers as they are shown', async () => {
    const { headers, rows, form } = await tableOf(
      workbookOf({
        strings,
        formats: [0, 14, 'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;', '000000', '#,##0.00'],
        sheet: `${header}
          <row r="3"><c r="A3" s="3"><v>42</v></c><c r="B3" s="1"><v>45000</v></c><c r="C3" s="4"><v>1234.5600000000001</v></c></row>
          <row r="4"><c r="A4"><v>1.10105199003070012E17</v></c><c r="B4" s="2"><v>60</v></c></row>
          <row r="5"><c r="C5" t="b"><v>1</v></c></row>
          <row r="6"><c r="A6" s="1"/></row>`,
      }),
    )
    expect(form).toBeNull()
    expect(headers).toEqual(['id', 'on', 'amount'])
    expect(rows).toEqual([
      { rowNumber: 3, cells: ['000042', '2023-03-15', '1234.56'] },
      {
        rowNumber: 4,
        cells: [expect.stringMatching(/^1\.1010519900307\d*E\+?17$/), '1900-02-29', ''],
      },
      { rowNumber: 5, cells: ['', '', 'TRUE'] },
    ])
  })

  it('takes what a formula came to, and reports one without a result', async () => {
    const { rows } = await tableOf(
      workbookOf({
        strings,
        sheet: `${header}
          <row r="2"><c r="A2" t="str"><f>"A"&amp;1</f><v>A1</v></c></row>
          <row r="3"><c r="A3"><f>1+1</f></c></row>`,
      }),
    )
    expect(rows.map(({ cells, trouble }) => [cells[0], trouble])).toEqual([
      ['A1', undefined],
      ['', 'formula-without-value'],
    ])
  })

  it('reads a large sheet in a thread of its own', async () => {
    const count = 30_000
    const sheet = Array.from(
      { length: count },
      (_, at) =>
        `<row r="${at + 2}"><c r="A${at + 2}" t="inlineStr"><is><t>客户${(at * 7919) % 99_991}</t></is></c></row>`,
    )
    const { rows } = await tableOf(workbookOf({ strings, sheet: header + sheet.join('') }))
    expect(rows).toHaveLength(count)
    expect(rows.at(-1)?.rowNumber).toBe(count + 1)
  })

  const bomb = Buffer.alloc(3 * 1024 * 1024)
  it.each([
    [
      'a part that unpacks a thousandfold',
      workbookOf({ sheet: '', extra: [{ name: 'x', content: bomb }] }),
      'archive-refused',
    ],
    [
      'too many parts',
      zipOf(Array.from({ length: 2001 }, (_, at) => ({ name: `${at}`, content: '' }))),
      'archive-refused',
    ],
    [
      'parts declared larger than may be',
      workbookOf({
        sheet: '',
        extra: [{ name: 'x', content: 'x'.repeat(100), declaredSize: 300 * 1024 * 1024 }],
      }),
      'archive-refused',
    ],
    [
      'a part larger than it was declared',
      zipOf([{ name: 'xl/workbook.xml', content: '<a>'.repeat(1000), declaredSize: 10 }]),
      'file-damaged',
    ],
    [
      'a document type',
      workbookOf({ strings, sheet: header, head: '<!DOCTYPE x [<!ENTITY a "b">]>' }),
      'document-type-refused',
    ],
    ['broken XML', workbookOf({ strings, sheet: '<row>' }), 'file-damaged'],
    ['an archive that is no workbook', zipOf([{ name: 'a.txt', content: 'a' }]), 'file-damaged'],
    [
      'a sheet without a first row',
      workbookOf({ strings, sheet: '<row r="2"><c t="inlineStr"><is><t>a</t></is></c></row>' }),
      'header-missing',
    ],
  ])('refuses %s', async (_, file, reason) => {
    const started = performance.now()
    await expect(tableOf(file)).rejects.toMatchObject({ reason })
    expect(performance.now() - started).toBeLessThan(500)
  })
})
