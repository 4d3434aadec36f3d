import { defaultCollectionRules } from '@banyan/domain/collection/default-collection-rules'
import { defaultInspectionRules } from '@banyan/domain/inspections/default-inspection-rules'
import { defaultWarningRules } from '@banyan/domain/warnings/default-warning-rules'
import { describe, expect, it } from 'vitest'
import { enteredValue, fieldText } from './entered-value.ts'
import { ruleBlocks } from './rule-blocks.ts'
import { withLevel, withRowAdded, withRowRemoved } from './rule-edits.ts'
import { ruleLeaves, valueAt } from './rule-leaves.ts'

describe('changing a rule set', () => {
  const levelsOf = (body: unknown, rule: number) => valueAt(body, ['rules', rule, 'levels'])

  it('sets the threshold of a colour that the rule did not have, in the order of the colours', () => {
    const rule = defaultWarningRules.rules.findIndex(({ code }) => code === 'often-late')
    const changed = withLevel(defaultWarningRules, { rule, colour: 'red' }, 75_000_000)
    expect(levelsOf(changed, rule)).toEqual([
      { colour: 'yellow', threshold: 25_000_000 },
      { colour: 'orange', threshold: 50_000_000 },
      { colour: 'red', threshold: 75_000_000 },
    ])
  })

  it('takes a colour from a rule', () => {
    const changed = withLevel(defaultWarningRules, { rule: 0, colour: 'yellow' }, null)
    expect(levelsOf(changed, 0)).toEqual([
      { colour: 'orange', threshold: 31 },
      { colour: 'red', threshold: 91 },
    ])
  })

  it('adds a row like the last one, and removes it again', () => {
    const more = withRowAdded(defaultCollectionRules, ['priority', 'amounts'])
    expect(valueAt(more, ['priority', 'amounts', 3])).toEqual({ from: 100_000_000, points: 20 })
    expect(withRowRemoved(more, ['priority', 'amounts'], 3)).toEqual(defaultCollectionRules)
  })
})

describe('a rule set as blocks', () => {
  it.each([
    ['warning', defaultWarningRules],
    ['inspection', defaultInspectionRules],
    ['collection', defaultCollectionRules],
  ])('shows every value of the %s rules once, or as the head of its row', (_, body) => {
    const shown = ruleBlocks(body).flatMap(({ leaves, rows }) => [
      ...leaves,
      ...rows.flatMap(({ cells }) => [...cells.values()]),
    ])
    const places = new Set(shown.map(({ path }) => path.join('.')))
    expect(places.size).toBe(shown.length)
    const heads = ruleLeaves(body).filter(
      (leaf) => leaf.pattern.startsWith('rules.') && !places.has(leaf.path.join('.')),
    )
    expect(shown.length + heads.length).toBe(ruleLeaves(body).length)
  })

  it('has one order, whatever the order in which the database gives it', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled)
      if (typeof value !== 'object' || value === null) return value
      const entries = Object.entries(value).map(([key, part]) => [key, shuffled(part)] as const)
      return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? 1 : -1)))
    }
    for (const body of [defaultWarningRules, defaultInspectionRules, defaultCollectionRules]) {
      const shape = (set: unknown) =>
        ruleBlocks(set).map(({ id, columns, leaves }) => [
          id,
          columns,
          leaves.map((l) => l.pattern),
        ])
      expect(shape(shuffled(body))).toEqual(shape(body))
    }
  })

  it('has a column for each colour even where a rule leaves it out', () => {
    const rules = ruleBlocks(defaultWarningRules).find(({ id }) => id === 'rules')
    expect(rules?.columns.slice(0, 3)).toEqual([
      'rules.*.levels.*.threshold|yellow',
      'rules.*.levels.*.threshold|orange',
      'rules.*.levels.*.threshold|red',
    ])
    expect(rules?.rows.length).toBe(defaultWarningRules.rules.length)
  })
})

describe('a number in its field', () => {
  it.each([
    ['money', 30_000_000, '30'],
    ['money', 1_234_567, '1.234567'],
    ['rate', 25_000_000, '25'],
    ['rate', -500_000, '-0.5'],
    ['number', 91, '91'],
  ] as const)('of %s reads %s as %s and back', (kind, value, text) => {
    expect(fieldText({ kind }, value)).toBe(text)
    expect(enteredValue({ kind }, text)).toBe(value)
  })

  it.each([
    ['number', '1.5'],
    ['number', 'x'],
    ['rate', '1.1234567'],
    ['money', '12345678901'],
  ] as const)('of %s is not %s', (kind, text) => {
    expect(enteredValue({ kind }, text)).toBeUndefined()
  })

  it('is none when it is empty', () => {
    expect(enteredValue({ kind: 'number' }, ' ')).toBeNull()
  })
})
