import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Answer,
  aServedBank,
  type Asked,
  creation,
  json,
  own,
  query,
  type ServedBank,
  signIn,
  soundly,
} from './matrix/served-bank.ts'

let served: ServedBank

beforeAll(async () => {
  served = await aServedBank()
})
afterAll(() => served.drop())

const ask = (asked: Asked, to = served.url) => soundly(asked, to)

describe('a request from another site', () => {
  const customers = async () => {
    const { text } = await ask({
      path: query('customers.list', {}),
      headers: { cookie: served.cookie },
    })
    return (JSON.parse(text) as { result: { data: { rows: unknown[] } } }).result.data.rows.length
  }

  it.each<[string, Record<string, string>]>([
    ['no header of ours', {}],
    ['another value in it', { 'x-banyan': '0' }],
    ['a foreign origin', { ...own, origin: 'https://evil.example' }],
    ['the origin null', { ...own, origin: 'null' }],
    ['an empty origin', { ...own, origin: '' }],
    ['the same host, another port', { ...own, origin: 'http://127.0.0.1:1' }],
    ['our host as a beginning', { ...own, origin: 'http://127.0.0.1.evil.example' }],
    ['sec-fetch-site cross-site', { ...own, 'sec-fetch-site': 'cross-site' }],
    ['sec-fetch-site same-site', { ...own, 'sec-fetch-site': 'same-site' }],
  ])('with %s changes nothing', async (_, headers) => {
    const before = await customers()
    const answer = await ask(creation(served.cookie, headers))

    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.text)).toEqual({ reason: 'foreign-request' })
    expect(await customers()).toBe(before)
  })

  it.each([
    '/api/sign-in',
    '/api/sign-out',
    '/api/session/place',
    '/api/documents',
    '/api/imports',
  ])('cannot post to %s', async (at) => {
    const foreign = { ...json, cookie: served.cookie, origin: 'https://evil.example', ...own }
    expect((await ask({ path: at, method: 'POST', headers: foreign, body: '{}' })).status).toBe(403)
  })

  it('is what the same request from our own pages is not', async () => {
    const before = await customers()
    const answer = await ask(
      creation(served.cookie, { ...own, origin: served.url, 'sec-fetch-site': 'same-origin' }),
    )

    expect(answer.status).toBe(200)
    expect(await customers()).toBe(before + 1)
  })
})

describe('the session cookie', () => {
  const flags = (answer: Answer) => (answer.headers['set-cookie']?.[0] ?? '').split('; ')

  it('is out of reach of scripts and other sites', async () => {
    const [value, ...rest] = flags(await signIn(served.url))

    expect(value).toMatch(/^banyan=[\w-]{43}$/)
    expect(rest).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']))
    expect(rest.join()).not.toMatch(/Domain=|Secure/)
  })

  it('is bound to this host and to https wherever the address is https', async () => {
    const answer = await signIn(served.secureUrl)
    const [value, ...rest] = flags(answer)

    expect(value).toMatch(/^__Host-banyan=[\w-]{43}$/)
    expect(rest).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Secure']),
    )
    expect(rest.join()).not.toContain('Domain=')
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=31536000/)
  })

  it('of plain http is not taken over https', async () => {
    const given = { path: '/api/session', headers: { cookie: served.cookie } }

    expect((await ask(given)).status).toBe(200)
    expect((await ask(given, served.secureUrl)).status).toBe(401)
  })

  it('is cleared, and its session closed, by signing out', async () => {
    const [mine = ''] = flags(await signIn(served.url))
    const headers = { ...own, cookie: mine }
    const answer = await ask({ path: '/api/sign-out', method: 'POST', headers })

    expect(flags(answer).join('; ')).toMatch(/^banyan=; .*Max-Age=0/)
    expect((await ask({ path: '/api/session', headers })).status).toBe(401)
  })
})
