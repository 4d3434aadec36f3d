import { conditionFields } from '@banyan/domain/search/condition-fields'
import { formatAmount, type AmountUnit } from '@banyan/ui/amounts'
import type { ConditionWords } from './condition-words.ts'
import { isGroup, type DraftCondition, type DraftNode } from './condition-form.ts'

/** How a value of a choice is called: `branch` and the id of a branch. */
export type ChoiceName = (field: string, value: string) => string

interface Saying {
  readonly words: ConditionWords
  readonly nameOf: ChoiceName
  readonly unit: AmountUnit
  readonly unitName: string
}

export interface SaidCondition {
  readonly label: string
  readonly relation: string
  readonly value: string
}

/** A condition in words: its field, how it is compared, and with what. */
export function sayCondition({ field, is, value }: DraftCondition, saying: Saying): SaidCondition {
  const { words } = saying
  const relations: Readonly<Record<string, string>> = words.relations
  const label = words.fields[field]
  const relation = relations[is] ?? is
  if (is === 'known' || is === 'unknown') return { label, relation, value: '' }
  if (is === 'within-days') return { label, relation: '', value: words.daysAgo(String(value)) }
  if (is === 'older-than-days')
    return { label, relation: '', value: words.daysBefore(String(value)) }
  const values = [value].flat().map((each) => sayValue(field, each, saying))
  return { label, relation, value: is === 'between' ? values.join(' – ') : words.anyOf(values) }
}

function sayValue(field: DraftCondition['field'], value: unknown, saying: Saying): string {
  const type = conditionFields[field].type
  if (type === 'yes-no') return value === true ? saying.words.yes : saying.words.no
  if (type === 'choice') return saying.nameOf(field, String(value))
  if (type === 'money' && typeof value === 'number')
    return `${value === 0 ? '0' : formatAmount(value, saying.unit).replace(/\.00$/, '')} ${saying.unitName}`
  return String(value)
}

/** A node in one line, groups within brackets of their own. */
export function sayNode(node: DraftNode, saying: Saying): string {
  if (!isGroup(node)) {
    const { label, relation, value } = sayCondition(node, saying)
    return [label, relation, value].filter((part) => part !== '').join(' ')
  }
  const parts = node.nodes.map((each) =>
    isGroup(each) && each.nodes.length > 1
      ? saying.words.within(sayNode(each, saying))
      : sayNode(each, saying),
  )
  return node.joins === 'any' ? saying.words.anyOf(parts) : saying.words.allOf(parts)
}
