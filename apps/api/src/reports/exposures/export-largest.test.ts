import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { readXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeExposures } from '../../exposure/close-exposures.ts'
import { lendTo } from '../../groups/acts/acts-tests.queries.ts'
import { withCapital } from '../../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { aCompany } from '../../testing-customers.ts'
import { exportLargest, LargestFile } from './export-largest.ts'

let bank: TestBank
let anna: TestStaff
let risk: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
  await withCapital(bank, money(10_000_00))
  for (const [name, balance] of [
    ['=甲,一', 900_00],
    ['乙', 1_100_01],
    ['丙', 300_00],
  ] as const) {
    const { id } = await aCompany(bank, anna, { name })
    await bank.inside(anna, (context) => lendTo(context, id, balance))
  }
})
afterAll(() => bank.drop())

const ask = (query: object) =>
  bank.inside(risk, (context) => exportLargest(context, LargestFile.parse(query)))

describe('the file of the largest exposures', () => {
  it('waits for a closed day', async () => {
    await expect(ask({ kind: 'customer', format: 'csv' })).rejects.toThrow('no-closed-day')
  })

  it('holds what the page shows, row by row, and no text that acts as a formula', async () => {
    await bank.inside(risk, (context) => closeExposures(context, day('2026-10-15')))
    const { rows } = await bank.as(risk).exposure.largest({ kind: 'customer' })
    const text = await (await ask({ kind: 'customer', format: 'csv' })).text()
    const lines = text.trimEnd().split('\r\n').slice(1)
    expect(lines).toHaveLength(rows.length)
    expect(lines[0]).toBe(
      `${rows[0]?.number},乙,1,1100.01,0.00,1100.01,0.00,1100.01,,11.0001,,-100.01,超限`,
    )
    expect(lines[1]).toContain(`"'=甲,一"`)
    const over = await (await ask({ kind: 'customer', format: 'csv', over: '1' })).text()
    expect(over.trimEnd().split('\r\n')).toHaveLength(2)
  })

  it('holds the same figures as numbers in a workbook', async () => {
    const answer = await ask({ kind: 'customer', format: 'xlsx' })
    const book = await readXlsx(new Uint8Array(await answer.arrayBuffer()))
    const [, first] = book.sheets[0]?.rows ?? []
    expect(first?.slice(1, 4)).toEqual(['乙', 1, 1100.01])
    expect(answer.headers.get('content-disposition')).toContain(
      'exposure-customer-riverside-2026-10-15.xlsx',
    )
  })
})
