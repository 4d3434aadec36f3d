import { randomUUID } from 'node:crypto'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, sessionFor, type TestBank, type TestStaff } from '../testing.ts'
import { aBorrower, aLoan, keepLoans } from './testing.ts'

const asOf = day('2026-10-14')
const code = 'asset-quality' as const

describe('releasing a report', () => {
  let bank: TestBank
  let maker: TestStaff
  let checker: TestStaff
  let regulator: TestStaff
  let person: string
  beforeAll(async () => {
    bank = await aBank()
    maker = await bank.hire('risk-officer', { name: '王编制' })
    checker = await bank.hire('head-office-approver', { name: '李复核' })
    regulator = await bank.hire('regulator')
    person = await aBorrower(bank, maker, 'KH1', { kind: 'person', name: '张测试' })
    await keepLoans(bank, maker, [aLoan(maker, person, { number: 'JJ-1', paid: 3 })])
  })
  afterAll(() => bank.drop())

  const eventsOf = (reportId: string) =>
    bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .selectFrom('auditEvent')
        .select(['action', 'staffId'])
        .where('entityId', '=', reportId)
        .orderBy('seq')
        .execute(),
    )

  it('is refused to its maker, done by another, and seen by the regulator only afterwards', async () => {
    const { id } = await bank.as(maker).reports.build({ code, asOf })
    expect((await bank.as(regulator).reports.list({})).rows).toEqual([])
    await expect(bank.as(regulator).reports.get({ reportId: id })).rejects.toThrow('not-found')
    await expect(bank.as(maker).reports.release({ reportId: id })).rejects.toThrow('built-it-too')
    await expect(bank.as(regulator).reports.release({ reportId: id })).rejects.toThrow('forbidden')

    const receipt = await bank.as(checker).reports.release({ reportId: id })
    const seen = await bank.as(regulator).reports.get({ reportId: id })

    expect(receipt.receipt).toBe('HZ-G11-20261014-01')
    expect(seen).toMatchObject({
      ...receipt,
      status: 'released',
      maker: '王编制',
      checker: '李复核',
    })
    expect(seen.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(await eventsOf(id)).toEqual([
      { action: 'build', staffId: maker.staffId },
      { action: 'release', staffId: checker.staffId },
    ])
    await expect(bank.as(checker).reports.release({ reportId: id })).rejects.toThrow(
      'already-released',
    )
  })

  it('needs the password again', async () => {
    const on = day('2026-09-30')
    const { id } = await bank.as(maker).reports.build({ code, asOf: on })
    const stale = { ...sessionFor(checker, bank.resources.now()), freshUntil: new Date(0) }
    await expect(
      bank.as(checker, { session: stale }).reports.release({ reportId: id }),
    ).rejects.toThrow('sign-in-again')
  })

  it('has one outcome when eight release at once', async () => {
    const on = day('2026-08-31')
    const { id } = await bank.as(maker).reports.build({ code, asOf: on })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => bank.as(checker).reports.release({ reportId: id })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await eventsOf(id)).toHaveLength(2)
  })

  it('hides the names of persons from the regulator', async () => {
    const { rows } = await bank.as(regulator).reports.list({})
    const reportId = rows.find((each) => each.asOf === asOf)?.id ?? ''
    const { rows: loans } = await bank
      .as(regulator)
      .reports.cell({ reportId, cell: 'G11_I_2.21.A' })
    expect(loans.map(({ borrower }) => borrower)).toEqual(['张**'])
    const own = await bank.as(maker).reports.cell({ reportId, cell: 'G11_I_2.21.A' })
    expect(own.rows.map(({ borrower }) => borrower)).toEqual(['张测试'])
  })

  it('is corrected only as a new version with an explanation', async () => {
    const { rows } = await bank.as(maker).reports.list({ status: 'released' })
    const reportId = rows.find((each) => each.asOf === asOf)?.id ?? ''
    const explanation = '补记一笔贷款'
    await expect(bank.as(maker).reports.correct({ reportId, explanation })).rejects.toThrow(
      'nothing-to-correct',
    )
    await keepLoans(bank, maker, [
      aLoan(maker, person, { number: 'JJ-2', principal: money(50_000_00) }),
    ])
    await expect(bank.as(maker).reports.build({ code, asOf })).rejects.toThrow('needs-a-correction')
    await expect(bank.as(maker).reports.correct({ reportId, explanation: '短' })).rejects.toThrow(
      'too_small',
    )
    await expect(bank.as(regulator).reports.correct({ reportId, explanation })).rejects.toThrow(
      'forbidden',
    )

    const second = await bank.as(maker).reports.correct({ reportId, explanation })
    await expect(bank.as(maker).reports.correct({ reportId, explanation })).rejects.toThrow(
      'correction-waits',
    )
    expect(await bank.as(regulator).reports.get({ reportId })).toMatchObject({ status: 'released' })
    await bank.as(checker).reports.release({ reportId: second.id })

    const compared = await bank.as(regulator).reports.compare({ reportId: second.id })
    expect(compared.corrected?.cells.find((cell) => cell.id === 'G11_I_2.A')).toMatchObject({
      after: 90_000_00 + 50_000_00,
      before: 90_000_00,
    })
    expect(compared.previous).toMatchObject({ asOf: '2026-08-31' })
    expect(await bank.as(regulator).reports.get({ reportId })).toMatchObject({
      status: 'superseded',
    })
    expect(await bank.as(regulator).reports.get({ reportId: second.id })).toMatchObject({
      version: 2,
      status: 'released',
      correctionNote: explanation,
      correctionOf: reportId,
    })
  })

  it('pages the list by key', async () => {
    const all = await bank.as(maker).reports.list({})
    const first = await bank.as(maker).reports.list({ limit: 2 })
    const rest = await bank.as(maker).reports.list({ cursor: first.next ?? '' })
    expect([...first.rows, ...rest.rows]).toEqual(all.rows)
  })

  it('shows what is handed in and what is late', async () => {
    const all = await bank.as(maker).reports.filings()
    expect(all.filter((each) => each.code === 'migration')).toHaveLength(3)
    const filings = all.filter((each) => each.code === 'asset-quality')
    expect(filings).toEqual([
      expect.objectContaining({
        asOf: '2026-09-30',
        dueOn: '2026-10-18',
        state: 'frozen',
        isLate: false,
      }),
      expect.objectContaining({
        asOf: '2026-06-30',
        dueOn: '2026-07-18',
        state: 'missing',
        isLate: true,
      }),
      expect.objectContaining({ asOf: '2026-03-31', state: 'missing', isLate: true }),
    ])
    const { reportId } = filings[0] ?? {}
    await bank.as(checker).reports.release({ reportId: reportId ?? '' })
    expect((await bank.as(regulator).reports.filings())[0]).toMatchObject({ state: 'released' })
  })

  it('knows no report that is not there', async () => {
    await expect(bank.as(maker).reports.get({ reportId: randomUUID() })).rejects.toThrow(
      'not-found',
    )
    await expect(bank.as(checker).reports.release({ reportId: randomUUID() })).rejects.toThrow(
      'not-found',
    )
  })

  it('leaves a record of operations that the regulator reads', async () => {
    const period = { from: day('2026-10-15'), to: day('2026-10-15') }
    const first = await bank.as(regulator).reports.operations({ ...period, limit: 3 })
    expect(first.rows).toHaveLength(3)
    const all = await bank.as(regulator).reports.operations({ ...period, limit: 100 })
    const rest = await bank
      .as(regulator)
      .reports.operations({ ...period, limit: 100, cursor: first.next ?? '' })
    expect([...first.rows, ...rest.rows]).toEqual(all.rows)
    expect(all.rows).toContainEqual(
      expect.objectContaining({
        action: 'release',
        entity: 'report',
        number: 'asset-quality 2026-10-14 v2',
        staffName: '李复核',
      }),
    )
    expect(all.rows.some(({ action }) => action === 'refused')).toBe(true)
    const none = await bank
      .as(regulator)
      .reports.operations({ from: day('2026-10-14'), to: day('2026-10-14') })
    expect(none.rows).toEqual([])
    await expect(bank.as(maker).reports.operations(period)).rejects.toThrow('forbidden')
  })
})
