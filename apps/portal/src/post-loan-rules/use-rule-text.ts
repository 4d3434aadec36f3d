import { amountUnitName, formatAmount, formatRate, useAmountUnit } from '@banyan/ui/amounts'
import { listed, useLocale, useWords } from '@banyan/ui/locale'
import { namedIn } from '../named-in.ts'
import { useSource } from '../use-source.ts'
import { fieldOf } from './rule-fields.ts'
import type { RuleLeaf, RuleValue } from './rule-leaves.ts'
import { ruleWords } from './rule-words.ts'
import { useChoiceNames } from './use-choice-names.ts'

/** What the values of the rules are called, and how they read, in the reader's language. */
export function useRuleText() {
  const words = useWords(ruleWords)
  const names = useChoiceNames()
  const sourceOf = useSource()
  const { locale } = useLocale()
  const { amountUnit } = useAmountUnit()

  /** A value in words, by the place it has in its set. */
  function textOf(leaf: Pick<RuleLeaf, 'pattern' | 'row'>, value: RuleValue | undefined): string {
    const field = fieldOf(leaf)
    if (value === undefined) return '–'
    if (value === null) return words.value.nothing
    if (field?.kind === 'flag') return value === true ? words.value.yes : words.value.no
    if (field?.kind === 'choice') return namedIn(names.value[field.of], String(value))
    if (field?.kind === 'choices') {
      return listed([value].flat().map((each) => namedIn(names.value[field.of], String(each))))
    }
    if (leaf.pattern.endsWith('source')) return sourceOf(String(value))
    if (typeof value !== 'number') return String(value)
    if (field?.kind === 'rate') return formatRate(value)
    if (field?.kind === 'money') {
      const unit = amountUnitName(amountUnit.value, locale.value)
      return value === 0 ? `0` : `${formatAmount(value, amountUnit.value)} ${unit}`
    }
    const unit = field && 'unit' in field ? field.unit : null
    if (value === 0 && unit === 'times') return '–'
    return unit ? words.value.units[unit](String(value)) : String(value)
  }

  return { words, names, textOf }
}
