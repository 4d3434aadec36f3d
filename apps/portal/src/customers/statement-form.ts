import {
  statementLines,
  type StatementFigures,
  type StatementLine,
} from '@banyan/domain/customers/financial-statement'
import { money } from '@banyan/domain/money'
import { readNumber, writeNumber } from './condition-number.ts'

/** What stands in the fields: amounts in ten thousand yuan, empty where not known. */
export type StatementText = Record<StatementLine, string>

const made = <Value>(of: (line: StatementLine) => Value) =>
  Object.fromEntries(statementLines.map((line) => [line, of(line)])) as Record<StatementLine, Value>

export const emptyLines = (): StatementText => made(() => '')

/** Figures as they are typed; a minus stands before. */
export function typedLines(figures: StatementFigures): StatementText {
  return made((line) => {
    const amount = figures[line]
    if (amount === null) return ''
    return `${amount < 0 ? '-' : ''}${writeNumber(Math.abs(amount), 'wan')}`
  })
}

/** The figures that were typed, in fen; null when one cannot be read. */
export function figuresOf(lines: StatementText): StatementFigures | null {
  let isReadable = true
  const figures = made((line) => {
    const text = lines[line].trim().replace('−', '-')
    if (text === '') return null
    const amount = readNumber(text.replace(/^-/, ''), 'wan')
    if (amount === null) isReadable = false
    return amount === null ? null : money(text.startsWith('-') ? -amount : amount)
  })
  return isReadable ? figures : null
}
