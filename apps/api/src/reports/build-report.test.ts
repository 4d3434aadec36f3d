import { randomUUID } from 'node:crypto'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, anInstitution, type TestBank, type TestStaff } from '../testing.ts'
import { aBorrower, aLoan, aRandomBook, keepLoans } from './testing.ts'

const asOf = day('2026-10-14')

async function staffed(bank: TestBank) {
  const maker = await bank.hire('risk-officer', { name: '王编制' })
  const checker = await bank.hire('head-office-approver', { name: '李复核' })
  const regulator = await bank.hire('regulator')
  return { maker, checker, regulator }
}

/** Counted another way: loan by loan over the schedule's running total, in plain SQL. */
async function recount(bank: TestBank, institutionId: string, on: string) {
  const { rows } = await bank.resources.transact(institutionId, (tx) =>
    sql<{ row: string; tier: string; balance: number; overdue: number; count: number }>`
    with loans as (
      select l.*, c.kind as "kind",
        (select coalesce(sum(r.principal), 0) from repayment r
          where r.loan_id = l.id and r.paid_on <= ${on}::date and r.reversed_on is null) as repaid,
        (select coalesce(sum(r.principal + r.interest), 0) from repayment r
          where r.loan_id = l.id and r.paid_on <= ${on}::date and r.reversed_on is null) as paid
      from loan l join customer c on c.id = l.customer_id where l.disbursed_on <= ${on}::date
    ), running as (
      select i.loan_id, i.due_on, i.principal,
        sum(i.principal + i.interest) over (partition by i.loan_id order by i.number) as due,
        sum(i.principal) over (partition by i.loan_id order by i.number) as due_principal
      from instalment i
    ), late as (
      select l.id, l.principal - l.repaid as balance,
        ${on}::date - min(r.due_on) filter (where r.due_on < ${on}::date and r.due > l.paid) as days,
        greatest(0, coalesce(max(r.due_principal) filter (where r.due_on < ${on}::date), 0) - l.repaid)
          as behind
      from loans l join running r on r.loan_id = l.id group by l.id, l.principal, l.repaid
    )
    select case when l."kind" = 'person' then '2.21'
        else '2.' || (ascii(coalesce(l.industry_section, 'U')) - 64) end as row,
      case when coalesce(late.days, 0) <= 0 then 'C' when late.days <= 90 then 'D'
        else '?' end as tier,
      sum(late.balance)::bigint as balance,
      sum(case when coalesce(late.days, 0) < 1 then 0
        when l.is_consumer and l.method <> 'interest-only' and late.days <= 90 then late.behind
        else late.balance end)::bigint as overdue,
      count(*)::integer as count
    from loans l join late on late.id = l.id
    where late.balance > 0 group by 1, 2`.execute(tx),
  )
  return rows
}

