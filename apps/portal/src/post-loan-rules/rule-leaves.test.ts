import { defaultCollectionRules } from '@banyan/domain/collection/default-collection-rules'
import { defaultInspectionRules } from '@banyan/domain/inspections/default-inspection-rules'
import { defaultRepricingRules } from '@banyan/domain/products/repricing'
import { defaultWarningRules } from '@banyan/domain/warnings/default-warning-rules'
import { describe, expect, it } from 'vitest'
import { fieldOf } from './rule-fields.ts'
import { ruleDifferences, ruleLeaves, valueAt, withValue } from './rule-leaves.ts'

const sets = {
  warning: defaultWarningRules,
  inspection: defaultInspectionRules,
  collection: defaultCollectionRules,
  repricing: defaultRepricingRules,
} as const

describe('reading a rule set value by value', () => {
  it.each(Object.entries(sets))('knows how to show every value of the %s rules', (kind, body) => {
    const unknown = ruleLeaves(body).filter((leaf) => fieldOf(leaf) === undefined)
    expect([kind, unknown.map(({ pattern }) => pattern)]).toEqual([kind, []])
  })

  it.each(Object.entries(sets))('finds each value of the %s rules at its path', (_, body) => {
    for (const { path, value } of ruleLeaves(body)) expect(valueAt(body, path)).toEqual(value)
  })

  it('names the rows of a threshold by its rule and its colour', () => {
    const leaf = ruleLeaves(defaultWarningRules).find(
      ({ pattern, rows }) =>
        pattern === 'rules.*.levels.*.threshold' && rows.join(' ') === 'overdue orange',
    )
    expect(leaf?.value).toBe(31)
  })
})

describe('comparing two versions of the rules', () => {
  it('finds nothing in two equal ones', () => {
    expect(ruleDifferences(defaultWarningRules, structuredClone(defaultWarningRules))).toEqual([])
  })

  it('finds the one value that was replaced, and leaves the first version alone', () => {
    const changed = withValue(defaultCollectionRules, ['calls', 'effectivePerDay'], 2)
    expect(ruleDifferences(defaultCollectionRules, changed)).toMatchObject([
      { leaf: { pattern: 'calls.effectivePerDay' }, before: 3, after: 2 },
    ])
    expect(defaultCollectionRules.calls.effectivePerDay).toBe(3)
  })

  it('takes rows that changed places for the same rows', () => {
    const { reminders } = defaultCollectionRules
    const turned = { ...defaultCollectionRules, reminders: reminders.toReversed() }
    expect(ruleDifferences(defaultCollectionRules, turned)).toEqual([])
  })

  it('shows a row that is new with nothing before it', () => {
    const reminders = [
      ...defaultCollectionRules.reminders,
      { days: 180, message: false, task: true },
    ]
    const differences = ruleDifferences(defaultCollectionRules, {
      ...defaultCollectionRules,
      reminders,
    })
    expect(differences.map(({ before, after }) => [before, after])).toEqual([
      [undefined, 180],
      [undefined, false],
      [undefined, true],
    ])
  })
})
