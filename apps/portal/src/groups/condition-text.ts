import { formatAmount, amountUnitName, type AmountUnit } from '@banyan/ui/amounts'
import { loanClasses } from '@banyan/ui/loan-class'
import type { Locale } from '@banyan/ui/locale'
import { stages } from '@banyan/ui/stage'
import type { uiWords } from '@banyan/ui/words'
import type { conditionWords } from './condition-words.ts'
import {
  choiceFields,
  isFigureCondition,
  marks,
  type ChoiceField,
  type FigureField,
  type TreeCondition,
} from './tree-conditions.ts'
import type { TreeView } from './tree-view.ts'

export interface ConditionReading {
  readonly words: (typeof conditionWords)['zh']
  readonly ui: (typeof uiWords)['zh']
  readonly unit: AmountUnit
  readonly locale: Locale
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** What a choice field can be in this tree. */
export function choicesOf(view: TreeView, field: ChoiceField, reading: ConditionReading): Choice[] {
  const { words, ui } = reading
  const { head } = view.data
  const lists: Readonly<Record<ChoiceField, () => Choice[]>> = {
    tier: () => loanClasses.map((value) => ({ value, label: ui.classes[value] })),
    stage: () => stages.map((value) => ({ value, label: ui.stages[value] })),
    mark: () => marks.map((value) => ({ value, label: words.marks[value] })),
    kind: () =>
      head.kinds.map((value) => ({
        value,
        label: value === 'person' ? words.kinds.person : words.kinds.company,
      })),
    branch: () => named(head.branches),
    officer: () => named(head.officers),
  }
  return lists[field]()
}

const named = (each: readonly { readonly name: string }[]) =>
  [...new Set(each.map(({ name }) => name))].map((name) => ({ value: name, label: name }))

export const isChoice = (field: string): field is ChoiceField =>
  choiceFields.some((each) => each === field)

const perUnit = { yuan: 100, wan: 1_000_000, yi: 10_000_000_000 } as const

/** A typed number as the figure a condition keeps: fen, days, or millionths of a percent. Null when it is none. */
export function figureFrom(text: string, field: FigureField, unit: AmountUnit): number | null {
  const typed = Number(text.replaceAll(',', '').replaceAll('，', '').trim())
  if (text.trim() === '' || !Number.isFinite(typed) || typed < 0) return null
  const figure = Math.round(typed * scaleOf(field, unit))
  return Number.isSafeInteger(figure) ? figure : null
}

function scaleOf(field: FigureField, unit: AmountUnit): number {
  if (field === 'days') return 1
  return field === 'direct' || field === 'through' ? 1_000_000 : perUnit[unit]
}

/** A condition's value as its chip says it, after the sign. */
export function conditionText(
  view: TreeView,
  condition: TreeCondition,
  reading: ConditionReading,
): string {
  const { words, unit, locale } = reading
  if (isFigureCondition(condition)) {
    const { field, value } = condition
    if (field === 'days') return `${value} ${words.days}`
    if (field === 'direct' || field === 'through') return `${value / 1_000_000}%`
    return `${formatAmount(value, unit)} ${amountUnitName(unit, locale)}`
  }
  const choice = choicesOf(view, condition.field, reading).find(
    ({ value }) => value === condition.value,
  )
  return choice?.label ?? condition.value
}
