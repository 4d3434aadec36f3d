import { addDays, type Day } from '../calendar.ts'
import type { Condition, ConditionNode } from './condition-tree.ts'
import { readDayCondition, readNumberCondition, readYesNo } from './operator-values.ts'
import {
  type Operator,
  type OperatorName,
  operatorOf,
  operators,
  suggestOperators,
} from './operators.ts'

/** Something in the box that names a condition; a `lookup` waits for whoever knows the names. */
export interface BoxChip {
  operator: OperatorName
  /** Where it stands in the text, in UTF-16 units. */
  from: number
  to: number
  /** As it was typed. */
  label: string
  value: string
  isNegated: boolean
  condition: ConditionNode | null
}

export interface BoxProblem {
  from: number
  to: number
  code: 'unknown-operator' | 'unknown-value' | 'empty-value' | 'ambiguous-value'
  operator: string
  value: string
  /** Whole replacements of what is wrong. */
  suggestions: string[]
}

export interface BoxReading {
  /** What is left to look for by name. */
  text: string
  chips: BoxChip[]
  problems: BoxProblem[]
}

const operated = /^([-－]?)([\p{L}]{1,20})(?:[:：]|(?=[<>≥≤＜＞=]))(.*)$/u

/**
 * Takes the conditions out of a search box: 华拓 状态:逾期 金额:>500万 has two, and looks for 华拓. Nothing is
 * passed over: an operator or a value that is not known is a problem, with what may have been meant. Quotes
 * keep words together, and keep a colon from being an operator's.
 */
export function readBox(text: string): BoxReading {
  const reading: BoxReading = { text: '', chips: [], problems: [] }
  const left: string[] = []
  for (const { 0: word, index } of text.matchAll(/(?:[^\s"“”]|["“][^"”]*["”]?)+/gu)) {
    const match = operated.exec(word)
    const name = match ? operatorOf(match[2] ?? '') : null
    const hasColon = match !== null && /^[-－]?\p{L}+[:：]/u.test(word)
    if (!match || (name === null && !hasColon)) left.push(unquoted(word))
    else if (name === null) reading.problems.push(unknownOperator(word, index, match))
    else readOperator(reading, name, { word, index, match })
  }
  reading.text = left.join(' ')
  return reading
}

