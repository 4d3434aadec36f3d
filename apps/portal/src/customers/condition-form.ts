import { isDay } from '@banyan/domain/calendar'
import {
  conditionFields,
  comparisons,
  type ConditionFieldName,
  type ConditionType,
} from '@banyan/domain/search/condition-fields'
import { ConditionTree, type ConditionGroup } from '@banyan/domain/search/condition-tree'

/** A condition while it is being made: its value may still be missing or wrong. */
export interface DraftCondition {
  field: ConditionFieldName
  is: string
  value: unknown
}

export interface DraftGroup {
  joins: 'all' | 'any'
  nodes: DraftNode[]
}

export type DraftNode = DraftCondition | DraftGroup

export const isGroup = (node: DraftNode): node is DraftGroup => 'joins' in node
export const typeOf = (field: ConditionFieldName): ConditionType => conditionFields[field].type

/** A new condition on a field, with nothing chosen yet. */
export function newCondition(field: ConditionFieldName): DraftCondition {
  const [is] = comparisons[typeOf(field)]
  return { field, is, value: emptyValue(typeOf(field), is) }
}

/** What stands in the value when it was just begun, or its relation changed. */
export function emptyValue(type: ConditionType, is: string): unknown {
  if (type === 'choice') return []
  if (is === 'known' || is === 'unknown') return undefined
  if (type === 'yes-no') return true
  return is === 'between' ? [null, null] : null
}

const isWhole = (value: unknown) => Number.isSafeInteger(value)

/** The condition says something: its value is there and of its kind. */
export function isComplete({ field, is, value }: DraftCondition): boolean {
  const type = typeOf(field)
  if (is === 'known' || is === 'unknown') return true
  if (type === 'choice') return Array.isArray(value) && value.length > 0
  if (type === 'yes-no') return typeof value === 'boolean'
  if (type === 'text') return typeof value === 'string' && value.trim() !== ''
  const isDayValue = type === 'day' && !is.endsWith('-days')
  const fits = isDayValue ? (each: unknown) => typeof each === 'string' && isDay(each) : isWhole
  const [from, to]: unknown[] = Array.isArray(value) ? value : [value, value]
  return fits(from) && fits(to) && (is !== 'between' || inOrder(from, to))
}

function inOrder(from: unknown, to: unknown): boolean {
  if (typeof from === 'number' && typeof to === 'number') return from <= to
  return String(from) <= String(to)
}

/** The tree as it is edited; a filter of one group of any becomes a group within. */
export function draftOf(filter: ConditionGroup | null): DraftGroup {
  if (filter === null) return { joins: 'all', nodes: [] }
  return draftNode(filter) as DraftGroup
}

function draftNode(node: object): DraftNode {
  for (const joins of ['all', 'any'] as const) {
    const nodes: unknown = Reflect.get(node, joins)
    if (Array.isArray(nodes)) return { joins, nodes: nodes.map((each: object) => draftNode(each)) }
  }
  return { ...(node as DraftCondition) }
}

/** The filter that a draft stands for, or undefined while something in it is missing; groups of nothing fall away. */
export function filterOf(draft: DraftGroup): ConditionGroup | null | undefined {
  if (hasGap(draft)) return undefined
  const plain = plainNode(draft)
  if (plain === null) return null
  const read = ConditionTree.safeParse(plain)
  return read.success ? read.data : undefined
}

function hasGap(node: DraftNode): boolean {
  return isGroup(node) ? node.nodes.some(hasGap) : !isComplete(node)
}

function plainNode(node: DraftNode): object | null {
  if (!isGroup(node)) {
    const { field, is, value } = node
    return value === undefined ? { field, is } : { field, is, value: trimmed(value) }
  }
  const nodes = node.nodes.map(plainNode).filter((each) => each !== null)
  return nodes.length === 0 ? null : { [node.joins]: nodes }
}

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : value)

export function countConditions(node: DraftNode): number {
  return isGroup(node) ? node.nodes.reduce((sum, each) => sum + countConditions(each), 0) : 1
}
