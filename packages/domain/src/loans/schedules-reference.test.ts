/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { annualRates, readCostQuestion } from '../rates/cost-question.ts'
import { isWeekday } from '../working-days.ts'
import { ScheduleTerms } from './schedule-terms.ts'
import { buildSchedule } from './schedule.ts'

const reference = readFileSync(join(import.meta.dirname, '../../SCHEDULES.md'), 'utf8')

function examples(kind: string): unknown[] {
  const blocks = reference.matchAll(new RegExp(`\`\`\`json ${kind}\\n(.*?)\`\`\``, 'gs'))
  return [...blocks].map(([, text = '']) => JSON.parse(text))
}

describe('the reference', () => {
  it.each(examples('schedule'))('has a schedule for %j', (terms) => {
    const { rows, totals } = buildSchedule(ScheduleTerms.parse(terms), isWeekday)
    expect(rows.at(-1)?.balance).toBe(0)
    expect(totals.interest).toBeGreaterThan(0)
  })

  it.each(examples('apr'))('has annual rates for %j', (question) => {
    const read = readCostQuestion(question)
    expect(read.success && annualRates(read.data).solution).toBe('one')
  })

  it('names every term', () => {
    const terms = Object.keys(ScheduleTerms.in.shape)
    expect(terms.length).toBeGreaterThan(20)
    expect(terms.filter((term) => !reference.includes(`| \`${term}\` |`))).toEqual([])
  })
})
