import { describe, expect, it } from 'vitest'
import { defaultCollectionRules } from './collection/default-collection-rules.ts'
import { deliveredSources, sourceIn } from './delivered-sources.ts'
import { defaultInspectionRules } from './inspections/default-inspection-rules.ts'
import { defaultRepricingRules } from './products/repricing.ts'
import { defaultWarningRules } from './warnings/default-warning-rules.ts'

const { quiet, calls, unreachable, clocks } = defaultCollectionRules
const cited = [
  ...[quiet, calls, unreachable, clocks, defaultInspectionRules, defaultRepricingRules],
  ...defaultWarningRules.rules,
].map(({ source }) => source)

describe('a source', () => {
  it('of the delivered rules is told in both languages, one at a time', () => {
    for (const each of new Set(cited)) {
      expect(sourceIn('zh', each)).toBe(each)
      expect(each).not.toMatch(/to be confirmed/)
      expect(sourceIn('en', each)).not.toMatch(/[一-鿿]/)
    }
    expect(new Set(cited).size).toBe(Object.keys(deliveredSources).length)
  })

  it('of the institution’s own reads as it was entered', () => {
    expect(sourceIn('en', '本行制度〔2026〕3号')).toBe('本行制度〔2026〕3号')
  })
})
