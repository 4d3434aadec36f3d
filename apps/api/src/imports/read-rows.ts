import type { Day } from '@banyan/domain/calendar'
import { compileMapping } from '@banyan/domain/imports/apply-mapping'
import type { ImportKind } from '@banyan/domain/imports/file-kinds'
import { plainCell } from '@banyan/domain/imports/csv-cells'
import type { Mapping, Source } from '@banyan/domain/imports/mapping'
import {
  type Language,
  problemWords,
  type RowProblemCode,
} from '@banyan/domain/imports/row-problems'
import type { InstitutionKeys } from '../access/keys.ts'
import type { LookupTables } from './import-plan.ts'
import type { ReadRow, Rejection, RowImport } from './rows/row-import.ts'
import type { RowTrouble, TableRow } from './tables/table.ts'

/** What is wrong with one cell of one row, said with the file's own header. */
export interface FoundProblem {
  column: string
  value: string
  code: RowProblemCode | RowTrouble
  message: string
}

export interface PreparedRow<Row> {
  rowNumber: number
  cells: string[]
  /** Null: refused, or left out by the mapping. */
  read: ReadRow<Row> | null
  problems: FoundProblem[]
}

export const troubleWords = {
  'ragged-row': {
    zh: '单元格数与表头不一致',
    en: 'has not as many cells as the header',
  },
  'quote-not-closed': { zh: '引号没有闭合', en: 'has a quotation mark that is never closed' },
  'formula-without-value': {
    zh: '公式没有保存结果，请改为数值',
    en: 'has a formula without a kept result; enter the value',
  },
} as const satisfies Record<RowTrouble, Record<Language, string>>

export interface Reading {
  kind: ImportKind
  mapping: Mapping
  headers: readonly string[]
  lookups: LookupTables
  today: Day
  language: Language
  keys: InstitutionKeys
}

/** From a row of the file to a row of ours, or to everything that is wrong with it. */
export function rowReader<Row>(
  { kind, mapping, headers, lookups, today, language, keys }: Reading,
  { readRow }: Pick<RowImport<Row>, 'readRow'>,
): (row: TableRow) => PreparedRow<Row> {
  const toRecord = compileMapping(mapping, kind, headers, lookups)
  const context = { today, language }
  return ({ rowNumber, cells, trouble }) => {
    const bare = { rowNumber, cells, read: null, problems: [] }
    if (trouble) return { ...bare, problems: [troubleProblem(trouble, cells, language)] }
    const record = toRecord(cells)
    if (record === null) return bare
    const result = readRow(record, context)
    if ('row' in result) {
      const digest = keys.blindIndex('import-row', JSON.stringify(result.row))
      return { ...bare, read: { row: result.row, digest } }
    }
    const problems = result.problems.map((problem) => ({
      ...problem,
      column: headerOf(mapping, problem.column),
    }))
    return { ...bare, problems }
  }
}

function troubleProblem(code: RowTrouble, cells: string[], language: Language): FoundProblem {
  const value = code === 'ragged-row' ? String(cells.length) : ''
  return { column: '', value, code, message: troubleWords[code][language] }
}

export function rejectionProblems(
  rejections: readonly Rejection[],
  { mapping, language }: Pick<Reading, 'mapping' | 'language'>,
): FoundProblem[] {
  return rejections.map(({ column, code, value }) => ({
    column: headerOf(mapping, column),
    value: plainCell(value),
    code,
    message: problemWords[code][language],
  }))
}

/** The header from which a column of ours is filled; its own name where no single header fills it. */
export function headerOf(mapping: Mapping, column: string): string {
  const source: Source | undefined = mapping.columns[column]
  if (source === undefined) return column
  if (typeof source === 'string') return source
  return 'header' in source ? source.header : column
}
