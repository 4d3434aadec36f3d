import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aServedBank,
  type Asked,
  creation,
  json,
  own,
  query,
  type ServedBank,
  soundly,
} from './matrix/served-bank.ts'

let served: ServedBank

beforeAll(async () => {
  served = await aServedBank()
})
afterAll(() => served.drop())

const ask = (asked: Asked, to = served.url) => soundly(asked, to)

const many = (separator: string) => Array.from({ length: 11 }, () => 'home.today').join(separator)
const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
const posted = (path: string, body: string | Buffer, headers: Record<string, string> = json) => ({
  path,
  method: 'POST',
  headers: { ...own, ...headers },
  body,
})
const asking = (input: string) => ({
  path: `${query('customers.list')}?input=${encodeURIComponent(input)}`,
  headers: { cookie: served.cookie },
})
const inParts = (path: string, megabytes: number, headers: Record<string, string>) =>
  posted(path, Buffer.alloc(megabytes * 2 ** 20, 120), {
    ...headers,
    'transfer-encoding': 'chunked',
  })
const fileOf = (name: string, field = 'file') =>
  `--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\nx\r\n--b--\r\n`
const form = { 'content-type': 'multipart/form-data; boundary=b' }

describe('a hostile request', () => {
  it.each<[string, () => Asked, number]>([
    ['eleven calls at once', () => ({ path: `${query(many(','))}?batch=1` }), 413],
    ['eleven calls, commas escaped', () => ({ path: `${query(many('%2C'))}?batch=1` }), 413],
    ['eleven calls, escaped twice', () => ({ path: `${query(many('%252C'))}?batch=1` }), 404],
    ['two megabytes', () => posted(query('customers.create'), `"${'x'.repeat(2 ** 21)}"`), 413],
    ['malformed JSON', () => posted(query('customers.create'), '{"details":'), 400],
    ['a body that is no text', () => posted(query('customers.create'), Buffer.alloc(99, 255)), 400],
    ['an empty body', () => posted(query('customers.create'), ''), 400],
    ['JSON without end', () => posted(query('customers.create'), deep), 400],
    ['text/plain', () => creation(served.cookie, { ...own, 'content-type': 'text/plain' }), 415],
    [
      'a form',
      () =>
        creation(served.cookie, { ...own, 'content-type': 'application/x-www-form-urlencoded' }),
      415,
    ],
    [
      'a mutation by GET',
      () => ({
        path: query('customers.create', { details: {} }),
        headers: { cookie: served.cookie, ...own },
      }),
      405,
    ],
    ['a query by POST', () => posted(query('home.today'), '{}'), 405],
    [
      'malformed input',
      () => ({ path: `${query('home.today')}?input=%7B`, headers: { cookie: served.cookie } }),
      400,
    ],
    ['input of bad escapes', () => ({ path: `${query('home.today')}?input=%E0%A4%A` }), 400],
    ['a number beyond numbers', () => asking('{"limit":1e309}'), 400],
    ['a prototype for a filter', () => asking('{"__proto__":{"limit":1},"status":{}}'), 400],
    ['an unknown procedure', () => ({ path: query('customers.drop') }), 404],
    ['an inherited name', () => ({ path: query('__proto__.toString') }), 404],
    ['another inherited name', () => ({ path: query('constructor') }), 404],
    ['bad escapes in a path', () => ({ path: '/api/trpc/%E0%A4%A' }), 400],
    ['no procedure', () => ({ path: '/api/trpc/' }), 404],
    ['no such route', () => ({ path: '/api/%00' }), 404],
    ['NUL as a login', () => posted('/api/sign-in', '{"login":"a\\u0000","password":"x"}'), 400],
    ['a lone surrogate', () => posted('/api/sign-in', '{"login":"\\ud800","password":"x"}'), 400],
    ['sign-in without JSON', () => posted('/api/sign-in', '{'), 400],
    ['sign-in with null', () => posted('/api/sign-in', 'null'), 400],
    ['a password of no text', () => posted('/api/set-password', '{"token":[],"password":{}}'), 400],
    [
      'a form without end',
      () => posted('/api/documents', '--b\r\n', { ...form, cookie: served.cookie }),
      400,
    ],
    [
      'a form of nothing',
      () => posted('/api/imports', 'x', { ...form, cookie: served.cookie }),
      400,
    ],
    [
      'a form of no boundary',
      () =>
        posted('/api/imports', 'x', {
          cookie: served.cookie,
          'content-type': 'multipart/form-data',
        }),
      400,
    ],
    [
      'a file alone',
      () => posted('/api/imports', fileOf('../../a\u202ecsv'), { ...form, cookie: served.cookie }),
      400,
    ],
    [
      'an inherited field',
      () => posted('/api/imports', fileOf('a', '__proto__'), { ...form, cookie: served.cookie }),
      400,
    ],
    [
      'a document without id',
      () => ({ path: '/api/documents/%00', headers: { cookie: served.cookie } }),
      400,
    ],
    [
      'a report of no form',
      () => ({ path: '/api/reports/x/file/../../x', headers: { cookie: served.cookie } }),
      404,
    ],
    ['two megabytes in parts', () => inParts('/api/trpc/customers.create', 2, json), 413],
    ['two megabytes in parts to sign in', () => inParts('/api/sign-in', 2, json), 413],
    ['two megabytes as a form', () => inParts('/api/trpc/customers.create', 2, form), 413],
    [
      'sixty-five megabytes to import',
      () => inParts('/api/imports', 65, { ...form, cookie: served.cookie }),
      413,
    ],
    ['a megabyte, signed out', () => inParts('/api/imports', 1, form), 401],
  ])('of %s is answered with its own status', async (_, asked, status) => {
    expect((await ask(asked())).status).toBe(status)
  })

  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'POST'])(
    '%s is answered soundly everywhere',
    async (method) => {
      const paths = ['/', '/assets/a.js', '/analytics', '/api/session', '/api/trpc/home.today']
      for (const at of [...paths, '/api/documents/x', '/healthz', '/nowhere'])
        for (const headers of [{}, own]) await ask({ path: at, method, headers })
    },
  )

  it.each([
    ...['banyan=', 'banyan=%00', 'banyan=%E0%A4%A', '=', ';;;', 'banyan=a; banyan=b'],
    ...['__proto__=x', `banyan=${'x'.repeat(7000)}`, 'banyan="\\"', "banyan=' or 1=1 --"],
  ])('with the cookie %j is signed out', async (bad) => {
    const { status } = await ask({ path: '/api/session', headers: { cookie: bad } })
    expect(status).toBe(401)
  })

  it.each([
    ...[
      '/assets/../../secret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
    ],
    ...[
      '/assets/..%5c..%5csecret.txt',
      '/assets/%252e%252e/%252e%252e/secret.txt',
      '/assets//etc/passwd',
    ],
    ...['/analytics/assets/../../../secret.txt', '/analytics/assets/..%2f..%2f..%2fsecret.txt'],
    ...['/assets/%00', '/assets/%E0%A4%A', '//secret.txt', '/assets/....//....//secret.txt'],
  ])('for %s gets nothing from outside', async (at) => {
    const { text } = await ask({ path: at })
    expect(text).not.toMatch(/root:|kept outside/)
  })

  it('in parts has one id in its answer, its body and its header', async () => {
    const { headers, text } = await ask(inParts('/api/imports', 1, form))

    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.parse(text)).toMatchObject({ requestId: headers['x-request-id'] })
  })
})
