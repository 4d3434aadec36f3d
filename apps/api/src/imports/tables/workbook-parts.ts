import { SaxesParser } from 'saxes'
import { FileTrouble } from './file-trouble.ts'
import type { WorkbookArchive } from './workbook-archive.ts'

export interface Element {
  name: string
  attributes: Record<string, string>
}

interface Listener {
  open?: (element: Element) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** Feeds a part through a parser that refuses document types, and so every entity of its own. */
export async function* parsePart(
  archive: WorkbookArchive,
  name: string,
  listener: Listener,
): AsyncGenerator<void> {
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new FileTrouble('document-type-refused', name)
  })
  parser.on('error', (error) => {
    throw new FileTrouble('file-damaged', name, { cause: error })
  })
  parser.on('opentag', ({ name: tag, attributes }) =>
    listener.open?.({ name: local(tag), attributes: attributes as Record<string, string> }),
  )
  parser.on('closetag', ({ name: tag }) => listener.close?.(local(tag)))
  parser.on('text', (text) => listener.text?.(text))
  for await (const text of archive.read(name)) {
    parser.write(text)
    yield
  }
  parser.close()
}

async function readPart(archive: WorkbookArchive, name: string, listener: Listener): Promise<void> {
  for await (const _ of parsePart(archive, name, listener));
}

export interface FirstSheet {
  part: string
  countsFrom1904: boolean
}

/** The first worksheet of the workbook, wherever its parts lie. */
export async function findFirstSheet(archive: WorkbookArchive): Promise<FirstSheet> {
  let countsFrom1904 = false
  let sheetId: string | null = null
  await readPart(archive, 'xl/workbook.xml', {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') countsFrom1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name === 'sheet') sheetId ??= attributes['r:id'] ?? idOf(attributes)
    },
  })
  const targets = new Map<string, string>()
  await readPart(archive, 'xl/_rels/workbook.xml.rels', {
    open: ({ name, attributes }) => {
      if (name === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '')
    },
  })
  const target = sheetId === null ? undefined : targets.get(sheetId)
  if (target === undefined) throw new FileTrouble('no-worksheet')
  const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  return { part, countsFrom1904 }
}

function idOf(attributes: Record<string, string>): string | null {
  const key = Object.keys(attributes).find((name) => name.endsWith(':id'))
  return key === undefined ? null : (attributes[key] ?? null)
}

/** The texts that cells point to; phonetic guides beside a text are left out. */
export async function readSharedStrings(archive: WorkbookArchive): Promise<string[]> {
  const strings: string[] = []
  if (!archive.has('xl/sharedStrings.xml')) return strings
  let current = ''
  let isInText = false
  let isPhonetic = false
  await readPart(archive, 'xl/sharedStrings.xml', {
    open: ({ name }) => {
      if (name === 'si') current = ''
      if (name === 'rPh') isPhonetic = true
      isInText = name === 't'
    },
    close: (name) => {
      if (name === 'si') strings.push(current)
      if (name === 'rPh') isPhonetic = false
      isInText = false
    },
    text: (text) => {
      if (isInText && !isPhonetic) current += text
    },
  })
  return strings
}

/** How the numbers of a style are shown: as a day, with leading zeros, or as they are. */
export type NumberStyle = 'day' | 'plain' | { width: number }

const builtInDays = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
])

export function styleOfFormat(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) return builtInDays.has(id) ? 'day' : 'plain'
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
  if (/^0{2,30}$/.test(bare)) return { width: bare.length }
  return /[yd]/i.test(bare) && !/[#?]/.test(bare) ? 'day' : 'plain'
}

export async function readStyles(archive: WorkbookArchive): Promise<NumberStyle[]> {
  const styles: NumberStyle[] = []
  if (!archive.has('xl/styles.xml')) return styles
  const codes = new Map<number, string>()
  let isInCells = false
  await readPart(archive, 'xl/styles.xml', {
    open: ({ name, attributes }) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') isInCells = true
      if (name !== 'xf' || !isInCells) return
      const id = Number(attributes.numFmtId ?? 0)
      styles.push(styleOfFormat(id, codes.get(id)))
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return styles
}
