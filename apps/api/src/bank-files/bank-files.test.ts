import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBreaches } from '../loans/invariants.queries.ts'
import { aRunningLoan, paidInTime } from '../loans/testing-loans.ts'
import { aBorrower, withCapital } from '../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { importDebitResults } from './answer-debit.ts'
import { importStatement } from './import-statement.ts'
import { exportDebits } from './make-debits.ts'

let bank: TestBank
let officer: TestStaff
let collector: TestStaff
let payer: TestStaff
let approver: TestStaff
const on = day('2026-10-15')

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  collector = await bank.hire('post-loan-officer')
  payer = await bank.hire('disbursement-officer')
  approver = await bank.hire('branch-approver')
})

afterAll(() => bank.drop())

async function aLoan(paid = 4) {
  const customerId = await aBorrower(bank, officer)
  const { loan } = await aRunningLoan(bank, officer, { customerId, paid: paidInTime(paid) })
  return loan
}

const read = (loanId: string) => bank.as(officer).loans.get({ loanId })

/** Asked by one, approved by another; the event that takes the payment back. */
async function takenBack(loanId: string, eventId: string): Promise<string> {
  const ask = { kind: 'reversal' as const, eventId }
  const { actId } = await bank.as(collector).loanActs.propose({ loanId, ask, reason: '认错了借据' })
  return (await bank.as(approver).loanActs.approve({ actId, note: '同意' })).eventId
}

describe('automatic debits', () => {
  it('ask each loan once for what falls due, and post the answer once however often it comes', async () => {
    const [loan, late] = [await aLoan(), await aLoan(2)]
    const { owed } = await read(late.id)
    const due = await bank.as(collector).debits.due({ on })
    expect(due.count).toBe(2)
    const { fileId, count, amount } = await bank.as(collector).debits.make({ on, channel: 'core' })
    expect({ count, amount }).toEqual({ count: due.count, amount: due.amount })
    await expect(bank.as(collector).debits.make({ on, channel: 'union' })).rejects.toThrow(
      'nothing-due',
    )
    const file = await bank.inside(collector, (context) => exportDebits(context, { fileId }))
    const lines = parse(await file.text(), { bom: true }) as string[][]
    expect(lines.at(-1)?.slice(0, 2)).toEqual(['total', '2'])

    const { lines: asked } = await bank.as(collector).debits.get({ fileId })
    const line = asked.find(({ loanId }) => loanId === late.id)?.line ?? 0
    expect(asked.find((row) => row.line === line)?.amount).toBe(owed.total)
    const answer = { fileId, line, outcome: 'paid' as const }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => bank.as(collector).debits.answer(answer)),
    )
    expect(new Set(answers.map(({ eventId }) => eventId)).size).toBe(1)
    expect(answers.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1)
    const page = await read(late.id)
    expect(page.repayments[0]).toMatchObject({ amount: owed.total })
    expect(page.owed.total).toBe(0)
    await expect(bank.as(collector).debits.answer({ ...answer, amount: money(1) })).rejects.toThrow(
      'line-is-answered',
    )

    const other = asked.find(({ loanId }) => loanId === loan.id)
    const results = Buffer.from(
      `line,outcome,amount,reason\n${line},paid,,\n${other?.line},paid,100.00,余额不足\n`,
    )
    const take = () =>
      bank.inside(collector, (context) => importDebitResults(context, { fileId, bytes: results }))
    expect(await take()).toEqual({ paid: 1, failed: 0, repeated: 1 })
    expect(await take()).toEqual({ paid: 0, failed: 0, repeated: 2 })
    const { lines: answered } = await bank.as(collector).debits.get({ fileId })
    expect(answered.map(({ status }) => status).sort()).toEqual(['paid', 'part-paid'])
    expect((await read(loan.id)).repayments[0]).toMatchObject({ amount: 100_00 })
  })
})

const headers = 'account,reference,booked_on,amount,payer,memo'
const statementOf = (...lines: string[]) => Buffer.from([headers, ...lines].join('\n'))
const take = (staff: TestStaff, bytes: Buffer) =>
  bank.inside(staff, (context) => importStatement(context, { name: 'day.csv', bytes }))

