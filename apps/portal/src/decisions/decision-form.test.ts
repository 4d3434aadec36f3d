import type { ApprovalFacts } from '@banyan/domain/decisions/approval'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { describe, expect, it } from 'vitest'
import { formFor, grantedTerms, refusalOf } from './decision-form.ts'

const asked = { amount: money(100_000_00), termMonths: 24, annualRate: parseRate('4.9') }
const facts: ApprovalFacts = {
  application: {
    status: 'scored',
    enteredBy: 'wang',
    reviewedBy: 'li',
    product: 'consumer',
    amount: asked.amount,
    scoreOutcome: 'pass',
    isInGuaranteeRing: false,
  },
  approver: { id: 'zhou', roles: ['branch-approver'] },
  asException: false,
  authority: [{ role: 'branch-approver', product: null, upTo: money(150_000_00) }],
  institution: {
    kind: 'city-bank',
    bases: { netCapital: money(10_000_000_00), tier1: null, netAssets: null },
  },
  exposure: { customer: money(0), group: money(60_000_00), sets: [] },
  customerLimit: null,
  groupLimit: null,
}

describe('an opinion as it is typed', () => {
  it('begins with what was asked', () => {
    expect(grantedTerms(formFor(asked))).toEqual(asked)
  })

  it.each([{ amount: '' }, { amount: '0' }, { termMonths: '0' }, { annualRate: '低' }])(
    'cannot be sent with %j',
    (change) => {
      expect(grantedTerms({ ...formFor(asked), ...change })).toBeNull()
    },
  )

  it('is refused above the authority, and not once the amount is lowered', () => {
    expect(refusalOf(facts, asked, asked, false)).toBe('above-authority')
    const lowered = { ...asked, amount: money(90_000_00) }
    expect(refusalOf(facts, asked, lowered, false)).toBeNull()
  })

  it('is refused for more than was asked', () => {
    const more = { ...asked, amount: money(80_000_00), termMonths: 25 }
    expect(refusalOf(facts, asked, more, false)).toBe('longer-than-asked')
  })
})
