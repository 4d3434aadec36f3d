import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { readLoanRow } from './loans-file.ts'
import { readRelationRow } from './relations-file.ts'
import { readRepaymentRow } from './repayments-file.ts'
import type { RowProblem } from './row-problems.ts'

const context = { today: day('2026-10-31'), language: 'en' } as const

function codesOf(result: { row: unknown } | { problems: RowProblem[] }): string[] {
  return 'row' in result ? [] : result.problems.map(({ column, code }) => `${column}: ${code}`)
}

describe('reading a row of relations', () => {
  const holding = { from_external_id: 'A', to_external_id: 'B', kind: '股权', percent: '60%' }

  it('takes a holding over', () => {
    expect(readRelationRow({ ...holding, valid_from: '2026/1/2' }, context)).toEqual({
      row: {
        from: 'A',
        to: 'B',
        kind: 'ownership',
        role: null,
        percent: 60_000_000,
        votingPercent: null,
        incomePercent: null,
        dependencePercent: null,
        amount: null,
        validFrom: '2026-01-02',
        validTo: null,
        source: '',
        evidence: '',
      },
    })
  })

  it.each([
    [{ percent: '100.01' }, ['percent: more-than-whole']],
    [{ kind: 'control', to_external_id: 'A' }, ['to_external_id: related-to-itself']],
    [{ to_external_id: 'A' }, []],
    [{ role: '董事' }, ['role: unknown-choice']],
    [{ kind: '高管', role: '董事', percent: '' }, []],
    [{ kind: 'trade', dependence_percent: '101' }, ['dependence_percent: more-than-whole']],
    [{ kind: 'guarantee' }, ['amount: missing']],
    [{ kind: 'guarantee', amount: '1' }, []],
    [{ valid_from: '2026-01-02', valid_to: '2026-01-01' }, ['valid_to: before-start']],
    [
      { kind: '', from_external_id: '', percent: 'half' },
      ['kind: missing', 'from_external_id: missing', 'percent: not-a-number'],
    ],
    [{ kind: 'guarantee', amount: 'all' }, ['amount: not-a-number']],
  ])('with %o: %o', (change, codes) => {
    expect(codesOf(readRelationRow({ ...holding, ...change }, context))).toEqual(codes)
  })
})

it.each([
  ['法定代表人', 'officer', 'legal-representative'],
  ['配偶', 'family', 'spouse'],
  ['同一电话', 'same-contact', 'phone'],
  ['实控人', 'actual-controller', null],
  ['股权', 'ownership', null],
])('reads %s as the kind %s of the role %s', (kind, known, role) => {
  const read = readRelationRow({ from_external_id: 'A', to_external_id: 'B', kind }, context)
  expect(read).toMatchObject({ row: { kind: known, role } })
})

describe('reading a row of loans', () => {
  const loan = {
    external_id: 'L1',
    customer_external_id: 'P1',
    amount: '100,000',
    annual_rate: '4.35%',
    periods: '12',
    disbursed_on: '2026-01-31',
  }

  it('fills in what is usual', () => {
    expect(readLoanRow(loan, context)).toEqual({
      row: {
        externalId: 'L1',
        customerExternalId: 'P1',
        customerName: '',
        customerKind: 'person',
        product: '',
        branch: '',
        amount: 10_000_000,
        currency: 'CNY',
        annualRate: 4_350_000,
        method: 'equal-instalment',
        periods: 12,
        frequency: 'monthly',
        disbursedOn: '2026-01-31',
        firstDueOn: '2026-02-28',
        status: 'active',
        endedOn: null,
      },
    })
  })

  it.each([
    ['weekly', '2026-02-07'],
    ['按季', '2026-04-30'],
  ])('a %s loan is first due on %s', (frequency, firstDueOn) => {
    expect(readLoanRow({ ...loan, frequency }, context)).toMatchObject({ row: { firstDueOn } })
  })

  it('takes the words in use', () => {
    const given = { method: '等额本金', status: '已结清', currency: 'rmb', ended_on: '20261001' }
    expect(readLoanRow({ ...loan, ...given }, context)).toMatchObject({
      row: { method: 'equal-principal', status: 'settled', currency: 'CNY', endedOn: '2026-10-01' },
    })
  })

  it.each([
    [{ amount: '0' }, ['amount: not-above-zero']],
    [{ amount: '' }, ['amount: missing']],
    [{ periods: '1201' }, ['periods: too-large']],
    [{ first_due_on: '2026-01-31' }, ['first_due_on: before-start']],
    [{ disbursed_on: '2026-11-01' }, ['disbursed_on: in-the-future']],
    [{ ended_on: '2026-01-30' }, ['ended_on: before-start']],
    [{ currency: 'yuan' }, ['currency: unknown-currency']],
    [{ status: 'lost' }, ['status: unknown-choice']],
    [
      { external_id: '', annual_rate: 'x', periods: '0', disbursed_on: '2026-02-30' },
      [
        'external_id: missing',
        'annual_rate: not-a-number',
        'periods: not-above-zero',
        'disbursed_on: impossible-date',
      ],
    ],
  ])('with %o: %o', (change, codes) => {
    expect(codesOf(readLoanRow({ ...loan, ...change }, context))).toEqual(codes)
  })
})

describe('reading a row of repayments', () => {
  const repayment = { external_id: 'R1', loan_external_id: 'L1', paid_on: '45000', amount: '1.5' }

  it('takes a repayment over', () => {
    expect(readRepaymentRow(repayment, context)).toEqual({
      row: { externalId: 'R1', loanExternalId: 'L1', paidOn: '2023-03-15', amount: 150 },
    })
  })

  it.each([
    [{ paid_on: '2026-11-01' }, ['paid_on: in-the-future']],
    [{ amount: '0' }, ['amount: not-above-zero']],
    [{ amount: '-5' }, ['amount: negative']],
    [{ loan_external_id: '', paid_on: '' }, ['loan_external_id: missing', 'paid_on: missing']],
  ])('with %o: %o', (change, codes) => {
    expect(codesOf(readRepaymentRow({ ...repayment, ...change }, context))).toEqual(codes)
  })
})
