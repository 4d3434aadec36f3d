import { money } from '@banyan/domain/money'
import { describe, expect, it } from 'vitest'
import { agreedRows, blankRow, leftOver, type TypedRow } from './agreed-rows.ts'

const row = (dueOn: string, principal: string, waits = false): TypedRow => {
  return { dueOn, principal, waits }
}

describe('rows as they are typed', () => {
  it('are read with their amounts in fen', () => {
    expect(agreedRows([row('2027-01-31', ''), row('2027-06-30', '40,000.5', true)])).toEqual([
      { dueOn: '2027-01-31', principal: 0, interest: 'due' },
      { dueOn: '2027-06-30', principal: 4_000_050, interest: 'later' },
    ])
  })

  it.each([
    [[blankRow]],
    [[row('2027-02-30', '1')]],
    [[row('2027-01-31', 'x')]],
    [[row('2027-01-31', '1'), row('', '2')]],
  ])('are not read while %j cannot be', (rows) => {
    expect(agreedRows(rows)).toBeNull()
  })

  it('say what is left of the amount', () => {
    const rows = [row('2027-01-31', '40000'), row('', 'x'), row('2027-06-30', '70000')]
    expect(leftOver(rows, money(100_000_00))).toBe(-10_000_00)
    expect(leftOver([], money(5))).toBe(5)
  })
})
