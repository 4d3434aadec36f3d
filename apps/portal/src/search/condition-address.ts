import { conditionFields } from '@banyan/domain/search/condition-fields'
import {
  ConditionTree,
  deepestGroup,
  type ConditionGroup,
  type ConditionNode,
} from '@banyan/domain/search/condition-tree'

/** A filter that nobody can read is refused, never passed over. */
export type ReadFilter =
  | { readonly isRead: true; readonly filter: ConditionGroup | null }
  | { readonly isRead: false }

/**
 * A filter as it stands in an address: `all(kind:in:company,any(balance:at-least:5000000,tier:in:loss~doubtful))`.
 * Money is in fen; several values are joined with `~`.
 */
export function writeFilter(filter: ConditionGroup | null): string | null {
  return filter === null ? null : writeNode(filter)
}

function writeNode(node: ConditionNode): string {
  if ('all' in node) return `all(${node.all.map(writeNode).join(',')})`
  if ('any' in node) return `any(${node.any.map(writeNode).join(',')})`
  const value = 'value' in node ? node.value : undefined
  const parts: string[] = [node.field, node.is]
  if (value !== undefined) parts.push([value].flat().map(escaped).join('~'))
  return parts.join(':')
}

const escaped = (value: string | number | boolean) =>
  String(value).replace(/[%(),:~]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
const plain = (text: string) =>
  text.replace(/%([\da-f]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )

/** The reverse of `writeFilter`. */
export function readFilter(text: string | null): ReadFilter {
  if (text === null || text === '') return { isRead: true, filter: null }
  const reading = { text, at: 0 }
  const node = readNode(reading, 0)
  if (node === undefined || reading.at !== text.length) return { isRead: false }
  const checked = ConditionTree.safeParse(node)
  return checked.success ? { isRead: true, filter: checked.data } : { isRead: false }
}

interface Reading {
  readonly text: string
  at: number
}

function readNode(reading: Reading, depth: number): unknown {
  const opening = /^(all|any)\(/.exec(reading.text.slice(reading.at, reading.at + 4))
  if (!opening?.[1]) return readCondition(reading)
  if (depth > deepestGroup) return undefined
  reading.at += 4
  const nodes: unknown[] = []
  while (reading.text[reading.at] !== ')') {
    if (nodes.length > 0 && reading.text[reading.at++] !== ',') return undefined
    const node = readNode(reading, depth + 1)
    if (node === undefined) return undefined
    nodes.push(node)
  }
  reading.at += 1
  return { [opening[1]]: nodes }
}

function readCondition(reading: Reading): unknown {
  const [found] = /^[^(),]+/.exec(reading.text.slice(reading.at)) ?? []
  if (found === undefined) return undefined
  reading.at += found.length
  const [field = '', is = '', value, ...rest] = found.split(':')
  if (rest.length > 0) return undefined
  const catalogue: Readonly<Record<string, { readonly type: string }>> = conditionFields
  const type = Object.hasOwn(catalogue, field) ? catalogue[field]?.type : undefined
  if (type === undefined) return undefined
  if (value === undefined) return { field, is }
  return { field, is, value: typedValue(type, is, value.split('~').map(plain)) }
}

const dayCounts = new Set(['within-days', 'older-than-days'])

function typedValue(type: string, is: string, texts: readonly string[]): unknown {
  if (type === 'choice') return texts
  const isNumber = type === 'whole' || type === 'money' || dayCounts.has(is)
  const values = texts.map((text) => {
    if (isNumber) return /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (type === 'yes-no') return text === 'true' ? true : text === 'false' ? false : text
    return text
  })
  return is === 'between' ? values : values[0]
}
