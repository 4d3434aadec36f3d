import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { readEventRow } from './events-file.ts'
import { readInflowRow } from './inflows-file.ts'
import type { RowProblem } from './row-problems.ts'

const context = { today: day('2026-10-15'), language: 'en' } as const

function codesOf(result: { row: unknown } | { problems: RowProblem[] }): string[] {
  return 'row' in result ? [] : result.problems.map(({ column, code }) => `${column}: ${code}`)
}

describe('reading a row of events', () => {
  const lawsuit = {
    customer_external_id: 'C1',
    kind: '涉诉',
    happened_on: '2026/10/1',
    amount: '1,250,000.50',
    evidence: '（2026）苏01民初12号',
  }

  it('takes a lawsuit over', () => {
    expect(readEventRow(lawsuit, context)).toEqual({
      row: {
        customerExternalId: 'C1',
        kind: 'lawsuit',
        happenedOn: '2026-10-01',
        amount: 125_000_050,
        evidence: '（2026）苏01民初12号',
        endedOn: null,
      },
    })
  })

  it.each([
    [{ kind: '失信被执行人' }, []],
    [{ kind: '喜讯' }, ['kind: unknown-choice']],
    [{ happened_on: '2026-10-15' }, []],
    [{ happened_on: '2026-10-16' }, ['happened_on: in-the-future']],
    [{ happened_on: '' }, ['happened_on: missing']],
    [{ evidence: ' ' }, ['evidence: missing']],
    [{ amount: '-1' }, ['amount: negative']],
    [{ ended_on: '2026-10-01' }, []],
    [{ ended_on: '2026-09-30' }, ['ended_on: before-start']],
    [{ ended_on: '2026-10-16' }, ['ended_on: in-the-future']],
    [{ customer_external_id: '' }, ['customer_external_id: missing']],
  ])('with %j finds %j', (change, problems) => {
    expect(codesOf(readEventRow({ ...lawsuit, ...change }, context))).toEqual(problems)
  })
})

describe('reading a row of inflows', () => {
  const inflow = { customer_external_id: 'C1', month: '2026-09', amount: '12000' }

  it.each(['2026-09', '2026/9', '202609', '2026年9月', '2026.09'])(
    'takes the month %s over',
    (month) => {
      expect(readInflowRow({ ...inflow, month }, context)).toEqual({
        row: { customerExternalId: 'C1', month: '2026-09', amount: 1_200_000 },
      })
    },
  )

  it.each([
    [{ month: '2026-10' }, ['month: in-the-future']],
    [{ month: '2026-13' }, ['month: impossible-date']],
    [{ month: 'September' }, ['month: not-a-date']],
    [{ month: '' }, ['month: missing']],
    [{ amount: '-5' }, ['amount: negative']],
    [{ amount: '0' }, []],
    [{ amount: '' }, ['amount: missing']],
  ])('with %j finds %j', (change, problems) => {
    expect(codesOf(readInflowRow({ ...inflow, ...change }, context))).toEqual(problems)
  })
})
