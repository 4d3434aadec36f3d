import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRandomBook } from '../reports/testing.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import type { World } from '../world.ts'
import { closeCommand } from './close-command.ts'
import type { Command } from './command.ts'
import { reportCommand } from './report-command.ts'

interface Printed {
  files: { path: string; sha256: string; rows: number }[]
  checks: { id: string; ok: boolean }[]
}

describe('the commands of the end of a day', () => {
  let bank: TestBank
  let operator: TestStaff
  let out: string
  beforeAll(async () => {
    bank = await aBank()
    out = await mkdtemp(path.join(tmpdir(), 'reports-'))
    operator = await bank.hire('risk-officer', { name: 'operator' })
    await bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .updateTable('staff')
        .set({ isOperator: true })
        .where('id', '=', operator.staffId)
        .execute(),
    )
    await aRandomBook(bank, operator, 30, 5)
  })
  afterAll(async () => {
    await rm(out, { recursive: true })
    await bank.drop()
  })

  const run = (command: Command, words: string[], options: Record<string, string>) =>
    command.run({
      words,
      options: { institution: 'riverside', ...options },
      world: { db: bank.db, resources: bank.resources } as World,
      say: () => undefined,
    })

  it('writes three files, the same on a second run, and only builds', async () => {
    const options = { 'as-of': '2026-10-14', out }
    const first = (await run(reportCommand, ['asset-quality'], options)).json as Printed
    const second = (await run(reportCommand, ['asset-quality'], options)).json as Printed

    expect(first.files.map((file) => [path.extname(file.path), file.rows])).toEqual([
      ['.xlsx', 22],
      ['.csv', 198],
      ['.pdf', 22],
    ])
    expect(second).toEqual(first)
    for (const file of first.files) {
      const digest = createHash('sha256')
        .update(await readFile(file.path))
        .digest('hex')
      expect(digest).toBe(file.sha256)
    }
    expect(first.checks.every(({ ok }) => ok)).toBe(true)
    const checker = await bank.hire('executive')
    const { rows } = await bank.as(checker).reports.list({})
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ status: 'frozen', maker: 'operator' })
  })

  it.each([
    [['nonsense'], { 'as-of': '2026-10-14' }, 'no report nonsense'],
    [['asset-quality'], {}, '--as-of DATE is missing'],
    [['asset-quality'], { 'as-of': '2026-10-32' }, '--as-of DATE is missing'],
    [['asset-quality'], { 'as-of': '2026-10-15' }, 'day-not-closed'],
    [['micro-lender-pack'], { 'as-of': '2026-10-14' }, 'not-for-this-institution'],
  ])('refuses %j with %j: %s', async (words, options, message) => {
    await expect(run(reportCommand, words, { out, ...options })).rejects.toThrow(message)
  })

  it('closes days, after which their report can be built', async () => {
    const closed = await run(closeCommand, [], { to: '2026-10-17' })
    expect(closed.json).toMatchObject({ closedDays: 3, businessDay: '2026-10-18' })
    const report = await run(reportCommand, ['asset-quality'], { 'as-of': '2026-10-17', out })
    expect((report.json as Printed).checks.filter(({ ok }) => !ok)).toEqual([])
    await expect(run(closeCommand, [], {})).rejects.toThrow('--to DATE is missing')
  })
})