describe('building the return by five tiers', () => {
  let bank: TestBank
  let people: Awaited<ReturnType<typeof staffed>>
  beforeAll(async () => {
    bank = await aBank()
    people = await staffed(bank)
    await aRandomBook(bank, people.maker, 150, 7)
  })
  afterAll(() => bank.drop())

  it.each(['2026-10-14', '2026-08-31', '2026-02-28', '2025-06-30'])(
    'as of %s equals a recount written another way',
    async (on) => {
      const { id } = await bank.as(people.maker).reports.build({ code: 'asset-quality', asOf: on })
      const report = await bank.as(people.maker).reports.get({ reportId: id })
      const values = new Map(report.cells.map((cell) => [cell.id, cell.value]))
      const counted = await recount(bank, bank.institution.id, on)
      const sum = (rows: typeof counted, of: 'balance' | 'overdue') =>
        rows.reduce((total, each) => total + each[of], 0)

      expect(sum(counted, 'balance')).toBeGreaterThan(0)
      expect(values.get('G11_I_2.A')).toBe(sum(counted, 'balance'))
      expect(values.get('G11_I_2.I')).toBe(sum(counted, 'overdue'))
      for (const row of new Set(counted.map((each) => each.row))) {
        const inRow = counted.filter((each) => each.row === row)
        expect(values.get(`G11_I_${row}.A`)).toBe(sum(inRow, 'balance'))
        expect(values.get(`G11_I_${row}.I`)).toBe(sum(inRow, 'overdue'))
      }
      expect(report.checks.filter(({ ok }) => !ok)).toEqual([])
    },
  )

  it('puts the tiers where the history of each loan says', async () => {
    const { id } = await bank.as(people.maker).reports.build({ code: 'asset-quality', asOf })
    const { cells } = await bank.as(people.maker).reports.get({ reportId: id })
    const now = await bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .selectFrom('loan')
        .select(['tier', ({ fn }) => fn.sum<string>('balance').as('balance')])
        .groupBy('tier')
        .execute(),
    )
    const columns = {
      normal: 'C',
      'special-mention': 'D',
      substandard: 'F',
      doubtful: 'G',
      loss: 'H',
    }
    expect(now.length).toBeGreaterThan(3)
    for (const { tier, balance } of now) {
      const column = columns[tier as keyof typeof columns]
      expect(cells.find((cell) => cell.id === `G11_I_2.${column}`)?.value).toBe(Number(balance))
    }
  })

  it('shows behind each cell the loans that add up to it', async () => {
    const { id } = await bank.as(people.maker).reports.build({ code: 'asset-quality', asOf })
    const { cells } = await bank.as(people.maker).reports.get({ reportId: id })
    for (const { id: cell, value } of cells.filter((each) => each.value !== 0)) {
      const first = await bank.as(people.maker).reports.cell({ reportId: id, cell, limit: 7 })
      expect(first.sum).toBe(value)
      const rows = [...first.rows]
      for (let after = first.next; after !== null;) {
        const more = await bank
          .as(people.maker)
          .reports.cell({ reportId: id, cell, limit: 7, after })
        rows.push(...more.rows)
        after = more.next
      }
      expect(rows).toHaveLength(first.count)
      expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(value)
    }
  })

  it('gives the frozen report again while nothing changed, and a new one after one loan did', async () => {
    const order = { code: 'asset-quality', asOf } as const
    const first = await bank.as(people.maker).reports.build(order)
    expect(await bank.as(people.checker).reports.list({ code: 'asset-quality' })).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ id: first.id, status: 'frozen' })]),
    })
    expect(await bank.as(people.maker).reports.build(order)).toEqual({ ...first, isNew: false })

    const before = await bank.as(people.maker).reports.get({ reportId: first.id })
    const company = await aBorrower(bank, people.maker, 'KH-NEW', {
      kind: 'company',
      name: '新增企业',
    })
    const added = aLoan(people.maker, company, {
      number: 'JJ-NEW-1',
      principal: money(10_000_00),
      industrySection: 'C',
      disbursedOn: day('2026-10-01'),
    })
    await keepLoans(bank, people.maker, [added])
    const second = await bank.as(people.maker).reports.build(order)
    const after = await bank.as(people.maker).reports.get({ reportId: second.id })
    const earlier = new Map(before.cells.map((cell) => [cell.id, cell.value]))
    const changed = after.cells
      .map(({ id, value }) => [id, (value ?? 0) - (earlier.get(id) ?? 0)])
      .filter(([, change]) => change !== 0)

    expect(second).toMatchObject({ version: first.version + 1, isNew: true })
    expect(Object.fromEntries(changed)).toEqual(
      Object.fromEntries(
        ['2', '2.3'].flatMap((row) => ['A', 'B', 'C'].map((c) => [`G11_I_${row}.${c}`, 10_000_00])),
      ),
    )
    const old = await bank.as(people.maker).reports.get({ reportId: first.id })
    expect(old.status).toBe('superseded')
  })

  it('makes one version when eight build at once', async () => {
    const order = { code: 'asset-quality', asOf: day('2026-09-30') } as const
    const built = await Promise.allSettled(
      Array.from({ length: 8 }, () => bank.as(people.maker).reports.build(order)),
    )
    const ids = built.filter((each) => each.status === 'fulfilled').map(({ value }) => value.id)
    expect(ids.length).toBeGreaterThan(0)
    expect(new Set(ids).size).toBe(1)
    const { rows } = await bank.as(people.maker).reports.list({})
    expect(rows.filter((each) => each.asOf === '2026-09-30')).toHaveLength(1)
  })

  it.each([
    ['micro-lender-pack', '2026-10-14', 'not-for-this-institution'],
    ['asset-quality', '2026-10-15', 'day-not-closed'],
    ['asset-quality', '2027-01-01', 'day-not-closed'],
  ] as const)('refuses %s as of %s: %s', async (code, on, reason) => {
    await expect(bank.as(people.maker).reports.build({ code, asOf: on })).rejects.toThrow(reason)
  })

  it('is not for the regulator, nor for those who lend', async () => {
    const order = { code: 'asset-quality', asOf } as const
    const manager = await bank.hire('customer-manager')
    await expect(bank.as(people.regulator).reports.build(order)).rejects.toThrow('forbidden')
    await expect(bank.as(manager).reports.build(order)).rejects.toThrow('forbidden')
    await expect(bank.as(manager).reports.list({})).rejects.toThrow('forbidden')
  })
})

