/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { day } from '../calendar.ts'
import { annualRates, readCostQuestion } from './cost-question.ts'
import { growthPerPeriod } from './present-value.ts'

const ask = (given: unknown) => {
  const question = readCostQuestion(given)
  if (!question.success) throw new Error(question.error.message)
  return annualRates(question.data)
}

describe('annual rates of payments at even periods', () => {
  it('are those of the People’s Bank’s example (V20)', () => {
    const loan = { amount: 100_000, payments: { amount: 8833.3, count: 12 } }
    const withFee = ask({ ...loan, upfrontFee: 1000 })
    expect([withFee.simple?.toFixed(2), withFee.effective?.toFixed(2)]).toEqual(['12.80', '13.58'])
    const without = ask(loan)
    expect([without.simple?.toFixed(4), without.effective?.toFixed(4)]).toEqual([
      '10.8957',
      '11.4566',
    ])
  })

  it('take money and payments as text, in runs', () => {
    const runs = {
      amount: '1000.00',
      payments: ['500', { amount: '300', count: 2 }],
      frequency: 'yearly',
    }
    expect(ask(runs)).toEqual(ask({ amount: 1000, payments: [500, 300, 300], frequency: 'yearly' }))
  })

  it.each([
    [{ amount: 250_000, payments: [100_000, 150_000, 200_000, 250_000, 300_000] }, 56.7230334435],
    [{ amount: 70_000, payments: [12_000, 15_000, 18_000, 21_000, 26_000] }, 8.6630948],
    [{ amount: 1000, payments: [600, 600] }, 13.0662],
  ])('of %j a year are %d %% (V17, V19, V25)', (flows, expected) => {
    expect(ask({ ...flows, frequency: 'yearly' }).effective).toBeCloseTo(expected, 4)
  })

  it('count a short first period as a fraction (V23)', () => {
    const loan = { amount: 5000, payments: { amount: 219.17, count: 24 }, frequency: 'semimonthly' }
    expect(ask({ ...loan, firstPeriod: 0.4 }).simple?.toFixed(2)).toBe('10.34')
  })

  it.each([
    [1000, [[1.5, 1200]], '12.92'],
    [950, [[1.5, 1200]], '16.85'],
    [
      1000,
      [
        [1, 600],
        [2, 600],
      ],
      '13.07',
    ],
    [
      1000,
      [
        [0.25, 272],
        [0.5, 272],
        [1, 544],
      ],
      '13.19',
    ],
  ] as const)('of %d repaid by years and amounts %j are %s %% (V25)', (amount, paid, expected) => {
    const flows = paid.map(([at, payment]) => ({ at, amount: payment }))
    const [growth = 0] = growthPerPeriod([{ at: 0, amount: -amount }, ...flows]).rates
    expect((growth * 100).toFixed(2)).toBe(expected)
  })

  it('are below zero where less comes back than was lent', () => {
    expect(ask({ amount: 1000, payments: [450, 450] }).simple).toBeLessThan(0)
  })
})

describe('no solution', () => {
  it.each([
    [{ amount: 1000, payments: [0, 0] }],
    [
      {
        flows: [
          { on: '2024-01-01', amount: 5 },
          { on: '2024-02-01', amount: 6 },
        ],
      },
    ],
    [
      {
        flows: [
          { on: '2024-01-01', amount: 5 },
          { on: '2024-01-01', amount: -6 },
        ],
      },
    ],
    [
      {
        flows: [
          ['2024-01-01', -1000],
          ['2025-01-01', 2000],
          ['2026-01-01', -2000],
        ],
      },
    ],
  ])('%j', (given) => {
    expect(ask(given)).toEqual({ simple: null, effective: null, xirr: null, solution: 'none' })
  })

  it('is told from several', () => {
    const twice = growthPerPeriod([
      { at: 0, amount: -1000 },
      { at: 1, amount: 2300 },
      { at: 2, amount: -1320 },
    ])
    expect(twice.kind).toBe('several')
    expect(twice.rates.map((rate) => rate.toFixed(6)).toSorted()).toEqual(['0.100000', '0.200000'])
    expect(twice.rates[0]?.toFixed(6)).toBe('0.200000')
  })
})

describe('a question of cost', () => {
  it.each([
    [{ amount: 0, payments: [1] }],
    [{ amount: 1, payments: [] }],
    [{ amount: 1, payments: [-1] }],
    [{ amount: 1, payments: [1], frequency: 'fortnightly' }],
    [{ amount: 1, paymants: [1] }],
    [{ flows: [{ on: '2024-02-30', amount: 1 }] }],
    [{ flows: [{ on: '2024-02-01', amount: '1e5' }] }],
    [[]],
  ])('is refused: %j', (given) => {
    expect(readCostQuestion(given).success).toBe(false)
  })
})

const repository = resolve(import.meta.dirname, '../../../..')
const folder = join(
  resolve(repository, process.env.SAMPLES_DIR ?? '../shared/samples'),
  'schedules',
)
const isMissing = !existsSync(join(folder, 'apr_vectors_a.json'))
if (isMissing) console.warn(`skipped: no published rates in ${folder}`)
const read = (name: string): unknown =>
  isMissing ? {} : JSON.parse(readFileSync(join(folder, name), 'utf8'))

const Pair = z.tuple([z.string(), z.number()])
const Loan = z.object({
  ref: z.string(),
  advance: z.object({ date: z.string(), amount: z.number() }),
  payments: z.array(Pair),
  apr_pct: z.number(),
  unit_period: z.string().optional(),
})
const Aprs = z.object({
  us_appendix_j: z.array(Loan).default([]),
  eu_uk_effective: z.array(Loan).default([]),
})
const Case = z.object({
  name: z.string().optional(),
  day_count: z.string().optional(),
  flows: z.array(Pair),
  xirr: z.number().nullable(),
})
const Xirrs = z.object({
  cases: z.array(Case).default([]),
  day_count_cases: z.array(Case).default([]),
})

const units: Readonly<Record<string, string>> = {
  month: 'monthly',
  quarter: 'quarterly',
  '2 weeks': 'biweekly',
}
const flowsOf = ({ advance, payments }: z.infer<typeof Loan>) => [
  { on: day(advance.date), amount: advance.amount },
  ...payments.map(([on, amount]) => ({ on: day(on), amount: -amount })),
]

describe.skipIf(isMissing)('published rates', () => {
  const aprs = Aprs.parse(read('apr_vectors_a.json'))
  const xirrs = Xirrs.parse(read('xirr_vectors_a.json'))

  it.each(aprs.us_appendix_j)('Regulation Z, $ref: $apr_pct %', (loan) => {
    const { simple } = ask({ flows: flowsOf(loan), frequency: units[loan.unit_period ?? ''] })
    expect(simple?.toFixed(2)).toBe(loan.apr_pct.toFixed(2))
  })

  it.each(aprs.eu_uk_effective)('$ref: $apr_pct %', (loan) => {
    expect(ask({ flows: flowsOf(loan) }).effective).toBeCloseTo(loan.apr_pct, 3)
  })

  it.each(xirrs.cases)('of dated flows, $name', ({ flows, xirr }) => {
    const ours = ask({ flows }).xirr
    if (xirr === null) expect(ours).toBeNull()
    else expect(ours).toBeCloseTo(xirr * 100, 6)
  })

  it.each(xirrs.day_count_cases)('of dated flows over $day_count', ({ flows, xirr, day_count }) => {
    const [dayCount = ''] = (day_count ?? '').split(' ')
    expect(ask({ flows, dayCount }).xirr).toBeCloseTo((xirr ?? 0) * 100, 6)
  })
})
