import { type Day, day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestStaff } from '../../testing.ts'
import { aPostLoanDesk, type PostLoanDesk, runStep } from '../../warnings/testing.ts'
import { inspectionsStep } from '../close-inspections.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const filesAs = (staff: TestStaff) => desk.bank.as(staff).fileUpdates
const closeOn = (on: Day) => runStep(desk, inspectionsStep, on)

describe('a file update', () => {
  it('falls due a year after the file was changed, is asked of the customer, and is flagged when nobody answers', async () => {
    const { id: customerId } = await desk.borrower(day('2027-12-01'))
    await closeOn(day('2027-09-30'))
    const updates = () => filesAs(desk.manager).list({ customerId })
    expect((await updates()).rows).toEqual([])
    await closeOn(day('2027-10-31'))
    const [update] = (await updates()).rows
    expect(update).toMatchObject({
      reason: 'periodic',
      state: 'due',
      dueOn: '2027-11-15',
      ownerName: '王敏',
    })
    const id = update?.id ?? ''
    await filesAs(desk.manager).ask({ id, answerBy: day('2027-11-15') })
    const messages = await desk.bank.as(desk.manager).messages.list({ customerId })
    expect(messages.rows).toMatchObject([{ subject: '请更新您的资料' }])
    await closeOn(day('2027-11-15'))
    expect((await updates()).rows).toMatchObject([{ state: 'asked' }])
    await closeOn(day('2027-11-16'))
    expect((await updates()).rows).toMatchObject([{ state: 'unanswered', flaggedOn: '2027-11-16' }])
    await filesAs(desk.manager).answer({
      id,
      outcome: 'unchanged',
      note: '电话确认无变化',
    })
    expect((await updates()).rows).toEqual([])
    await expect(
      filesAs(desk.manager).answer({ id, outcome: 'unchanged', note: '再次确认' }),
    ).rejects.toMatchObject({ cause: { reason: 'already-answered' } })
  })

  it('follows an event that changes who the customer is, once, with a task', async () => {
    const { id: customerId } = await desk.company()
    const happened = {
      happenedOn: day('2026-10-14'),
      amount: null,
      source: '公告',
      evidence: '控股股东变更',
      documentId: null,
    }
    const warnings = desk.bank.as(desk.manager).warnings
    await warnings.recordEvent({ customerId, kind: 'equity-change', ...happened })
    await warnings.recordEvent({ customerId, kind: 'industry-change', ...happened })
    const { rows } = await filesAs(desk.manager).list({ customerId })
    expect(rows).toMatchObject([{ reason: 'event', cause: 'equity-change', dueOn: '2026-10-30' }])
    const tasks = await desk.bank.as(desk.manager).tasks.list({ customerId })
    expect(tasks.rows.filter(({ text }) => text.includes('更新客户档案'))).toHaveLength(1)
  })
})
