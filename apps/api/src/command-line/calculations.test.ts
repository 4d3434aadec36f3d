import { execFile } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'

const main = join(import.meta.dirname, 'main.ts')

interface Answer {
  status: number
  out: string
  problem: string
}

function banyan(words: string[], input: unknown): Promise<Answer> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...words], (error, out, problem) =>
      resolve({ status: error ? 1 : 0, out: out.trim(), problem: problem.trim() }),
    )
    child.stdin?.end(typeof input === 'string' ? input : JSON.stringify(input))
  })
}

const loan = {
  method: 'equal-instalment',
  principal: 1000,
  annualRate: '12',
  periods: 2,
  disbursedOn: '2026-08-31',
}

describe('the schedule on the command line', () => {
  it('takes numbers and text, moves due days by the Chinese calendar and shows fees', async () => {
    const fees = [{ at: 'instalment', amount: '2.50' }]
    const terms = { ...loan, firstDueOn: '2026-10-01', holidayRule: 'next', fees }
    const { status, out } = await banyan(['schedule', '--json'], terms)
    expect(status).toBe(0)
    const { rows, totals } = JSON.parse(out)
    expect(rows[0]).toMatchObject({ number: 1, dueOn: '2026-10-08', fee: '2.50' })
    expect(totals).toMatchObject({ principal: '1000.00', fee: '5.00' })
  })

  it.each([
    [{ ...loan, dayCout: 'act/365' }, 'no such term: dayCout'],
    [{ ...loan, principal: '1,000' }, 'principal: not money'],
    [{ ...loan, method: 'balloon' }, 'amortiseOver: missing'],
    [{ ...loan, annualRate: 1001 }, 'annualRate: not a rate'],
    ['{', 'standard input is not JSON'],
  ])('refuses %j: %s', async (terms, problem) => {
    expect(await banyan(['schedule'], terms)).toEqual({ status: 1, out: '', problem })
  })

  it('reads a file, and says which it cannot', async () => {
    const { status, problem } = await banyan(['schedule', 'nowhere.json'], '')
    expect([status, problem]).toEqual([1, 'cannot read nowhere.json'])
  })
})

describe('annual rates on the command line', () => {
  it('are simple and effective in percent', async () => {
    const example = {
      amount: 99_000,
      payments: { amount: 8833.3, count: 12 },
      frequency: 'monthly',
    }
    const { out } = await banyan(['apr', '--json'], example)
    expect(JSON.parse(out)).toEqual({
      simple: 12.80380185,
      effective: 13.58255763,
      xirr: null,
      solution: 'one',
    })
  })

  it('say that there is no solution', async () => {
    const flows = [
      { on: '2026-01-01', amount: 100 },
      { on: '2026-02-01', amount: 100 },
    ]
    const asJson = await banyan(['apr', '--json'], { flows })
    const none = { simple: null, effective: null, xirr: null, solution: 'no solution' }
    expect(JSON.parse(asJson.out)).toEqual(none)
    expect((await banyan(['apr'], { flows })).out).toMatch(/^no solution/)
  })

  it('say that there are several', async () => {
    const flows = [
      ['2026-01-01', -1000],
      ['2027-01-01', 2300],
      ['2028-01-01', -1320],
    ]
    const { out } = await banyan(['apr', '--json'], { flows })
    expect(JSON.parse(out)).toMatchObject({ solution: 'several', others: [20, 10] })
  })
})