describe('a bank statement', () => {
  it('posts what is certain once, and leaves the rest to people', async () => {
    const [named, exact, doubtful] = [await aLoan(), await aLoan(), await aLoan()]
    const { customerName } = await read(exact.id)
    const { owed } = await read(exact.id)
    const other = await read(doubtful.id)
    const bytes = statementOf(
      `6222,A1,2026-10-15,500.00,某某,还贷 ${named.number}`,
      `6222,A2,2026-10-15,${(owed.total / 100).toFixed(2)},${customerName},`,
      `6222,A3,2026-10-14,123.45,${other.customerName},`,
      `6222,A4,2026-10-14,88.00,无人认识,`,
    )
    expect(await take(collector, bytes)).toMatchObject({
      lines: 4,
      matched: 2,
      unmatched: 2,
      repeated: 0,
    })
    expect(await take(collector, bytes)).toMatchObject({ matched: 0, unmatched: 0, repeated: 4 })
    expect((await read(named.id)).repayments[0]).toMatchObject({ amount: 500_00 })
    expect((await read(exact.id)).owed.total).toBe(0)

    const { rows } = await bank.as(collector).bankStatements.lines({})
    expect(rows.map(({ reference }) => reference).sort()).toEqual(['A3', 'A4'])
    const [third, fourth] = rows.toSorted((a, b) => (a.reference < b.reference ? -1 : 1))
    expect(third?.suggestions).toMatchObject([{ loanId: doubtful.id }])
    expect(fourth?.suggestions).toEqual([])
    const lineId = third?.id ?? ''
    await bank.as(collector).bankStatements.match({ lineId, loanId: doubtful.id })
    await expect(
      bank.as(collector).bankStatements.match({ lineId, loanId: doubtful.id }),
    ).rejects.toThrow('line-is-matched')
    expect((await read(doubtful.id)).repayments[0]).toMatchObject({
      amount: 123_45,
      paidOn: '2026-10-14',
    })
    await bank
      .as(collector)
      .bankStatements.setAside({ lineId: fourth?.id ?? '', note: '退回付款人' })
    const waiting = await bank.as(collector).bankStatements.lines({})
    expect(waiting.rows).toEqual([])
  })

  it('lets another person undo a match, and the money be matched anew', async () => {
    const [wrong, right] = [await aLoan(), await aLoan()]
    await take(collector, statementOf('6222,B1,2026-10-15,700.00,张三,'))
    const [line] = (await bank.as(collector).bankStatements.lines({})).rows
    const lineId = line?.id ?? ''
    const before = await read(wrong.id)
    await bank.as(collector).bankStatements.match({ lineId, loanId: wrong.id })
    const undo = { lineId, reason: '认错了借据' }
    await expect(bank.as(collector).bankStatements.unmatch(undo)).rejects.toThrow('own-match')
    await bank.as(payer).bankStatements.unmatch(undo)
    expect(await read(wrong.id)).toMatchObject({ balance: before.balance, owed: before.owed })
    await bank.as(payer).bankStatements.match({ lineId, loanId: right.id })
    expect((await read(right.id)).repayments[0]).toMatchObject({ amount: 700_00, reversedOn: null })
    const [matched] = (await bank.as(payer).bankStatements.lines({ status: 'matched' })).rows
    expect(matched).toMatchObject({ reference: 'B1', loanId: right.id, canUnmatch: false })
  })

  it('has its line wait again once the repayment is taken back by an act, and posts it once more', async () => {
    const [wrong, right] = [await aLoan(), await aLoan()]
    await take(collector, statementOf('6222,R1,2026-10-15,650.00,李四,'))
    const [line] = (await bank.as(collector).bankStatements.lines({})).rows
    const lineId = line?.id ?? ''
    const { repaymentId } = await bank
      .as(collector)
      .bankStatements.match({ lineId, loanId: wrong.id })
    const reversal = await takenBack(wrong.id, repaymentId)
    const [waiting] = (await bank.as(collector).bankStatements.lines({})).rows
    expect(waiting).toMatchObject({ reference: 'R1', loanId: null, note: '认错了借据' })

    await bank.as(collector).bankStatements.match({ lineId, loanId: right.id })
    expect((await read(right.id)).repayments[0]).toMatchObject({ amount: 650_00, reversedOn: null })
    const ask = { kind: 'reversal' as const, eventId: reversal }
    await expect(
      bank.as(collector).loanActs.propose({ loanId: wrong.id, ask, reason: '又是对的' }),
    ).rejects.toThrow('money-came-by-file')
  })

  it('lets a debit taken back be asked again', async () => {
    const { id } = await aLoan()
    const { fileId } = await bank.as(collector).debits.make({ on, channel: 'union' })
    const { lines } = await bank.as(collector).debits.get({ fileId })
    const asked = lines.find(({ loanId }) => loanId === id)
    const answer = { fileId, line: asked?.line ?? 0, outcome: 'paid' as const }
    const { eventId } = await bank.as(collector).debits.answer(answer)
    await takenBack(id, eventId ?? '')
    const again = await bank.as(collector).debits.get({ fileId })
    expect(again.lines.find(({ loanId }) => loanId === id)).toMatchObject({
      status: 'failed',
      reason: '认错了借据',
    })
    const next = await bank.as(collector).debits.make({ on, channel: 'union' })
    const anew = await bank.as(collector).debits.get({ fileId: next.fileId })
    expect(anew.lines.find(({ loanId }) => loanId === id)).toMatchObject({ amount: asked?.amount })
  })

  it.each([
    ['no rows', `${headers}\n`, 'file-is-not-readable'],
    ['an amount that is none', `${headers}\n6222,C1,2026-10-15,abc,甲,`, 'row-is-not-readable'],
    [
      'two accounts',
      `${headers}\n1,C1,2026-10-15,1,甲,\n2,C2,2026-10-15,1,甲,`,
      'several-accounts',
    ],
  ])('with %s is refused whole', async (_, text, reason) => {
    await expect(take(collector, Buffer.from(text))).rejects.toThrow(reason)
  })
})

describe('after all of this', () => {
  it('every invariant holds', async () => {
    const breaches = await bank.resources.transact(bank.institution.id, (tx) =>
      findBreaches(tx, bank.institution.id),
    )
    expect(breaches).toEqual([])
  })
})
