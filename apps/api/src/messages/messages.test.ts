import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

describe('messages to the borrower', () => {
  it('wait in the inbox, unread, and leave no words in the record', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const { messages } = desk.bank.as(desk.manager)
    await messages.send({ customerId: id, subject: '资料补充', body: '请于本周内补齐流水。' })
    await messages.send({ customerId: id, subject: '还款提醒', body: '本月 20 日为还款日。' })
    const page = await messages.list({ customerId: id, limit: 1 })
    expect(page.rows).toMatchObject([{ subject: '还款提醒', sentBy: '王敏', readAt: null }])
    const rest = await messages.list({ customerId: id, limit: 1, cursor: page.next ?? '' })
    expect(rest.rows).toMatchObject([{ subject: '资料补充' }])
    expect(rest.next).toBe(null)
    const { rows } = await desk.customersAs(desk.risk).history({ id })
    expect(JSON.stringify(rows)).not.toContain('补齐流水')
    expect(rows[0]?.action).toBe('message-sent')
  })

  it('hold no numbers of people and go to no stranger', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const message = { customerId: id, subject: '通知', body: '请联系 138 0013 8000' }
    await expect(desk.bank.as(desk.manager).messages.send(message)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(
      desk.bank.as(desk.southern).messages.send({ ...message, body: '请回电' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
