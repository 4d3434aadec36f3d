import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { parseRate } from '../rate.ts'
import { offerOn, type ProductIdentity, type ProductVersion, versionOn } from './product-version.ts'
import { overLpr, soundTerms } from './testing.ts'

const identity: ProductIdentity = {
  code: 'working-capital',
  name: '流动资金贷款',
  nameEn: 'Working capital loan',
  kind: 'working-capital',
  isConsumer: false,
}
const version = (number: number, validFrom: string, change: Partial<ProductVersion> = {}) => ({
  number,
  validFrom: day(validFrom),
  terms: soundTerms,
  ...change,
})

describe('the version in force', () => {
  const versions = [
    version(1, '2024-01-01'),
    version(2, '2026-12-01'),
    version(3, '2026-06-01'),
    version(4, '2026-12-01'),
  ]

  it.each([
    ['2023-12-31', undefined],
    ['2024-01-01', 1],
    ['2026-05-31', 1],
    ['2026-06-01', 3],
    ['2026-11-30', 3],
    ['2026-12-01', 4],
  ])('on %s is %s', (on, expected) => {
    expect(versionOn(versions, day(on))?.number).toBe(expected)
    expect(versionOn(versions.toReversed(), day(on))?.number).toBe(expected)
  })
})

describe('the offer of a product', () => {
  const versions: ProductVersion[] = [
    version(1, '2024-01-01'),
    version(2, '2025-05-01', { terms: { ...soundTerms, pricing: overLpr } }),
    version(3, '2026-11-01', { terms: null }),
  ]

  it('has the terms, number and standard rate of its day', () => {
    expect(offerOn(identity, versions, day('2024-06-01'))).toMatchObject({
      code: 'working-capital',
      version: 1,
      defaultRate: parseRate('3.85'),
    })
    expect(offerOn(identity, versions, day('2025-05-19'))?.defaultRate).toBe(parseRate('3.95'))
    expect(offerOn(identity, versions, day('2025-05-20'))?.defaultRate).toBe(parseRate('3.85'))
  })

  it('is none before the first version and after a withdrawal', () => {
    expect(offerOn(identity, versions, day('2023-12-31'))).toBeNull()
    expect(offerOn(identity, versions, day('2026-10-31'))?.version).toBe(2)
    expect(offerOn(identity, versions, day('2026-11-01'))).toBeNull()
  })

  it('is none where the loan prime rate is not known', () => {
    const early = [version(1, '2019-01-01', { terms: { ...soundTerms, pricing: overLpr } })]
    expect(offerOn(identity, early, day('2019-08-19'))).toBeNull()
    expect(offerOn(identity, early, day('2019-08-20'))).not.toBeNull()
  })
})
