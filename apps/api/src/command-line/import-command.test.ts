import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importing } from '../imports/testing.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import type { World } from '../world.ts'
import { importCommand } from './import-command.ts'
import { inWords } from './refusal-words.ts'
import { printSchedule } from './schedule-command.ts'

let bank: TestBank
let operator: TestStaff
let folder: string
const said: string[] = []
beforeAll(async () => {
  bank = await aBank()
  folder = await mkdtemp(path.join(tmpdir(), 'import-'))
  operator = await bank.hire('risk-officer', { name: 'operator' })
  await bank.resources.transact(bank.institution.id, (tx) =>
    tx.updateTable('staff').set({ isOperator: true }).where('id', '=', operator.staffId).execute(),
  )
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await bank.drop()
})

const run = (file: string, options: Record<string, string> = {}) =>
  importCommand.run({
    words: ['customers', file],
    options: { institution: 'riverside', ...options },
    world: { db: bank.db, resources: bank.resources } as World,
    say: (line) => said.push(line),
  })

describe('import on the command line', () => {
  it('refuses a folder, and a source without a name', async () => {
    await expect(run(folder)).rejects.toThrow('is a folder')
    const file = path.join(folder, 'c.csv')
    await writeFile(file, 'external_id,kind,name\nA,company,甲公司\n')
    await expect(run(file, { source: ' ' })).rejects.toThrow('1 to 60 characters')
    await expect(run(file, { source: 'x'.repeat(61) })).rejects.toThrow('1 to 60 characters')
  })

  it('says in words on standard error why a file could not be read, also beside --json', async () => {
    const file = path.join(folder, 'twice.csv')
    await writeFile(file, 'external_id,name,name\nA,b,c\n')
    const { ok, json } = await run(file)
    expect(ok).toBe(false)
    expect(json).toMatchObject({ accepted: 0, failure: 'header-twice: name' })
    expect(said.at(-1)).toContain('two columns have the same name')
  })

  it.each([
    ['group-not-found', 'no group has this number'],
    ['not-among-the-words', 'not-among-the-words'],
  ])('%s → %s', (reason, words) => expect(inWords(reason)).toContain(words))
})

it('schedule takes one file at most, and no option', async () => {
  await expect(printSchedule(['one.json', 'extra'], {})).rejects.toThrow('one word too many')
  await expect(printSchedule(['missing.json'], {})).rejects.toThrow('cannot read missing.json')
  await expect(printSchedule([], { bogus: '1' })).rejects.toThrow('no option --bogus')
})

describe('rows that speak of what is known', () => {
  const take = (kind: 'customers' | 'relations' | 'loans' | 'repayments', text: string) =>
    importing(bank.resources, operator, kind, text, { source: 'acceptance' })

  it('an empty cell of a relation keeps its share and its start', async () => {
    await take('customers', 'external_id,kind,name\nR1,company,上家公司\nR2,company,下家公司\n')
    const head = 'from_external_id,to_external_id,kind,percent,valid_from,evidence\n'
    expect(await take('relations', `${head}R1,R2,ownership,60,2020-01-01,\n`)).toMatchObject({
      accepted: 1,
    })
    expect(await take('relations', `${head}R1,R2,ownership,,,\n`)).toMatchObject({ unchanged: 1 })
    expect(await take('relations', `${head}R1,R2,ownership,,,年报\n`)).toMatchObject({
      accepted: 1,
    })
    const rows = await bank.inside(operator, ({ tx }) =>
      tx
        .selectFrom('relation')
        .select(['percent', 'validFrom', 'evidence'])
        .where('knownTo', 'is', null)
        .execute(),
    )
    expect(rows).toEqual([{ percent: 60_000_000, validFrom: '2020-01-01', evidence: '年报' }])
  })

  it('a loan row names both the customer and the branch that are not known', async () => {
    const head = 'external_id,customer_external_id,branch,amount,annual_rate,periods,disbursed_on\n'
    const { errors } = await take('loans', `${head}K1,NOBODY,NOWHERE,1000,4,12,2026-01-10\n`)
    expect(errors.map(({ column }) => column)).toEqual(['customer_external_id', 'branch'])
  })

  it('a repayment that contradicts the known one is not called a repetition in the file', async () => {
    await take(
      'loans',
      'external_id,customer_external_id,amount,annual_rate,periods,disbursed_on\nK2,R1,1000,4,12,2026-01-10\n',
    )
    const head = 'external_id,loan_external_id,paid_on,amount\n'
    expect(await take('repayments', `${head}Q1,K2,2026-02-10,80\n`)).toMatchObject({ accepted: 1 })
    const { errors } = await take('repayments', `${head}Q1,K2,2026-02-10,81\n`)
    expect(errors).toMatchObject([{ row: 2, code: 'differs-from-known-repayment' }])
  })
})