describe('a book with something missing', () => {
  let bank: TestBank
  let maker: TestStaff
  beforeAll(async () => {
    bank = await aBank({ code: 'lakeside' })
    maker = await bank.hire('risk-officer')
    const company = await aBorrower(bank, maker, 'KH1', { kind: 'company', name: '无行业公司' })
    const person = await aBorrower(bank, maker, 'KH2', { kind: 'person', name: '李测试' })
    await keepLoans(bank, maker, [
      aLoan(maker, company, { number: 'JJ-1', principal: money(100_00) }),
      aLoan(maker, person, { number: 'JJ-2', currency: 'CZK', principal: money(200_00) }),
      aLoan(maker, person, { number: 'JJ-3', currency: 'USD', principal: money(300_01) }),
    ])
    await bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .insertInto('exchangeRate')
        .values([
          {
            institutionId: bank.institution.id,
            currency: 'USD',
            day: '2026-09-30',
            rateMillionths: 7_100_000,
            source: 'test',
          },
          {
            institutionId: bank.institution.id,
            currency: 'USD',
            day: '2026-10-15',
            rateMillionths: 9_000_000,
            source: 'test',
          },
        ])
        .execute(),
    )
  })
  afterAll(() => bank.drop())

  it('names the loans that fail, converts at the rate of the day, and cannot be released', async () => {
    const { id } = await bank.as(maker).reports.build({ code: 'asset-quality', asOf })
    const report = await bank.as(maker).reports.get({ reportId: id })
    const failed = report.checks.filter(({ ok }) => !ok)
    const named = Object.fromEntries(failed.map((check) => [check.id, check.loans]))

    expect(named['book:exchange-rate']).toEqual(['JJ-2'])
    expect(named['book:industry']).toEqual(['JJ-1'])
    expect(named).toHaveProperty('G11_I_2.A=sum')
    expect(report.cells.find((cell) => cell.id === 'G11_I_2.21.A')?.value).toBe(213_007)
    expect(report.cells.find((cell) => cell.id === 'G11_I_2.A')?.value).toBe(213_007 + 100_00)
    const checker = await bank.hire('head-office-approver')
    await expect(bank.as(checker).reports.release({ reportId: id })).rejects.toThrow('check-failed')
  })

  it('counts a reversed payment until the day it was reversed', async () => {
    const person = await aBorrower(bank, maker, 'KH3', { kind: 'person', name: '赵测试' })
    const bundle = aLoan(maker, person, { number: 'JJ-4', paid: 1 })
    await keepLoans(bank, maker, [bundle])
    await bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .updateTable('repayment')
        .set({ reversedOn: '2026-06-10', reversalJournalId: randomUUID() })
        .where('loanId', '=', bundle.loan.id)
        .execute(),
    )
    const balanceOn = async (on: string) => {
      const { id } = await bank.as(maker).reports.build({ code: 'asset-quality', asOf: on })
      const { rows } = await bank.as(maker).reports.cell({ reportId: id, cell: 'G11_I_2.21.A' })
      return rows.find(({ loanNumber }) => loanNumber === 'JJ-4')
    }
    expect(await balanceOn('2026-06-09')).toMatchObject({ amount: 110_000_00, daysPastDue: 86 })
    expect(await balanceOn('2026-06-10')).toMatchObject({ amount: 120_000_00, daysPastDue: 115 })
  })
})

