import { loanClasses } from '@banyan/ui/loan-class'
import { stages } from '@banyan/ui/stage'
import { freeOf } from './tree-values.ts'
import type { TreeView } from './tree-view.ts'

/** Amounts in fen, days whole, shares in millionths of a percent. Each is the customer's own, not its subtree's. */
export const figureFields = [
  'own',
  'reserved',
  'overdue',
  'days',
  'limit',
  'free',
  'guaranteed',
  'direct',
  'through',
] as const
export const choiceFields = ['tier', 'stage', 'kind', 'branch', 'officer', 'mark'] as const
export const marks = ['circle', 'others', 'cross', 'borrower', 'outsider'] as const

export type FigureField = (typeof figureFields)[number]
export type ChoiceField = (typeof choiceFields)[number]

export interface FigureCondition {
  readonly field: FigureField
  readonly is: 'least' | 'most'
  readonly value: number
}
export interface ChoiceCondition {
  readonly field: ChoiceField
  readonly is: 'is' | 'not'
  readonly value: string
}
export type TreeCondition = FigureCondition | ChoiceCondition

export const isFigureCondition = (condition: TreeCondition): condition is FigureCondition =>
  condition.is === 'least' || condition.is === 'most'

type Test = (key: number) => boolean

/** A customer without the figure meets no condition on it. */
export function conditionTest(view: TreeView, condition: TreeCondition): Test {
  if (isFigureCondition(condition)) {
    const figure = figureOf(view, condition.field)
    const { value } = condition
    const isLeast = condition.is === 'least'
    return (key) => {
      const here = figure(key)
      return here !== null && (isLeast ? here >= value : here <= value)
    }
  }
  const isChosen = choiceTest(view, condition.field, condition.value)
  return condition.is === 'is' ? isChosen : (key) => !isChosen(key)
}

function figureOf({ data }: TreeView, field: FigureField): (key: number) => number | null {
  if (field === 'free') return (key) => freeOf(data, key)
  const columns = {
    own: data.balances,
    reserved: data.reserved,
    overdue: data.overdue,
    days: data.days,
    limit: data.limits,
    guaranteed: data.guaranteed,
    direct: data.percents,
    through: data.lookThrough,
  }
  const column = columns[field]
  return (key) => {
    const figure = column[key] ?? -1
    return figure < 0 ? null : figure
  }
}

function choiceTest(view: TreeView, field: ChoiceField, value: string): Test {
  const { data } = view
  const { head } = data
  if (field === 'mark') return markTest(view, value)
  if (field === 'tier') {
    const tier = loanClasses.findIndex((each) => each === value) + 1
    return (key) => data.tiers[key] === tier
  }
  if (field === 'stage') return (key) => view.memberAt(key).stage?.stage === value
  if (field === 'kind') {
    const kind = head.kinds.indexOf(value)
    return (key) => data.kinds[key] === kind
  }
  const [column, names] =
    field === 'branch' ? [data.branches, head.branches] : [data.officers, head.officers]
  const chosen = new Set(names.flatMap(({ name }, index) => (name === value ? [index] : [])))
  return (key) => chosen.has(column[key] ?? -1)
}

function markTest(view: TreeView, mark: string): Test {
  const { data, stubs } = view
  if (mark === 'others') return (key) => (data.otherParents[key] ?? 0) > 0
  if (mark === 'cross') {
    const ends = new Set(stubs.flatMap(({ holderKey, heldKey }) => [holderKey, heldKey]))
    return (key) => ends.has(key)
  }
  if (mark === 'circle') {
    const inCircle = new Set(view.circles.flat().map((id) => data.indexOf(id)))
    return (key) => inCircle.has(key)
  }
  const isBorrower: Test = (key) =>
    (data.loans[key] ?? 0) > 0 || (data.reserved[key] ?? 0) > 0 || (data.stages[key] ?? 255) < 255
  return mark === 'borrower' ? isBorrower : (key) => !isBorrower(key)
}

const signs = { least: '>=', most: '<=', is: '=', not: '!=' } as const

/** Conditions for an address: `own>=500000000~tier!=normal`. */
export function writeConditions(conditions: readonly TreeCondition[]): string | null {
  const parts = conditions.map(
    ({ field, is, value }) =>
      `${field}${signs[is]}${encodeURIComponent(value).replaceAll('~', '%7E')}`,
  )
  return parts.length ? parts.join('~') : null
}

/** The reverse of `writeConditions`; a part that says nothing known is passed over. */
export function readConditions(text: string | null): TreeCondition[] {
  return (text ?? '').split('~').flatMap((part) => {
    const found = /^([a-z]+)(>=|<=|!=|=)(.+)$/.exec(part)
    return found ? readCondition(found[1] ?? '', found[2] ?? '', found[3] ?? '') : []
  })
}

function readCondition(name: string, sign: string, text: string): TreeCondition[] {
  const figure = figureFields.find((each) => each === name)
  if (figure && (sign === '>=' || sign === '<=')) {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) return []
    return [{ field: figure, is: sign === '>=' ? 'least' : 'most', value }]
  }
  const choice = choiceFields.find((each) => each === name)
  if (!choice || (sign !== '=' && sign !== '!=')) return []
  const value = decoded(text)
  const allowed: Partial<Record<ChoiceField, readonly string[]>> = {
    tier: loanClasses,
    stage: stages,
    mark: marks,
  }
  if (value === null || allowed[choice]?.includes(value) === false) return []
  return [{ field: choice, is: sign === '=' ? 'is' : 'not', value }]
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
