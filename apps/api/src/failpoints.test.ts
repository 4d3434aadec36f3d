import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Config, home, readConfig } from './config.ts'
import { armingFile, dieBeforeReply, failpointsOf } from './failpoints.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'banyan-failpoints-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const ofATest = (changes: Partial<Config> = {}): Config => ({
  ...readConfig(),
  failpoints: '/tmp/die-at',
  isTest: true,
  publicUrl: null,
  databaseUrl: null,
  demo: false,
  dataFolder: '/tmp/of-a-test',
  ...changes,
})

describe('points to die at', () => {
  it('are seven for paying out, and seven for a repayment', () => {
    expect(failpointsOf('loans.disburse')).toEqual(
      [
        'before-reserve',
        'after-reserve',
        'before-entries',
        'after-entries',
        'before-commit',
        'after-commit',
        'before-reply',
      ].map((point) => `loans.disburse:${point}`),
    )
    expect(failpointsOf('loans.repay')).toHaveLength(7)
  })

  it('are none unless a file that arms them is named', () => {
    expect(armingFile(ofATest({ failpoints: null, isTest: false }))).toBeNull()
    expect(armingFile(ofATest())).toBe('/tmp/die-at')
  })

  it.each<[string, Partial<Config>]>([
    ['outside a test', { isTest: false }],
    ['where the public comes in', { publicUrl: 'https://bank.example' }],
    ['on a database that is not its own', { databaseUrl: 'postgres://bank.example/banyan' }],
    ['on a demo', { demo: true }],
    ['where a demo may be made', { demo: null }],
    ['in the folder of the checkout', { dataFolder: path.join(home, '.banyan') }],
  ])('let no server start %s', (_, changes) => {
    expect(() => armingFile(ofATest(changes))).toThrow('BANYAN_FAILPOINTS')
  })

  it('let every answer through but the one that is named', async () => {
    const file = path.join(folder, 'die-at')
    writeFileSync(file, 'loans.repay:before-reply')
    const fetch = dieBeforeReply(() => new Response('told'), file)
    const answer = await fetch(new Request('http://127.0.0.1/api/trpc/loans.disburse'))
    expect(await answer.text()).toBe('told')
  })
})
