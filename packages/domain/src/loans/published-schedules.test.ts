/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { addMonths, day } from '../calendar.ts'
import { rateUnder } from '../products/rate-plan.ts'
import { parseRate } from '../rate.ts'
import { ScheduleTerms } from './schedule-terms.ts'
import { buildSchedule } from './schedule.ts'

const repository = resolve(import.meta.dirname, '../../../..')
const samples = resolve(repository, process.env.SAMPLES_DIR ?? '../shared/samples')
const file = join(samples, 'schedules/cn_mortgage_vectors.json')

const Vectors = z.array(
  z.object({
    id: z.string(),
    method: z.string(),
    principal: z.number().optional(),
    annual_rate_pct: z.number().optional(),
    months: z.number().optional(),
    base_rate_pct: z.number().optional(),
    spread_bp: z.number().optional(),
    start: z.string().optional(),
    expected: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
)

const methods: Record<string, string> = {
  等额本息: 'equal-instalment',
  等额本金: 'equal-principal',
}

const isMissing = !existsSync(file)
const vectors = isMissing ? [] : Vectors.parse(JSON.parse(readFileSync(file, 'utf8')))
const loans = vectors.filter(({ method }) => method in methods)
const floating = vectors.filter(({ method }) => method === 'LPR')
const dates = vectors.filter(({ start }) => start !== undefined)
if (isMissing) console.warn(`skipped: no published schedules at ${file}`)

function scheduleOf({ method, principal, annual_rate_pct, months }: (typeof loans)[number]) {
  return buildSchedule(
    ScheduleTerms.parse({
      method: methods[method],
      principal: String(principal),
      annualRate: String(annual_rate_pct),
      periods: months,
      disbursedOn: '2026-01-01',
    }),
  )
}

/** Totals of the published figures come from unrounded payments: half a fen for each row. */
const withinRounding = (months: number) => months * 0.5

describe.skipIf(isMissing)('published schedules', () => {
  it('are all read', () => {
    expect(loans).toHaveLength(5)
    expect(dates).toHaveLength(2)
    expect(floating).toHaveLength(2)
    expect(loans.length + dates.length + floating.length).toBe(vectors.length)
  })

  it.each(loans)('$id $method agrees', (vector) => {
    const { rows, totals } = scheduleOf(vector)
    const { expected, months = 0 } = vector
    const [first, second] = rows
    const known: Record<string, number | undefined> = {
      monthly_payment: first?.total,
      first_payment: first?.total,
      first_interest: first?.interest,
      first_principal: first?.principal,
    }
    let compared = 0
    for (const [name, value] of Object.entries(expected)) {
      const ours = known[name]
      if (ours === undefined) continue
      compared += 1
      expect({ [name]: ours / 100 }).toEqual({ [name]: value })
    }
    if (expected.monthly_payment_rounded_to_yuan !== undefined) {
      compared += 1
      expect(Math.round((second?.total ?? 0) / 100)).toBe(expected.monthly_payment_rounded_to_yuan)
    }
    expect(compared).toBeGreaterThan(0)
    if (expected.total_interest !== undefined) {
      const difference = Math.abs(totals.interest - Number(expected.total_interest) * 100)
      expect(difference).toBeLessThanOrEqual(withinRounding(months))
    }
  })

  it.each(dates)('$id $start keeps to the end of the month', ({ start = '', expected }) => {
    const [name = '', to] = Object.entries(expected)[0] ?? []
    const months = Number(/\d+/.exec(name)?.[0])
    expect(addMonths(day(start), months)).toBe(to)
  })

  it.each(floating)('$id loan prime rate and $spread_bp basis points agree', (vector) => {
    const { base_rate_pct = 0, spread_bp = 0, expected } = vector
    // A day on which the five-year rate stood at 4.30 %, as the published case has it.
    const on = day('2023-06-19')
    const plan = { kind: 'lpr', tenor: '5y', resets: 'january' } as const
    expect(rateUnder({ ...plan, spreadBp: 0 }, on)).toBe(parseRate(String(base_rate_pct)))
    const rate = rateUnder({ ...plan, spreadBp: spread_bp }, on)
    expect(rate).toBe(parseRate(String(expected.rate_pct)))
  })
})
