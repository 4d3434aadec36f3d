import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { addDays, day } from '@banyan/domain/calendar'
import { isWeekday, workingDays } from '@banyan/domain/working-days'
import { describe, expect, it } from 'vitest'
import { isChineseWorkingDay, lastYearOfHolidays, noticesFrom } from './chinese-working-days.ts'

const repository = resolve(import.meta.dirname, '../../..')
const samples = resolve(repository, process.env['SAMPLES_DIR'] ?? '../shared/samples')
const file = join(samples, 'reference/cn_holidays.csv')
const isMissing = !existsSync(file)
if (isMissing) console.warn(`skipped: no published holidays at ${file}`)

describe('working days in China', () => {
  it.each([
    ['2026-10-01', false, 'the National Day'],
    ['2026-10-10', true, 'a Saturday worked in its place'],
    ['2026-02-17', false, 'Spring Festival'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-23', true, 'a Monday'],
    ['2029-10-01', true, 'a Monday before the notice of its year'],
  ])('%s: %s, %s', (on, isOpen) => {
    expect(isChineseWorkingDay(day(on))).toBe(isOpen)
  })

  it('are the same for whoever works with the notices from a year on', () => {
    const notices = noticesFrom(2026)
    expect(notices.through).toBe(lastYearOfHolidays)
    expect(notices.closed.every((on) => on >= '2026-01-01')).toBe(true)
    const isOpen = workingDays(notices)
    for (let on = day('2026-01-01'); on <= '2026-12-31'; on = addDays(on, 1))
      expect([on, isOpen(on)]).toEqual([on, isChineseWorkingDay(on)])
  })

  it.skipIf(isMissing)('agree with the published list on every day of it', () => {
    const listed = new Map<string, string>()
    for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
      const [on = '', kind = ''] = line.split(',')
      const isWorked = listed.get(on) === 'adjusted_workday' || kind === 'adjusted_workday'
      listed.set(on, isWorked ? 'adjusted_workday' : kind)
    }
    const differences: string[] = []
    for (let on = day('2004-01-01'); on <= '2026-12-31'; on = addDays(on, 1)) {
      const kind = listed.get(on)
      const isOpen = kind === undefined ? isWeekday(on) : kind === 'adjusted_workday'
      if (isChineseWorkingDay(on) !== isOpen) differences.push(on)
    }
    expect(differences).toEqual([])
    expect(lastYearOfHolidays).toBe(2026)
  })
})
