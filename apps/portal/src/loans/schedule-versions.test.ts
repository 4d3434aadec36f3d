import { describe, expect, it } from 'vitest'
import {
  compareSchedules,
  scheduleUnder,
  scheduleTotals,
  type Version,
} from './schedule-versions.ts'

const row = (number: number, dueOn: string, principal: number, interest = 10) => ({
  number,
  dueOn,
  principal,
  interest,
  fee: 0,
})
const months = ['2026-01-20', '2026-02-20', '2026-03-20', '2026-04-20']
const first: Version = {
  version: 1,
  validFrom: '2026-01-01',
  rows: months.slice(0, 3).map((dueOn, at) => row(at + 1, dueOn, 100)),
}
const longer: Version = {
  version: 2,
  validFrom: '2026-02-01',
  rows: months.slice(1).map((dueOn, at) => row(at + 2, dueOn, 67)),
}

describe('the schedule under a version', () => {
  it('keeps the rows before the first that the version brought', () => {
    const rows = scheduleUnder([first, longer], 2)
    expect(rows.map(({ number, version, total }) => [number, version, total])).toEqual([
      [1, 1, 110],
      [2, 2, 77],
      [3, 2, 77],
      [4, 2, 77],
    ])
  })

  it('does not know what came later', () => {
    expect(scheduleUnder([first, longer], 1)).toHaveLength(3)
  })

  it('ends on the day of a version that brought nothing', () => {
    const settled: Version = { version: 3, validFrom: '2026-02-20', rows: [] }
    expect(scheduleUnder([first, longer, settled], 3).map(({ number }) => number)).toEqual([1, 2])
  })
})

describe('two schedules side by side', () => {
  it('says of each instalment what became of it', () => {
    const [was, is] = [scheduleUnder([first, longer], 1), scheduleUnder([first, longer], 2)]
    expect(compareSchedules(was, is).map(({ difference }) => difference)).toEqual([
      'same',
      'changed',
      'changed',
      'added',
    ])
    expect(compareSchedules(is, was).at(-1)?.difference).toBe('dropped')
  })

  it('adds up what is asked for', () => {
    expect(scheduleTotals(scheduleUnder([first, longer], 2))).toEqual({
      count: 4,
      principal: 301,
      interest: 40,
      total: 341,
    })
  })
})
