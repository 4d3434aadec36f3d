import type { ConditionGroup, ConditionNode } from '@banyan/domain/search/condition-tree'
import { type BoxChip, type BoxProblem, readBox, valuesOf } from '@banyan/domain/search/read-box'
import type { StaffContext } from '../access/staff-context.ts'
import {
  branchesNamed,
  groupsNamed,
  type NamedChoice,
  namesLike,
  staffNamed,
} from './operator-names.queries.ts'

/** A condition out of the box, shown beside it and taken off it one by one. */
export interface Chip {
  operator: BoxChip['operator']
  from: number
  to: number
  label: string
  condition: ConditionNode
}

export interface BoxQuestion {
  /** What is left to look for by name. */
  text: string
  chips: Chip[]
  problems: BoxProblem[]
}

type Place = Pick<StaffContext, 'tx' | 'institution'>

const lookups = {
  branch: branchesNamed,
  officer: staffNamed,
  group: groupsNamed,
} as const

/** The words of the box and the conditions in it, with the names in them looked up. */
export async function readQuestion(context: Place, text: string): Promise<BoxQuestion> {
  const { text: left, chips, problems } = readBox(text)
  const question: BoxQuestion = { text: left, chips: [], problems }
  for (const chip of chips) {
    const { operator, from, to, label } = chip
    const condition = chip.condition ?? (await lookUp(context, chip))
    if (condition) question.chips.push({ operator, from, to, label, condition })
    else problems.push(await unknownName(context, chip))
  }
  problems.sort((a, b) => a.from - b.from)
  return question
}

/** Every branch, officer or group that bears one of the names; null when a name is nobody's. */
async function lookUp({ tx, institution }: Place, chip: BoxChip): Promise<ConditionNode | null> {
  const { operator, value, isNegated } = chip
  if (operator !== 'branch' && operator !== 'officer' && operator !== 'group') return null
  const ids: string[] = []
  for (const name of valuesOf(value).slice(0, 10)) {
    const found: NamedChoice[] = await lookups[operator](tx, institution.id, name)
    if (found.length === 0) return null
    ids.push(...found.map(({ id }) => id))
  }
  if (ids.length === 0) return null
  return { field: operator, is: isNegated ? 'not-in' : 'in', value: [...new Set(ids)].slice(0, 50) }
}

async function unknownName({ tx, institution }: Place, chip: BoxChip): Promise<BoxProblem> {
  const { operator, from, to, label, value } = chip
  const word = label.replace(/^[-－]/, '').split(/[:：]/)[0] ?? operator
  const like =
    operator === 'group'
      ? []
      : await namesLike(tx, institution.id, operator === 'branch' ? 'branch' : 'staff', value)
  const suggestions = like.map((name) => `${word}:${name}`)
  return { from, to, code: 'unknown-value', operator: word, value, suggestions }
}

/** The filter that was built and the conditions of the box, as one. */
export function together(
  filter: ConditionGroup | null | undefined,
  chips: readonly Chip[],
): ConditionGroup | null {
  const asked = chips.map(({ condition }) => condition)
  if (asked.length === 0) return filter ?? null
  return { all: filter ? [...asked, filter] : asked }
}
