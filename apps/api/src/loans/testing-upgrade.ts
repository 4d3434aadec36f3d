import { randomUUID } from 'node:crypto'
import { withClient } from '@banyan/database/roles'
import type { Day } from '@banyan/domain/calendar'
import { day } from '@banyan/domain/calendar'
import { buildSchedule } from '@banyan/domain/loans/schedule'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import type { Keyring } from '../access/keys.ts'
import type { FoundedInstitution } from '../officers/found-institution.ts'
import type { TestStaff } from '../testing.ts'

type Row = Record<string, unknown>
type Insert = (table: string, row: Row) => Promise<void>

export interface OldPayment {
  paidOn: string
  /** Of each instalment in turn: its principal and interest paid. */
  shares: { number: number; principal: number; interest: number }[]
  reversedOn?: string
}

export interface OldLoan {
  number: string
  disbursedOn: string
  firstDueOn: string
  periods: number
  tier?: string
  daysPastDue?: number
  pays: (rows: OldRow[]) => OldPayment[]
}

export interface OldRow {
  number: number
  dueOn: Day
  principal: number
  interest: number
}

const at = '2026-05-01T02:00:00Z'

/** A bank with its open day, as the version before the loan engine kept it. */
async function foundOldBank(
  insert: Insert,
  { businessDay, keyring }: { businessDay: string; keyring: Keyring },
) {
  const [id = '', branchId = '', accountId = '', staffId = ''] = Array.from({ length: 4 }, () =>
    randomUUID(),
  )
  const of = { institution_id: id }
  await insert('institution', { id, code: 'old', name: '旧行', kind: 'city-bank', created_at: at })
  const wrapped = keyring.makeKey(id, 1)
  await insert('institution_key', { ...of, version: 1, wrapped, created_at: at })
  await insert('institution_state', { ...of, business_day: businessDay })
  await insert('business_day', { ...of, day: '2026-01-01', closed_at: at })
  await insert('business_day', { ...of, day: businessDay })
  await insert('branch', { ...of, id: branchId, code: '001', name: '总行', created_at: at })
  await insert('account', { id: accountId, login_name: 'old-risk', name: '王旧', created_at: at })
  await insert('staff', {
    ...{ ...of, id: staffId, account_id: accountId, number: '1', name: '王旧', name_sort: 'wang' },
    ...{ branch_id: branchId, roles: ['risk-officer'], status: 'active', created_at: at },
  })
  await insert('product', {
    ...{ ...of, code: 'working-capital', name: '流动资金贷款', name_en: 'Working capital' },
    ...{ customer_kind: 'company', minimum_amount: 1, maximum_amount: 1_000_000_000_00 },
    ...{ maximum_months: 36, default_rate: 6_000_000, methods: ['equal-instalment'] },
    ...{ is_consumer: false },
  })
  return { of, id, branchId, accountId, staffId }
}

type OldBank = Awaited<ReturnType<typeof foundOldBank>>

type Paid = OldPayment['shares'][number] & { paidOn: string }

function paidOf(paid: readonly Paid[], number: number) {
  const shares = paid.filter((share) => share.number === number)
  const principal = shares.reduce((sum, share) => sum + share.principal, 0)
  const interest = shares.reduce((sum, share) => sum + share.interest, 0)
  return { principal, interest, total: principal + interest, last: shares.at(-1)?.paidOn ?? null }
}

function insertCustomer(
  insert: Insert,
  { of, branchId, staffId }: OldBank,
  { customerId, number }: { customerId: string; number: string },
): Promise<void> {
  return insert('customer', {
    ...{ ...of, id: customerId, number: `KH-${number}`, kind: 'company', name: `企业${number}` },
    ...{ name_sort: number, status: 'active', branch_id: branchId, officer_id: staffId },
    ...{ source: 'import', created_by: staffId, created_at: at, changed_at: at },
  })
}

function insertInstalment(
  insert: Insert,
  of: Row,
  { number, dueOn, principal, interest }: OldRow,
  paid: readonly Paid[],
): Promise<void> {
  const so = paidOf(paid, number)
  return insert('instalment', {
    ...{ ...of, number, due_on: dueOn, principal, interest },
    ...{ principal_paid: so.principal, interest_paid: so.interest },
    settled_on: so.total === principal + interest ? so.last : null,
  })
}

