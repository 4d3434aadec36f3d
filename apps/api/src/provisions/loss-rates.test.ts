import { addDays, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDays } from '../close/close-days.ts'
import type { AskedEvent } from '../loans/enter-event.ts'
import { enterOn } from '../loans/enter-on-loan.ts'
import { lockLoans } from '../loans/loans.queries.ts'
import { aLoan, keepLoans } from '../reports/testing.ts'
import { aBorrower } from '../loans/testing.queries.ts'
import { aBank, inside, type TestBank, type TestStaff } from '../testing.ts'

let bank: TestBank
let risk: TestStaff
let reader: TestStaff
let today = day('2026-10-15')

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  reader = await bank.hire('executive')
  const current = await lend('2026-09-15', 0)
  const lost = await lend('2025-11-15', 0)
  await lend('2026-03-15', 2)
  const spared = await lend('2025-12-15', 5)

  await happens(current, { kind: 'repayment', on: today, amount: money(1_000_00) })
  await happens(lost, { kind: 'write-off', on: today })
  const writeOff = await happens(spared, { kind: 'write-off', on: today })
  await night()
  await happens(spared, { kind: 'reversal', on: today, of: writeOff })
  await happens(lost, { kind: 'recovery', on: today, amount: money(3_000_00) })
  const mistaken = { kind: 'recovery', on: today, amount: money(500_00) } as const
  const recovery = await happens(lost, mistaken)
  await happens(lost, { kind: 'reversal', on: today, of: recovery })
  await night()
})
afterAll(() => bank.drop())

/** Twelve instalments of 1,000.00 without interest, so many of them paid in time. */
async function lend(disbursedOn: string, paid: number): Promise<string> {
  const loan = aLoan(risk, await aBorrower(bank, risk), {
    number: `LR-${disbursedOn}`,
    principal: money(12_000_00),
    annualRate: parseRate('0'),
    disbursedOn: day(disbursedOn),
    paid,
  })
  await keepLoans(bank, risk, [loan])
  return loan.loan.id
}

function happens(loanId: string, asked: AskedEvent): Promise<string> {
  return inside(
    bank.resources,
    risk,
    async (context) => {
      const { tx, institution } = context
      const [bundle] = await lockLoans(tx, institution, [loanId], { withPast: true })
      if (!bundle) throw new Error('no loan')
      return (await enterOn(context, bundle, asked)).event.id
    },
    'institution',
    today,
  )
}

async function night(): Promise<void> {
  const { institution, resources } = bank
  const staff = { id: risk.staffId }
  await closeDays(resources, { institution, staff, requestId: 'test' }, today)
  today = addDays(today, 1)
}

/*
 * On the evening of 14 October 12,000 + 12,000 + 10,000 + 7,000 = 41,000 is owed. On the 15th 1,000 is paid and
 * 12,000 and 7,000 are written off; on the 16th the 7,000 is taken back, and 3,000 of the 12,000 comes in. Owed
 * then: 11,000 not late; 10,000 and 7,000 with an instalment of June unpaid.
 */
describe('the rates of bad debt, worked by hand', () => {
  const rates = (from: string, to: string) =>
    bank.as(risk).provisions.rates({ from: day(from), to: day(to) })

  it('are each numerator over denominator, what was taken back counting for neither', async () => {
    expect(await rates('2026-10-15', '2026-10-16')).toMatchObject({
      nonPerforming: { numerator: 17_000_00, denominator: 28_000_00, rate: parseRate('60.714286') },
      writtenOff: { numerator: 12_000_00, denominator: 41_000_00, rate: parseRate('29.268293') },
      recovered: { numerator: 3_000_00, denominator: 12_000_00, rate: parseRate('25') },
    })
  })

  it('are of their period: the first day knows both write-offs and no recovery', async () => {
    expect(await rates('2026-10-15', '2026-10-15')).toMatchObject({
      nonPerforming: { numerator: 10_000_00, denominator: 21_000_00, rate: parseRate('47.619048') },
      writtenOff: { numerator: 19_000_00, denominator: 41_000_00, rate: parseRate('46.341463') },
      recovered: { numerator: 0, denominator: 19_000_00, rate: 0 },
    })
  })

  it('are of the second day alone: a write-off taken back is below zero', async () => {
    expect(await rates('2026-10-16', '2026-10-16')).toMatchObject({
      writtenOff: { numerator: -7_000_00, denominator: 21_000_00 },
      recovered: { numerator: 3_000_00, denominator: 12_000_00 },
    })
  })

  it('rest on what the ledger shows of the loans', async () => {
    const { rows } = await bank.as(reader).ledger.trialBalance({ on: day('2026-10-16') })
    const at = (role: string) => rows.find((row) => row.role === role)
    expect(at('loan')).toMatchObject({ balance: 28_000_00, side: 'debit' })
    const kept = await bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .selectFrom('loan')
        .select(({ fn }) => [
          fn.sum<number>('balance').as('balance'),
          fn.sum<number>('allowance').as('allowance'),
          fn.sum<number>('writtenOff').as('writtenOff'),
        ])
        .executeTakeFirstOrThrow(),
    )
    expect(Number(kept.balance)).toBe(28_000_00)
    // Written off 12,000 less the 3,000 recovered.
    expect(Number(kept.writtenOff)).toBe(9_000_00)
    expect(at('allowance')).toMatchObject({ balance: Number(kept.allowance), side: 'credit' })
  })
})
