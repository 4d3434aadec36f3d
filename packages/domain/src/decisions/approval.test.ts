import { describe, expect, it } from 'vitest'

import type { Role } from '../access/roles.ts'
import { money } from '../money.ts'
import type { ApprovalFacts, ApprovalRefusal } from './approval.ts'
import { approvalRefusal, declineRefusal } from './approval.ts'
import type { AuthorityRow } from './authority.ts'
import { authorityOf, authorityRefusal } from './authority.ts'

const yuan = (whole: number) => money(whole * 100)
const table: readonly AuthorityRow[] = [
  { role: 'branch-approver', product: null, upTo: yuan(1_000_000) },
  { role: 'branch-approver', product: 'fixed-asset', upTo: yuan(200_000) },
  { role: 'head-office-approver', product: null, upTo: yuan(50_000_000) },
]

const sound: ApprovalFacts = {
  application: {
    status: 'scored',
    enteredBy: 'chen',
    reviewedBy: 'li',
    product: 'working-capital',
    amount: yuan(300_000),
    scoreOutcome: 'pass',
    isInGuaranteeRing: false,
  },
  approver: { id: 'zhao', roles: ['branch-approver'] },
  asException: false,
  authority: table,
  institution: {
    kind: 'city-bank',
    bases: { netCapital: yuan(100_000_000), tier1: null, netAssets: null },
  },
  exposure: { customer: money(0), group: money(0), sets: [] },
  customerLimit: null,
  groupLimit: null,
}

const withApplication = (change: Partial<ApprovalFacts['application']>): ApprovalFacts => ({
  ...sound,
  application: { ...sound.application, ...change },
})

describe('approving an application', () => {
  it('is allowed when nothing speaks against it', () => {
    expect(approvalRefusal(sound)).toBeNull()
  })

  it.each<[ApprovalRefusal, ApprovalFacts]>([
    ['not-scored', withApplication({ status: 'in-review' })],
    ['not-scored', withApplication({ scoreOutcome: null })],
    ['own-application', withApplication({ enteredBy: 'zhao' })],
    ['reviewed-it-too', withApplication({ reviewedBy: 'zhao' })],
    ['exception-needed', withApplication({ scoreOutcome: 'decline' })],
    [
      'exception-needs-head-office',
      { ...withApplication({ scoreOutcome: 'decline' }), asException: true },
    ],
    ['guarantee-ring-needs-head-office', withApplication({ isInGuaranteeRing: true })],
    ['no-authority', { ...sound, approver: { id: 'zhao', roles: ['risk-officer'] } }],
    ['above-authority', withApplication({ amount: money(1_000_000_01) })],
    ['over-customer-limit', { ...sound, customerLimit: money(299_999_99) }],
    ['over-group-limit', { ...sound, groupLimit: money(299_999_99) }],
  ])('is refused: %s', (reason, facts) => {
    expect(approvalRefusal(facts)).toBe(reason)
  })

  it('counts what the group already owes towards the authority', () => {
    const beside = (group: number) =>
      approvalRefusal({ ...sound, exposure: { customer: money(0), group: money(group), sets: [] } })

    expect(beside(700_000_00)).toBeNull()
    expect(beside(700_000_01)).toBe('above-authority')
  })

  it('takes a group limit to the fen', () => {
    expect(approvalRefusal({ ...sound, groupLimit: yuan(300_000) })).toBeNull()
  })

  it('lets head office approve against the score as an exception', () => {
    const facts = withApplication({ scoreOutcome: 'decline' })
    const approver = { id: 'qian', roles: ['head-office-approver'] as const }
    expect(approvalRefusal({ ...facts, approver, asException: true })).toBeNull()
  })

  it('lets head office approve what a ring of guarantees secures', () => {
    const facts = withApplication({ isInGuaranteeRing: true })
    const approver = { id: 'qian', roles: ['head-office-approver'] as const }
    expect(approvalRefusal({ ...facts, approver })).toBeNull()
  })

  it('keeps one borrower to ten percent of net capital and its group to fifteen', () => {
    const small: ApprovalFacts = {
      ...sound,
      institution: {
        kind: 'city-bank',
        bases: { netCapital: yuan(3_000_000), tier1: null, netAssets: null },
      },
    }
    const owing = (customer: number, group: number) =>
      approvalRefusal({
        ...small,
        exposure: { customer: money(customer), group: money(group), sets: [] },
      })

    expect(owing(0, 0)).toBeNull()
    expect(owing(1, 1)).toBe('over-single-limit')
    expect(owing(0, 150_000_00)).toBeNull()
    expect(owing(0, 150_000_01)).toBe('over-group-concentration')
  })

  it('waits for the capital base when none is on file', () => {
    const institution = {
      kind: 'city-bank',
      bases: { netCapital: null, tier1: null, netAssets: null },
    } as const
    expect(approvalRefusal({ ...sound, institution })).toBe('capital-base-unknown')
  })
})

describe('authority', () => {
  it.each<[Role[], 'working-capital' | 'fixed-asset', number | null]>([
    [['branch-approver'], 'working-capital', 1_000_000_00],
    [['branch-approver'], 'fixed-asset', 200_000_00],
    [['branch-approver', 'head-office-approver'], 'fixed-asset', 50_000_000_00],
    [['customer-manager'], 'fixed-asset', null],
    [[], 'fixed-asset', null],
  ])('of %j over %s is %s', (roles, product, most) => {
    expect(authorityOf(table, roles, product)).toBe(most)
  })

  it('reaches its amount and not a fen further', () => {
    const request = { roles: ['branch-approver'] as const, product: 'fixed-asset' as const }
    expect(authorityRefusal(table, { ...request, amount: 200_000_00 })).toBeNull()
    expect(authorityRefusal(table, { ...request, amount: 200_000_01 })).toBe('above-authority')
  })
})

describe('declining an application', () => {
  const application = { status: 'scored', enteredBy: 'chen' } as const

  it('names a reason', () => {
    expect(declineRefusal(application, { id: 'zhao' }, [])).toBe('no-reason-given')
    expect(declineRefusal(application, { id: 'zhao' }, ['weak-interest-cover'])).toBeNull()
  })

  it('is refused to the one who entered it, and before review', () => {
    expect(declineRefusal(application, { id: 'chen' }, ['x'])).toBe('own-application')
    const drafted = { ...application, status: 'draft' } as const
    expect(declineRefusal(drafted, { id: 'zhao' }, ['x'])).toBe('not-ready-to-decide')
  })
})