async function lendOld(insert: Insert, bank: OldBank, loan: OldLoan): Promise<void> {
  const { of, branchId, staffId } = bank
  const [loanId, customerId, journalId] = [randomUUID(), randomUUID(), randomUUID()]
  const principal = money(120_000_00)
  const rate = parseRate('6')
  const { rows } = buildSchedule({
    ...{
      method: 'equal-instalment',
      frequency: 'monthly',
      dayCount: '30/360',
      rounding: 'half-up',
    },
    ...{ principal, annualRate: rate, periods: loan.periods },
    ...{ disbursedOn: day(loan.disbursedOn), firstDueOn: day(loan.firstDueOn) },
  })
  const payments = loan.pays(rows)
  const paid = payments
    .filter(({ reversedOn }) => reversedOn === undefined)
    .flatMap(({ shares, paidOn }) => shares.map((share) => ({ ...share, paidOn })))
  const open = rows.find((row) => paidOf(paid, row.number).total < row.principal + row.interest)
  const settledOn = open ? null : paid.at(-1)?.paidOn
  await insertCustomer(insert, bank, { customerId, number: loan.number })
  await insert('loan', {
    ...{ ...of, id: loanId, number: loan.number, customer_id: customerId, disbursed_by: staffId },
    ...{ product: 'working-capital', currency: 'CNY', principal, annual_rate: rate },
    balance: principal - paid.reduce((sum, share) => sum + share.principal, 0),
    ...{
      method: 'equal-instalment',
      frequency: 'monthly',
      day_count: '30/360',
      rounding: 'half-up',
    },
    ...{ periods: loan.periods, disbursed_on: loan.disbursedOn, first_due_on: loan.firstDueOn },
    matures_on: rows.at(-1)?.dueOn,
    ...{ status: open ? 'active' : 'settled', oldest_unpaid_on: open?.dueOn ?? null },
    ...{ settled_on: settledOn, tier: loan.tier ?? 'normal', is_consumer: false },
    ...{ branch_id: branchId, officer_id: staffId, origin_officer_id: staffId },
    ...{ source: 'import', created_at: at },
  })
  for (const row of rows) await insertInstalment(insert, { ...of, loan_id: loanId }, row, paid)
  await insert('loan_tier', {
    ...{ ...of, loan_id: loanId, valid_from: loan.disbursedOn, known_from: at },
    ...{ valid_to: settledOn, tier: loan.tier ?? 'normal', basis: 'by-days' },
    days_past_due: loan.daysPastDue ?? 0,
  })
  const posted = { ...of, loan_id: loanId, currency: 'CNY', posted_at: at }
  await insert('posting', {
    ...{ ...posted, journal_id: journalId, position: 1, kind: 'disbursement' },
    ...{ business_day: loan.disbursedOn, debit: '1303', credit: '2011', amount: principal },
  })
  for (const payment of payments) await payOld(insert, bank, { loanId, payment })
}

async function payOld(
  insert: Insert,
  { of, staffId }: OldBank,
  { loanId, payment }: { loanId: string; payment: OldPayment },
): Promise<void> {
  const { paidOn, shares, reversedOn } = payment
  const [id, journalId, reversalId] = [randomUUID(), randomUUID(), randomUUID()]
  const sum = (part: 'principal' | 'interest') =>
    shares.reduce((total, share) => total + share[part], 0)
  const parts = { principal: sum('principal'), interest: sum('interest') }
  await insert('repayment', {
    ...{ ...of, id, loan_id: loanId, paid_on: paidOn, ...parts, journal_id: journalId },
    ...{
      amount: parts.principal + parts.interest,
      source: 'import',
      posted_by: staffId,
      posted_at: at,
    },
    ...(reversedOn && { reversed_on: reversedOn, reversal_journal_id: reversalId }),
  })
  for (const share of shares) {
    await insert('repayment_share', { ...of, repayment_id: id, loan_id: loanId, ...share })
  }
  const booked = [
    { credit: '1303', amount: parts.principal },
    { credit: '6011', amount: parts.interest },
  ].filter(({ amount }) => amount > 0)
  for (const [index, { credit, amount }] of booked.entries()) {
    const posted = {
      ...of,
      loan_id: loanId,
      currency: 'CNY',
      posted_at: at,
      position: index + 1,
      amount,
    }
    const paid = { journal_id: journalId, kind: 'repayment', business_day: paidOn }
    await insert('posting', { ...posted, ...paid, debit: '2011', credit })
    if (!reversedOn) continue
    const back = { journal_id: reversalId, kind: 'reversal', business_day: reversedOn }
    await insert('posting', {
      ...posted,
      ...back,
      debit: credit,
      credit: '2011',
      reverses: journalId,
    })
  }
}

/** Writes the bank by plain SQL; whoever works there and the institution, as later code knows them. */
export function anOldBank(
  superuserUrl: string,
  { loans, ...founding }: { businessDay: string; keyring: Keyring; loans: readonly OldLoan[] },
): Promise<{ institution: FoundedInstitution; staff: TestStaff }> {
  return withClient(superuserUrl, async (client) => {
    const insert: Insert = async (table, row) => {
      const columns = Object.keys(row)
      const places = columns.map((_, index) => `$${index + 1}`)
      const text = `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`
      await client.query(text, Object.values(row))
    }
    const bank = await foundOldBank(insert, founding)
    for (const loan of loans) await lendOld(insert, bank, loan)
    const { id, branchId, accountId, staffId } = bank
    const named = { id, code: 'old', name: '旧行', kind: 'city-bank', currency: 'CNY' } as const
    const institution = { ...named, headOfficeId: branchId }
    const roles: TestStaff['roles'] = ['risk-officer']
    return {
      institution,
      staff: { staffId, accountId, institution, branchId, roles, name: '王旧' },
    }
  })
}
