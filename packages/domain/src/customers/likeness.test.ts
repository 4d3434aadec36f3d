import { describe, expect, it } from 'vitest'
import { isNearIdentifier, type Likeness, likenesses, resemblance } from './likeness.ts'

const people = { one: 'person', other: 'person' } as const
const companies = { one: 'company', other: 'company' } as const
const of = (...reasons: Likeness[]) => new Set(reasons)

describe('what two customers have in common', () => {
  it('says nothing of people who share only a name, and much of companies that do', () => {
    expect(resemblance(of('same-name'), people)).toBe(null)
    expect(resemblance(of('same-name'), companies)).toMatchObject({ kind: 'duplicate' })
    expect(resemblance(of(), companies)).toBe(null)
  })

  it.each([
    [of('same-name', 'same-mobile'), people, 'duplicate'],
    [of('near-id-number'), people, 'duplicate'],
    [of('same-mobile'), people, 'link'],
    [of('same-legal-representative'), companies, 'link'],
    [of('same-name', 'same-address'), { one: 'person', other: 'company' } as const, 'link'],
  ])('makes of %o between %o a %s', (reasons, kinds, kind) => {
    expect(resemblance(reasons, kinds)?.kind).toBe(kind)
  })

  it('names the weightiest reason first and stays within a hundred', () => {
    const all = resemblance(of(...likenesses.toReversed()), people)
    expect(all?.reasons).toEqual([...likenesses])
    expect(all?.score).toBe(100)
  })
})

describe('near identifiers', () => {
  it.each([
    ['91320106MA00000152', '91320106MA00000153', true],
    ['91320106MA00000152', '91320106MA00001052', true],
    ['91320106MA00000152', '9132016MA00000152', true],
    ['91320106MA00000152', '91320116MA00000158', true],
    ['91320106MA00000152', '91320116MA00001158', false],
    ['91320106MA00000152', '91320106MA00000152', false],
    ['1234', '1235', false],
  ])('%s and %s: %s', (one, other, isNear) => {
    expect(isNearIdentifier(one, other)).toBe(isNear)
    expect(isNearIdentifier(other, one)).toBe(isNear)
  })
})
