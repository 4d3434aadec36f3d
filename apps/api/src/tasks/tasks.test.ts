import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'
import type { TestStaff } from '../testing.ts'

let desk: CustomerDesk
let customerId: string

beforeAll(async () => {
  desk = await aCustomerDesk()
})
beforeEach(async () => {
  customerId = (await desk.customersAs(desk.manager).create({ details: aPerson() })).id
})
afterAll(() => desk.bank.drop())

const tasksAs = (staff: TestStaff) => desk.bank.as(staff).tasks
const give = (assignee: TestStaff, overrides = {}) =>
  tasksAs(desk.manager).give({
    customerId,
    groupId: null,
    assigneeId: assignee.staffId,
    text: '补齐营业执照复印件',
    dueOn: day('2026-10-20'),
    ...overrides,
  })

describe('tasks', () => {
  it('go to a colleague, who finishes them', async () => {
    const { id } = await give(desk.approver)
    const { rows } = await tasksAs(desk.approver).list({ who: 'mine' })
    expect(rows).toMatchObject([
      { id, state: 'open', customerId, madeByName: '王敏', dueOn: '2026-10-20' },
    ])
    await desk.refusing(() => tasksAs(desk.manager).finish({ id, note: '' }), 'not-your-task')
    await tasksAs(desk.approver).finish({ id, note: '已补齐' })
    const done = await tasksAs(desk.manager).list({ who: 'given', state: 'done', customerId })
    expect(done.rows).toMatchObject([{ id, note: '已补齐', state: 'done' }])
    await desk.refusing(() => tasksAs(desk.approver).finish({ id, note: '' }), 'task-is-closed')
    expect(await desk.actionsOf(customerId)).toEqual(['created', 'task-given', 'task-done'])
  })

  it('are handed on, and taken back by who gave them', async () => {
    const { id } = await give(desk.approver)
    await tasksAs(desk.approver).handOn({
      id,
      assigneeId: desk.risk.staffId,
      reason: '由风险部处理',
    })
    await desk.refusing(() => tasksAs(desk.risk).cancel({ id, reason: '不做了' }), 'not-your-task')
    await tasksAs(desk.manager).cancel({ id, reason: '已无必要' })
    expect((await tasksAs(desk.risk).list({ who: 'mine', state: 'open' })).rows).toEqual([])
  })

  it('have a day to come and somebody to do them', async () => {
    await desk.refusing(() => give(desk.approver, { dueOn: day('2026-10-14') }), 'due-in-the-past')
    await desk.refusing(
      () => give({ ...desk.approver, staffId: customerId }),
      'assignee-not-active',
    )
    await expect(give(desk.approver, { text: '致电13800138000' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  it('show on the home page what is next, the most urgent first', async () => {
    const officer = await desk.bank.hire('customer-manager')
    const later = await give(officer)
    const sooner = await give(officer, { dueOn: day('2026-10-15') })
    const mine = await tasksAs(officer).mine({})
    expect(mine).toMatchObject({ tasksOpen: 2, tasksOverdue: 0, visitsPlanned: 0 })
    expect(mine.next.map(({ id }) => id)).toEqual([sooner.id, later.id])
    expect(mine.next[0]).toMatchObject({ kind: 'task', isOverdue: false })
  })

  it('are of no concern to another branch', async () => {
    const { id } = await give(desk.approver)
    expect((await tasksAs(desk.southern).list({ customerId })).rows).toEqual([])
    await expect(tasksAs(desk.southern).cancel({ id, reason: '越权取消' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(
      tasksAs(desk.southern).give({
        customerId,
        groupId: null,
        assigneeId: desk.southern.staffId,
        text: '越权任务',
        dueOn: day('2026-10-20'),
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
