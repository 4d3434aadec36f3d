import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { money } from '../money.ts'
import {
  type ContractQuestion,
  contractRefusal,
  type DisbursementFacts,
  disbursementRefusal,
} from './disbursement.ts'

const businessDay = day('2026-10-15')

describe('drawing up a contract', () => {
  const question: ContractQuestion = {
    status: 'approved',
    decidedOn: day('2026-10-10'),
    signedOn: businessDay,
    businessDay,
    reservation: 'open',
  }

  it('is allowed from the day of the decision to the business day', () => {
    expect(contractRefusal(question)).toBeNull()
    expect(contractRefusal({ ...question, signedOn: day('2026-10-10') })).toBeNull()
  })

  it.each<[Partial<ContractQuestion>, string]>([
    [{ status: 'scored' }, 'cannot-contract-when-scored'],
    [{ status: 'contracted' }, 'cannot-contract-when-contracted'],
    [{ reservation: 'void' }, 'approval-lapsed'],
    [{ reservation: null }, 'approval-lapsed'],
    [{ signedOn: day('2026-10-09') }, 'signed-before-decision'],
    [{ signedOn: day('2026-10-16') }, 'signed-in-the-future'],
  ])('with %o is refused: %s', (changed, reason) => {
    expect(contractRefusal({ ...question, ...changed })).toBe(reason)
  })
})

describe('paying out', () => {
  const facts: DisbursementFacts = {
    status: 'contracted',
    contract: { madeBy: 'manager', signedOn: businessDay, principal: money(100) },
    approved: money(100),
    reservation: 'open',
    disburser: { id: 'payer' },
    businessDay,
    institution: {
      kind: 'city-bank',
      bases: { netCapital: money(10_000), tier1: null, netAssets: null },
    },
    exposure: { customer: money(1_000), group: money(1_500), sets: [], unknownCurrencies: [] },
    customerLimit: money(1_000),
    groupLimit: money(1_500),
  }
  const { contract, exposure } = facts

  it('is allowed up to every limit exactly', () => {
    expect(disbursementRefusal(facts)).toBeNull()
  })

  it.each<[Partial<DisbursementFacts>, string]>([
    [{ status: 'approved' }, 'cannot-disburse-when-approved'],
    [{ status: 'disbursed' }, 'cannot-disburse-when-disbursed'],
    [{ disburser: { id: 'manager' } }, 'own-contract'],
    [{ contract: { ...contract, signedOn: day('2026-10-16') } }, 'not-signed-yet'],
    [{ approved: money(99) }, 'above-approved'],
    [{ reservation: 'void' }, 'approval-lapsed'],
    [{ exposure: { ...exposure, unknownCurrencies: ['USD'] } }, 'exchange-rate-unknown'],
    [{ customerLimit: money(999) }, 'over-customer-limit'],
    [{ groupLimit: money(1_499) }, 'over-group-limit'],
    [
      { exposure: { ...exposure, customer: money(1_001) }, customerLimit: null },
      'over-single-limit',
    ],
    [
      { exposure: { ...exposure, group: money(1_501) }, groupLimit: null },
      'over-group-concentration',
    ],
    [
      {
        institution: {
          kind: 'city-bank',
          bases: { netCapital: null, tier1: null, netAssets: null },
        },
      },
      'capital-base-unknown',
    ],
  ])('with %o is refused: %s', (changed, reason) => {
    expect(disbursementRefusal({ ...facts, ...changed })).toBe(reason)
  })
})
