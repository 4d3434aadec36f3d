import { listed, useLocale, useWords } from '@banyan/ui/locale'
import { namedIn } from '../named-in.ts'
import type { RuleRow } from './rule-blocks.ts'
import type { RuleLeaf } from './rule-leaves.ts'
import { ruleWords } from './rule-words.ts'
import { type Names, useChoiceNames } from './use-choice-names.ts'

/** What the places of a rule set are called: its columns, its rows, and the way down to one value. */
export function useRulePlaces() {
  const words = useWords(ruleWords)
  const names = useChoiceNames()
  const { locale } = useLocale()

  const labelOf = (pattern: string) => namedIn(words.value.fields, pattern)

  /** What a column is called: its values, and the colour they are for. */
  function columnLabel(column: string): string {
    const [pattern = '', ...rows] = column.split('|')
    const isThreshold = pattern === 'rules.*.levels.*.threshold'
    const inner = rows.map((row) => namedIn(names.value.colours, row))
    return isThreshold ? inner.join(' ') : [labelOf(pattern), ...inner].join(' ')
  }

  /** What a row is called, and what it measures. */
  function rowTitle(block: string, { key, item, index }: RuleRow): { title: string; sub: string } {
    if (block === 'byColour') return { title: namedIn(names.value.colours, key), sub: '' }
    if (block !== 'rules') return { title: String(index + 1), sub: '' }
    const rule = item as {
      name: Record<'zh' | 'en', string>
      measure: string
      ratio: string | null
      eventKinds: string[]
      direction: string
    }
    const of =
      rule.ratio === null
        ? listed(rule.eventKinds.map((kind) => namedIn(names.value.eventKinds, kind)))
        : namedIn(names.value.ratios, rule.ratio)
    const how = namedIn(names.value.directions, rule.direction)
    const sub = [namedIn(words.value.measures, rule.measure), of, how].filter(Boolean).join(' · ')
    return { title: rule.name[locale.value], sub }
  }

  /** Where a value stands, from its block down to its name. */
  function placeOf({ pattern, rows, row }: RuleLeaf): string {
    const name: unknown = Reflect.get(Object(Reflect.get(Object(row), 'name')), locale.value)
    const [first, ...inner] = rows
    const outer = typeof name === 'string' ? name : first
    const shown = [outer, ...inner].filter((each) => each !== undefined)
    const known: Names = { ...names.value.colours, ...names.value.tiers, ...names.value.customers }
    const told = shown.map((each) =>
      each
        .split(' ')
        .map((word) => namedIn(known, word))
        .join(' '),
    )
    return [...told, labelOf(pattern)].join(' · ')
  }

  return { labelOf, columnLabel, rowTitle, placeOf }
}