describe('the pack of a micro-lender', () => {
  let bank: TestBank
  let maker: TestStaff
  beforeAll(async () => {
    bank = await aBank({ code: 'meadow', kind: 'micro-lender' })
    maker = await bank.hire('risk-officer')
    const farmer = await aBorrower(bank, maker, 'KH1', {
      kind: 'person',
      name: '王农户',
      occupation: '农民',
    })
    const company = await aBorrower(bank, maker, 'KH2', { kind: 'company', name: '小微企业' })
    const products = await bank.resources.transact(bank.institution.id, (tx) =>
      tx.selectFrom('product').select('code').execute(),
    )
    const product = products[0]?.code ?? ''
    await keepLoans(bank, maker, [
      aLoan(maker, farmer, { number: 'XD-1', product, principal: money(60_000_00), paid: 9 }),
      aLoan(maker, company, {
        number: 'XD-2',
        product,
        principal: money(30_000_00),
        disbursedOn: day('2026-10-08'),
      }),
      aLoan(maker, farmer, {
        number: 'XD-3',
        product,
        principal: money(12_000_00),
        paid: 12,
        disbursedOn: day('2025-09-05'),
      }),
    ])
    await bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .insertInto('capitalBase')
        .values({
          institutionId: bank.institution.id,
          kind: 'net-assets',
          validFrom: '2026-01-01',
          amount: 1_000_000_00,
          source: 'test',
        })
        .execute(),
    )
  })
  afterAll(() => bank.drop())

  it('counts the book, what was lent and what came back in the month', async () => {
    const { id } = await bank.as(maker).reports.build({ code: 'micro-lender-pack', asOf })
    const { cells } = await bank.as(maker).reports.get({ reportId: id })
    const at = (cell: string) => cells.find((each) => each.id === cell)?.value

    expect([at('ML_1.N'), at('ML_1.B')]).toEqual([2, 50_000_00])
    expect([at('ML_2.1.B'), at('ML_2.3.B')]).toEqual([30_000_00, 20_000_00])
    expect([at('ML_9.1.N'), at('ML_9.1.B'), at('ML_9.2.N')]).toEqual([1, 30_000_00, 0])
    expect([at('ML_8.1.B'), at('ML_8.1.P')]).toEqual([30_000_00, 300])
  })

  it('of September has what was collected then', async () => {
    const on = day('2026-09-30')
    const { id } = await bank.as(maker).reports.build({ code: 'micro-lender-pack', asOf: on })
    const { cells } = await bank.as(maker).reports.get({ reportId: id })
    const at = (cell: string) => cells.find((each) => each.id === cell)?.value

    expect([at('ML_9.1.N'), at('ML_9.2.N'), at('ML_9.2.B')]).toEqual([0, 2, 5_000_00 + 1_000_00])
    const behind = await bank.as(maker).reports.cell({ reportId: id, cell: 'ML_9.2.B' })
    expect(behind.rows.map(({ loanNumber }) => loanNumber)).toEqual(['XD-1', 'XD-3'])
  })

  it('refuses it the return of the banks', async () => {
    await expect(bank.as(maker).reports.build({ code: 'asset-quality', asOf })).rejects.toThrow(
      'not-for-this-institution',
    )
  })
})

describe('another institution', () => {
  it('sees and opens none of the reports', async () => {
    const bank = await aBank({ code: 'hillside' })
    const maker = await bank.hire('risk-officer')
    const { id } = await bank.as(maker).reports.build({ code: 'asset-quality', asOf })
    const institution = await anInstitution(bank.resources, { code: 'elsewhere' })
    const stranger = await bank.hire('risk-officer', {
      institution,
      branchId: institution.headOfficeId,
    })
    expect((await bank.as(stranger).reports.list({})).rows).toEqual([])
    await expect(bank.as(stranger).reports.get({ reportId: id })).rejects.toThrow('not-found')
    await expect(
      bank.as(stranger).reports.cell({ reportId: id, cell: 'G11_I_2.A' }),
    ).rejects.toThrow('not-found')
    await bank.drop()
  })
})
