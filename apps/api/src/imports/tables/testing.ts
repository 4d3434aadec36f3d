import { crc32, deflateRawSync } from 'node:zlib'
import { bytesOf } from '../testing.ts'
import { openTable } from './read-table.ts'

interface Part {
  name: string
  content: string | Buffer
  /** What the directory says of the unpacked size, where it lies. */
  declaredSize?: number
}

/** A ZIP archive, part by part, as honest or dishonest as a test needs it. */
export function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, declaredSize } of parts) {
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain)
    const size = declaredSize ?? plain.length
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(size, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, Buffer.from(name)]),
    )
    files.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, central, end])
}

const names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

export interface Workbook {
  sheet: string
  strings?: readonly string[]
  /** Number formats of the cell styles 0, 1, 2 …; text is a code of its own. */
  formats?: readonly (number | string)[]
  extra?: readonly Part[]
  head?: string
}

/** A workbook of one sheet around `<row>` elements. */
export function workbookOf({ sheet, strings = [], formats = [], extra = [], head = '' }: Workbook) {
  const own = formats.flatMap((format, at) =>
    typeof format === 'string' ? [`<numFmt numFmtId="${200 + at}" formatCode="${format}"/>`] : [],
  )
  const styles = formats.map(
    (format, at) => `<xf numFmtId="${typeof format === 'string' ? 200 + at : format}"/>`,
  )
  return zipOf([
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${names} xmlns:r="r"><sheets><sheet name="一" r:id="rId7"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content:
        '<Relationships><Relationship Id="rId7" Target="worksheets/sheet9.xml"/></Relationships>',
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst ${names}>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet ${names}><numFmts>${own.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`,
    },
    {
      name: 'xl/worksheets/sheet9.xml',
      content: `${head}<worksheet ${names}><sheetData>${sheet}</sheetData></worksheet>`,
    },
    ...extra,
  ])
}

/** All rows of a file, its header apart. */
export async function tableOf(content: Buffer | string, piece?: number) {
  const { headers, rows, form } = await openTable(bytesOf(content, piece))
  const all = []
  for await (const portion of rows) all.push(...portion)
  return { headers, rows: all, form }
}
