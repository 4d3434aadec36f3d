import { tidyText } from '../customers/customer-name.ts'
import { normaliseIdentifier } from '../customers/identifier-text.ts'
import type { Choices } from './columns.ts'
import { comparable } from './columns.ts'
import { plainCell } from './csv-cells.ts'
import type { Reading } from './read-values.ts'
import { rowProblem } from './row-problems.ts'
import type { Language, RowContext, RowProblem, RowProblemCode, RowResult } from './row-problems.ts'

/** One row under our own column names; a column that is not there is empty. */
export type RowRecord = Readonly<Record<string, string | undefined>>

/** Reads the cells of one row and gathers everything that is wrong with them. */
export class RowReading {
  readonly problems: RowProblem[] = []
  readonly #record: RowRecord
  readonly #language: Language

  constructor(record: RowRecord, { language = 'zh' }: RowContext) {
    this.#record = record
    this.#language = language
  }

  /** The cell as it came, without outer space. */
  cell(column: string): string {
    const text = this.#record[column]
    return text === undefined ? '' : plainCell(text.trim())
  }

  refuse(column: string, code: RowProblemCode): void {
    this.problems.push(rowProblem(column, this.cell(column), code, this.#language))
  }

  /** Whether the column has a problem already, so that a rule need not add another. */
  isRefused(column: string): boolean {
    return this.problems.some((problem) => problem.column === column)
  }

  text(column: string, longest: number): string {
    const text = tidyText(this.cell(column))
    if (text.length > longest) this.refuse(column, 'too-long')
    return text
  }

  requiredText(column: string, longest: number): string {
    const text = this.text(column, longest)
    if (text === '') this.refuse(column, 'missing')
    return text
  }

  identifier(column: string): string {
    const text = this.cell(column)
    return text === '' ? '' : normaliseIdentifier(text)
  }

  /** The cell through a reader of values; null when it is empty or refused. */
  value<Value>(column: string, read: (text: string) => Reading<Value>): Value | null {
    const text = this.cell(column)
    if (text === '') return null
    const reading = read(text)
    if ('value' in reading) return reading.value
    this.refuse(column, reading.code)
    return null
  }

  /** As `value`; an empty cell is refused too. */
  requiredValue<Value>(column: string, read: (text: string) => Reading<Value>): Value | null {
    if (this.cell(column) === '') this.refuse(column, 'missing')
    return this.value(column, read)
  }

  result<Row>(row: () => Row): RowResult<Row> {
    return this.problems.length > 0 ? { problems: this.problems } : { row: row() }
  }
}

/** A reader of one of `choices`, by its own name or any word that means it. */
export function choiceReader<Choice extends string>(
  choices: Choices & Readonly<Record<Choice, readonly string[]>>,
): (text: string) => Reading<Choice> {
  const known = new Map<string, Choice>()
  for (const choice of Object.keys(choices) as Choice[]) {
    for (const word of [choice, ...choices[choice]]) known.set(comparable(word), choice)
  }
  return (text) => {
    const choice = known.get(text) ?? known.get(comparable(text))
    return choice === undefined ? { code: 'unknown-choice' } : { value: choice }
  }
}