const unquoted = (word: string) => word.replace(/["“”]/g, '')

function unknownOperator(word: string, from: number, match: RegExpExecArray): BoxProblem {
  const [operator, value] = [match[2] ?? '', unquoted(match[3] ?? '')]
  const suggestions = suggestOperators(operator).map((known) => `${known}${value}`)
  const to = from + word.length
  return { from, to, code: 'unknown-operator', operator, value, suggestions }
}

interface Operated {
  word: string
  index: number
  match: RegExpExecArray
}

function readOperator(
  reading: BoxReading,
  name: OperatorName,
  { word, index, match }: Operated,
): void {
  const [value, isNegated] = [unquoted(match[3] ?? '').trim(), match[1] !== '']
  const place = { from: index, to: index + word.length }
  const operator = match[2] ?? ''
  if (value === '') {
    const suggestions = suggestValues(name, '').map((known) => `${operator}:${known}`)
    reading.problems.push({ ...place, code: 'empty-value', operator, value, suggestions })
    return
  }
  const condition = conditionOf(name, value)
  if (condition === 'unknown') {
    const suggestions = suggestValues(name, value).map((known) => `${operator}:${known}`)
    reading.problems.push({ ...place, code: 'unknown-value', operator, value, suggestions })
    return
  }
  const chip = { operator: name, ...place, label: word, value, isNegated }
  reading.chips.push({
    ...chip,
    condition: condition === 'name' ? null : isNegated ? negated(condition) : condition,
  })
}

/** Several values of one operator: 公司,个人 or 公司|个人. */
export function valuesOf(value: string): string[] {
  return value.split(/[,，、|]/).filter((part) => part !== '')
}

function conditionOf(name: OperatorName, value: string): ConditionNode | 'name' | 'unknown' {
  const operator: Operator = operators[name]
  const { field, reads } = operator
  switch (reads) {
    case 'name': {
      const isMember = name === 'group' ? readYesNo(value) : null
      return isMember === null ? 'name' : { field: 'inGroup', is: 'is', value: isMember }
    }
    case 'code':
      return { field, is: 'in', value: valuesOf(value).slice(0, 50) }
    case 'money':
    case 'whole':
      return readNumberCondition(field, value, reads) ?? 'unknown'
    case 'day':
      return readDayCondition(field, value) ?? 'unknown'
    case 'yes-no': {
      const answer = readYesNo(value)
      return answer === null ? 'unknown' : { field, is: 'is', value: answer }
    }
    case 'words':
      return wordsCondition(operator, value)
  }
}

function wordsCondition(operator: Operator, value: string): ConditionNode | 'unknown' {
  const choices = new Set<string>()
  const others: Condition[] = []
  for (const word of valuesOf(value)) {
    const meaning = meaningOf(operator, word)
    if (meaning === null) return 'unknown'
    if ('field' in meaning) others.push(meaning)
    else for (const choice of meaning) choices.add(choice)
  }
  const nodes: Condition[] = [...others]
  if (choices.size > 0) nodes.push({ field: operator.field, is: 'in', value: [...choices] })
  const [only] = nodes
  if (!only) return 'unknown'
  return nodes.length === 1 ? only : { any: nodes }
}

/** What a word stands for: the word itself, digits of a region, or the one word that holds it. */
function meaningOf({ words = {}, field }: Operator, typed: string) {
  const word = typed.toLowerCase()
  const exact = Object.hasOwn(words, word) ? words[word] : undefined
  if (exact) return exact
  if (field === 'region') {
    if (/^(?:\d{2}|\d{4}|\d{6})$/.test(word)) return [word]
    const [province] = Object.entries(words).filter(([name]) => word.startsWith(name))
    return province?.[1] ?? null
  }
  const holding = Object.entries(words).filter(([name]) => name.includes(word))
  const meanings = new Set(holding.map(([, meaning]) => JSON.stringify(meaning)))
  return meanings.size === 1 ? (holding[0]?.[1] ?? null) : null
}

/** The words that may have been meant, at most six: those that hold what was typed, else the first. */
function suggestValues(name: OperatorName, typed: string): string[] {
  const operator: Operator = operators[name]
  const word = typed.toLowerCase()
  if (operator.reads === 'money') return ['>500万', '100万-500万']
  if (operator.reads === 'whole') return ['>30', '1-90']
  if (operator.reads === 'day') return ['2024', '>2024-06', '30天']
  if (operator.reads === 'yes-no') return ['是', '否']
  const known = Object.keys(operator.words ?? {})
  const near = known.filter((each) => [...word].some((character) => each.includes(character)))
  return (near.length > 0 ? near : known).slice(0, 6)
}

function negated(node: ConditionNode): ConditionNode {
  if ('all' in node) return { any: node.all.map(negated) }
  if ('any' in node) return { all: node.any.map(negated) }
  return negatedCondition(node)
}

/** Everything else: what has no value counts as else for choices, and does not for numbers and days. */
function negatedCondition(condition: Condition): ConditionNode {
  const { field } = condition
  switch (condition.is) {
    case 'in':
      return { ...condition, is: 'not-in' }
    case 'not-in':
      return { ...condition, is: 'in' }
    case 'is':
      return { ...condition, value: !condition.value }
    case 'at-least':
      return { field, is: 'at-most', value: condition.value - 1 }
    case 'at-most':
      return { field, is: 'at-least', value: condition.value + 1 }
    case 'within-days':
      return { field, is: 'older-than-days', value: condition.value }
    case 'older-than-days':
      return { field, is: 'within-days', value: condition.value }
    case 'from':
      return { field, is: 'until', value: addDays(condition.value, -1) }
    case 'until':
      return { field, is: 'from', value: addDays(condition.value, 1) }
    case 'between':
      return outside(condition)
    default:
      return condition
  }
}

function outside(condition: Condition & { is: 'between' }): ConditionNode {
  const { field, value } = condition
  const [from, to] = value
  if (typeof from === 'string') {
    const [first, last] = value as [Day, Day]
    return {
      any: [
        { field, is: 'until', value: addDays(first, -1) },
        { field, is: 'from', value: addDays(last, 1) },
      ],
    }
  }
  return {
    any: [
      { field, is: 'at-most', value: from - 1 },
      { field, is: 'at-least', value: Number(to) + 1 },
    ],
  }
}
