import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, plainCell, safeCell } from './csv-cells.ts'

describe('writing a cell of a CSV', () => {
  it.each([
    '=1+1',
    '+1',
    '-1+1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '|cmd',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    "'=1",
  ])('guards %j', (text) => expect(safeCell(text)).toBe(`'${text}`))

  it.each(['京海', '1+1', '-12.50', "it's", '', "'quoted'"])('leaves %j', (text) => {
    expect(safeCell(text)).toBe(text)
  })

  it('comes back unchanged through export and import', () => {
    const unit = fc.constantFrom(...'\'=+-@|＝\t\n"a1京.')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        expect(plainCell(safeCell(text))).toBe(text)
      }),
    )
  })

  it('quotes what would break the line', () => {
    expect(csvLine(['a,b', 'say "x"', '=1,2', 'plain'])).toBe(`"a,b","say ""x""","'=1,2",plain`)
  })
})
