import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dumpCustomers } from '../customers/customers-tests.queries.ts'
import { aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'
import { sessionFor, type TestStaff } from '../testing.ts'
import { documentRoutes } from './document-routes.ts'

let desk: CustomerDesk
let customerId: string

beforeAll(async () => {
  desk = await aCustomerDesk()
})
beforeEach(async () => {
  const details = aPerson()
  customerId = (await desk.customersAs(desk.manager).create({ details })).id
})
afterAll(() => desk.bank.drop())

const pdf = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj canary-of-a-document\n%%EOF')
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

function appAs(staff: TestStaff, idempotencyKey: string = randomUUID()): Hono {
  const app = new Hono()
  const { resources } = desk.bank
  const session = sessionFor(staff, resources.now())
  documentRoutes(app, async () => ({ resources, session, requestId: 'test', idempotencyKey }))
  return app
}

interface Upload {
  bytes?: Buffer
  name?: string
  fields?: Record<string, string>
  staff?: TestStaff
  key?: string
}

function upload({ bytes = pdf, name = '身份证.pdf', fields, staff = desk.manager, key }: Upload) {
  const body = new FormData()
  const all = { customerId, kind: 'identity-document', ...fields }
  for (const [field, value] of Object.entries(all)) body.set(field, value)
  body.set('file', new File([new Uint8Array(bytes)], name))
  return appAs(staff, key).request('/api/documents', { method: 'POST', body })
}

const idIn = async (response: Response) =>
  z.object({ id: z.uuid() }).parse(await response.json()).id

const listed = async () => (await desk.bank.as(desk.manager).documents.list({ customerId })).rows

async function filed(given: Upload = {}): Promise<string> {
  return idIn(await upload(given))
}

describe('filing a document', () => {
  it('keeps it encrypted, lists it, and gives the same bytes back', async () => {
    const response = await upload({ bytes: png, name: '执照.PNG', fields: { kind: 'other' } })
    expect(response.status).toBe(200)
    const id = await idIn(response)
    expect(await listed()).toMatchObject([
      { id, kind: 'other', fileName: '执照.PNG', mediaType: 'image/png', size: png.length },
    ])
    const download = await appAs(desk.manager).request(`/api/documents/${id}`)
    expect(Buffer.from(await download.arrayBuffer()).equals(png)).toBe(true)
    expect(download.headers.get('x-content-type-options')).toBe('nosniff')
    expect(download.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E6%89%A7%E7%85%A7.PNG",
    )
    expect(await desk.actionsOf(customerId)).toEqual([
      'created',
      'document-filed',
      'document-downloaded',
    ])
  })

  it('leaves nothing of the content readable in the database', async () => {
    await filed()
    const dump = await desk.bank.inside(desk.manager, ({ tx }) => dumpCustomers(tx))
    expect(dump).not.toContain('canary-of-a-document')
    expect(dump).not.toContain(Buffer.from('canary-of-a-document').toString('hex'))
  })

  it('keeps one when the same sending arrives eight times', async () => {
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload({ key })))
    const ids = await Promise.all(
      answers.map(async (answer) => JSON.stringify(await answer.json())),
    )
    expect(new Set(ids).size).toBe(1)
    expect(await listed()).toHaveLength(1)
  })

  it.each([
    ['file-is-empty', { bytes: Buffer.alloc(0) }],
    ['file-too-large', { bytes: Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]) }],
    ['file-type-not-taken', { bytes: Buffer.from('<html><script>'), name: 'a.pdf' }],
    ['file-type-not-taken', { bytes: Buffer.from('MZ\u0090\0\u0003'), name: 'a.pdf' }],
    ['file-is-not-what-its-name-says', { bytes: png, name: 'a.pdf' }],
    ['file-is-not-what-its-name-says', { bytes: pdf, name: 'a.pdf.exe' }],
    ['file-is-not-what-its-name-says', { bytes: pdf, name: 'pdf' }],
  ])('is refused, %s, and keeps nothing', async (reason, given: Upload) => {
    const response = await upload(given)
    expect(response.status).toBe(412)
    expect(await response.json()).toMatchObject({ reason })
    expect(await listed()).toEqual([])
  })

  it.each([
    ['an unknown kind', { kind: 'love-letter' }],
    ['no customer', { customerId: '' }],
  ])('says what is wrong with %s', async (_, fields) => {
    expect((await upload({ fields })).status).toBe(400)
  })

  it('takes no application of another customer', async () => {
    const response = await upload({ fields: { applicationId: randomUUID() } })
    expect(response.status).toBe(404)
    expect(await listed()).toEqual([])
  })

  it('cleans the name of folders, controls and direction marks', async () => {
    await filed({ name: '../../etc/合同\u202Efdp:1.pdf' })
    expect(await listed()).toMatchObject([{ fileName: '合同fdp_1.pdf' }])
  })
})

describe('finding and removing documents', () => {
  it('finds by kind and by part of the name, page by page', async () => {
    const first = await filed({
      name: '审计报告2025.pdf',
      fields: { kind: 'financial-statements' },
    })
    await filed({ name: '流水100%.pdf', fields: { kind: 'account-statement' } })
    const { documents } = desk.bank.as(desk.manager)
    const found = async (filter: object) =>
      (await documents.list({ customerId, ...filter })).rows.map((row) => row.fileName)
    expect(await found({ text: '审计' })).toEqual(['审计报告2025.pdf'])
    expect(await found({ text: '%' })).toEqual(['流水100%.pdf'])
    expect(await found({ kind: 'account-statement' })).toEqual(['流水100%.pdf'])
    const page = await documents.list({ customerId, limit: 1 })
    expect(page.next).not.toBeNull()
    const next = await documents.list({ customerId, limit: 1, cursor: page.next ?? '' })
    expect([...page.rows, ...next.rows].map(({ id }) => id)).toContain(first)
    expect(next.next).toBeNull()
  })

  it('marks a removed one, which can no longer be opened', async () => {
    const id = await filed()
    const { documents } = desk.bank.as(desk.manager)
    await documents.remove({ id, reason: '上传错误' })
    expect(await listed()).toEqual([])
    expect((await appAs(desk.manager).request(`/api/documents/${id}`)).status).toBe(404)
    await expect(
      desk.bank.as(desk.manager).documents.remove({ id, reason: '再次删除' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await desk.counts())['documents']).toBeGreaterThan(0)
    expect(await desk.actionsOf(customerId)).toEqual([
      'created',
      'document-filed',
      'document-removed',
    ])
  })

  it('does not exist for another branch', async () => {
    const id = await filed()
    const { southern } = desk
    expect((await appAs(southern).request(`/api/documents/${id}`)).status).toBe(404)
    expect((await upload({ staff: southern })).status).toBe(404)
    expect((await desk.bank.as(southern).documents.list({ customerId })).rows).toEqual([])
    await expect(
      desk.bank.as(southern).documents.remove({ id, reason: '越权删除' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await listed()).toHaveLength(1)
  })
})
