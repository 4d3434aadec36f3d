import { describe, expect, it } from 'vitest'
import { readRows, type RowsChoice, rowsOf, writeRows } from './rows-choice.ts'

const choices: RowsChoice[] = [
  { kind: 'loans', on: '2026-10-31', state: 'overdue-30' },
  { kind: 'loans', from: '2025-01-01', to: '2025-03-31', badWithinMonths: 12 },
  {
    kind: 'applications',
    by: 'submitted',
    from: '2026-01-01',
    to: '2026-10-31',
    statuses: ['approved', 'contracted'],
  },
]

describe('rows in the address', () => {
  it.each(choices)('are read as they were written', (choice) => {
    expect(readRows(writeRows(choice))).toEqual(choice)
  })

  it('leave out what is not chosen', () => {
    expect(writeRows({ kind: 'loans', state: 'in-force', branchId: undefined })).toBe(
      'loans?state=in-force',
    )
  })

  it('are none when the address holds something else', () => {
    expect(readRows('people?x=1')).toBeNull()
    expect(rowsOf([1, 2])).toBeNull()
  })
})
