import { day } from '@banyan/domain/calendar'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, sessionFor, type TestBank, type TestStaff } from '../testing.ts'
import { reportRoutes } from './report-routes.ts'

describe('the addresses of files', () => {
  let bank: TestBank
  let maker: TestStaff
  let address: string
  const operations = '/api/reports/operations?from=2026-10-01&to=2026-10-31'
  beforeAll(async () => {
    bank = await aBank()
    maker = await bank.hire('risk-officer')
    const order = { code: 'asset-quality', asOf: day('2026-10-14') } as const
    const { id } = await bank.as(maker).reports.build(order)
    address = `/api/reports/${id}/file`
  })
  afterAll(() => bank.drop())

  function get(path: string, staff: TestStaff | null, isFresh = true) {
    const app = new Hono()
    const session = staff && sessionFor(staff, bank.resources.now())
    const asked = session && !isFresh ? { ...session, freshUntil: new Date(0) } : session
    reportRoutes(app, async () => ({
      resources: bank.resources,
      session: asked,
      requestId: 'test',
      idempotencyKey: null,
    }))
    return app.request(path)
  }

  it.each([
    ['pdf', 'application/pdf', '%PDF'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
    ['csv', 'text/csv; charset=utf-8', 'G11_I_2.A'],
  ])('give %s to keep', async (format, type, content) => {
    const response = await get(`${address}/${format}`, maker)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-disposition')).toContain('attachment')
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).toContain(content)
  })

  it('ask for the password again', async () => {
    const response = await get(`${address}/pdf`, maker, false)
    expect(response.status).toBe(412)
    expect(await response.json()).toMatchObject({ reason: 'sign-in-again' })
  })

  it('are closed to those who are not signed in, or lend', async () => {
    const manager = await bank.hire('customer-manager')
    expect((await get(`${address}/pdf`, null)).status).toBe(401)
    expect((await get(`${address}/pdf`, manager)).status).toBe(403)
    expect((await get(operations, maker)).status).toBe(403)
  })

  it('know three formats, and periods in order', async () => {
    const auditor = await bank.hire('auditor')
    expect((await get(`${address}/html`, maker)).status).toBe(400)
    expect((await get(operations, auditor)).status).toBe(200)
    const backwards = '/api/reports/operations?from=2026-10-31&to=2026-10-01'
    expect((await get(backwards, auditor)).status).toBe(400)
  })
})
