import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import type { CustomerDetails } from './customer.ts'
import {
  evidenceRefusal,
  expiredLicences,
  factFields,
  factState,
  licenceState,
  verificationRefusal,
} from './evidence.ts'

const on = day('2026-10-15')
const company: CustomerDetails = {
  kind: 'company',
  name: '河畔机械',
  shortName: '',
  companyType: 'food',
  creditCode: '',
  lei: '',
  legalRepresentative: '李试',
  registeredCapital: null,
  establishedOn: null,
  industrySection: null,
  address: '',
  contactName: '',
  contactMobile: '',
  licences: [],
}

describe('the state of a fact', () => {
  it.each([
    [null, 'verified'],
    ['2026-11-15', 'verified'],
    ['2026-11-14', 'expiring'],
    ['2026-10-15', 'expiring'],
    ['2026-10-14', 'expired'],
  ])('with proof until %s is %s', (expiresOn, state) => {
    const verification = { expiresOn: expiresOn === null ? null : day(expiresOn) }
    expect(factState({ isKnown: true, verification }, on)).toBe(state)
  })

  it('is unverified without proof and unknown without a value', () => {
    expect(factState({ isKnown: true, verification: null }, on)).toBe('unverified')
    expect(factState({ isKnown: false, verification: null }, on)).toBe('unknown')
  })

  it('calls a licence valid to its last day', () => {
    expect(licenceState({ expiresOn: day('2027-10-15') }, on)).toBe('valid')
    expect(licenceState({ expiresOn: on }, on)).toBe('expiring')
    expect(licenceState({ expiresOn: day('2026-10-14') }, on)).toBe('expired')
  })
})

describe('expired licences', () => {
  const business = { kind: 'business-licence', expiresOn: null } as const
  const old = { kind: 'food-permit', expiresOn: day('2026-10-14') } as const

  it('are required ones of which none is good; one that was never held is missing, not expired', () => {
    expect(expiredLicences('food', [business, old], on)).toEqual(['food-permit'])
    expect(expiredLicences('food', [business], on)).toEqual([])
    expect(expiredLicences('food', [business, old, { ...old, expiresOn: on }], on)).toEqual([])
    expect(expiredLicences('limited-company', [business, old], on)).toEqual([])
  })
})

describe('evidence at a decision', () => {
  const good = { falseMarks: 0, proofs: [], companyType: null, licences: [] }

  it('stands in no way while it is good', () => {
    expect(evidenceRefusal({ ...good, proofs: [{ expiresOn: on }, { expiresOn: null }] }, on)).toBe(
      null,
    )
  })

  it.each([
    ['false-material', { falseMarks: 1, proofs: [{ expiresOn: day('2020-01-01') }] }],
    ['fact-expired', { proofs: [{ expiresOn: day('2026-10-14') }] }],
    [
      'licence-expired',
      { licences: [{ kind: 'business-licence' as const, expiresOn: day('2026-10-14') }] },
    ],
  ])('refuses with %s', (reason, bad) => {
    expect(evidenceRefusal({ ...good, ...bad }, on)).toBe(reason)
  })
})

describe('vouching for a field', () => {
  const claim = { field: 'legalRepresentative', enteredBy: 'a', verifier: 'b', expiresOn: null }

  it('is for another than who entered it, with proof that still holds', () => {
    expect(verificationRefusal(company, claim, on)).toBe(null)
    expect(verificationRefusal(company, { ...claim, verifier: 'a' }, on)).toBe('own-entry')
    expect(verificationRefusal(company, { ...claim, expiresOn: day('2026-10-14') }, on)).toBe(
      'already-expired',
    )
    expect(verificationRefusal(company, { ...claim, field: 'address' }, on)).toBe('field-is-empty')
    expect(verificationRefusal(company, { ...claim, field: 'licences' }, on)).toBe('not-a-field')
  })

  it('knows every field of the form but the licences', () => {
    expect(factFields(company)).toContain('contactMobile')
    expect(factFields(company)).not.toContain('licences')
  })
})
