import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { tiers } from '../classification/tiers.ts'
import { money } from '../money.ts'
import { buildMigration, migrationMembers, type MigrationLoan, ratesInForce } from './migration.ts'

const asOf = day('2026-12-31')
const none = { substandard: money(0), doubtful: money(0), loss: money(0) }
const loan = (change: Partial<MigrationLoan>): MigrationLoan => ({
  loanId: 'L',
  startTier: 'normal',
  startBalance: money(0),
  endTier: 'normal',
  endBalance: money(0),
  lent: money(0),
  repaid: money(0),
  writtenOff: money(0),
  recovered: none,
  ...change,
})
const valuesOf = (loans: MigrationLoan[], on = asOf) =>
  new Map(buildMigration(loans, on).cells.map(({ id, value }) => [id, value]))
const failed = (loans: MigrationLoan[]) =>
  buildMigration(loans, asOf).checks.filter(({ ok }) => !ok)

describe('the rates of the form', () => {
  const normal = [
    loan({
      loanId: 'A',
      startBalance: money(1000),
      endTier: 'special-mention',
      endBalance: money(1000),
    }),
    loan({ loanId: 'B', startBalance: money(9000), endBalance: money(8500), repaid: money(500) }),
  ]

  it('of 2005 divide by what is left: 10.53 % of the normal', () => {
    expect(valuesOf(normal).get('G12_R1.C')).toBe(1053)
  })

  it('of 2005 give 75.00 % of the substandard', () => {
    const values = valuesOf([
      loan({
        loanId: 'A',
        startTier: 'substandard',
        startBalance: money(600),
        endTier: 'doubtful',
        endBalance: money(600),
      }),
      loan({
        loanId: 'B',
        startTier: 'substandard',
        startBalance: money(400),
        endTier: 'substandard',
        endBalance: money(200),
        repaid: money(200),
      }),
    ])
    expect(values.get('G12_R1.E')).toBe(7500)
  })

  it('of 2022 divide by the opening balance, for a whole year', () => {
    expect(valuesOf(normal).get('G12_R2.C')).toBe(1000)
    expect(valuesOf(normal, day('2026-03-31')).get('G12_R2.C')).toBe(4000)
  })

  it('of 2022 count what turned 不良 and was disposed of', () => {
    const gone = loan({
      loanId: 'C',
      startBalance: money(1000),
      endTier: null,
      repaid: money(300),
      writtenOff: money(700),
      recovered: { ...none, substandard: money(300) },
    })
    expect(valuesOf([...normal, gone]).get('G12_R2.H')).toBe(909)
    expect(valuesOf([...normal, gone]).get('G12_R1.H')).toBe(0)
  })

  it('are unknown where nothing was there', () => {
    expect(valuesOf([]).get('G12_R1.F')).toBeNull()
  })

  it.each([
    ['2021-12-31', 'R1'],
    ['2022-01-01', 'R2'],
  ])('on %s are judged by %s', (on, row) => {
    expect(ratesInForce(day(on))).toBe(row)
  })
})

describe('the migration of the year', () => {
  it('sets each loan by its tier at the start and at the end', () => {
    const values = valuesOf([
      loan({
        loanId: 'A',
        startBalance: money(100),
        endTier: 'loss',
        endBalance: money(80),
        repaid: money(20),
      }),
      loan({
        loanId: 'B',
        startTier: null,
        lent: money(50),
        endBalance: money(30),
        repaid: money(20),
      }),
      loan({
        loanId: 'C',
        startTier: 'doubtful',
        startBalance: money(40),
        endTier: null,
        writtenOff: money(30),
        repaid: money(10),
        recovered: { ...none, doubtful: money(10) },
      }),
    ])
    const shown = ['3.A', '3.B', '3.G', '2.B', '2.C', '6.A', '6.B', '6.M', '6.O', '1.G', '1.H']
    expect(shown.map((id) => values.get(`G12_${id}`))).toEqual([
      100, 20, 80, 20, 30, 40, 40, 10, 30, 80, 110,
    ])
  })

  it('counts lending on top of an old loan as new', () => {
    const values = valuesOf([
      loan({
        startBalance: money(100),
        lent: money(50),
        repaid: money(30),
        endBalance: money(120),
      }),
    ])
    expect(values.get('G12_3.C')).toBe(70)
    expect(values.get('G12_3.B')).toBe(30)
    expect(values.get('G12_2.C')).toBe(50)
    expect(values.get('G12_2.B')).toBe(0)
  })

  const anyLoan = fc
    .record({
      startTier: fc.option(fc.constantFrom(...tiers)),
      start: fc.integer({ min: 1, max: 1e9 }),
      lent: fc.nat(1e6),
      repaidShare: fc.nat(100),
      endTier: fc.constantFrom(...tiers),
      isWrittenOff: fc.boolean(),
    })
    .map(({ startTier, start, lent, repaidShare, endTier, isWrittenOff }, index = 0) => {
      const startBalance = startTier === null ? 0 : start
      const owed = startBalance + lent
      const repaid = Math.floor((owed * repaidShare) / 100)
      const left = owed - repaid
      const endBalance = isWrittenOff ? 0 : left
      return loan({
        loanId: `L${index}`,
        startTier,
        startBalance: money(startBalance),
        endTier: endBalance === 0 ? null : endTier,
        endBalance: money(endBalance),
        lent: money(lent),
        repaid: money(repaid),
        writtenOff: money(isWrittenOff ? left : 0),
      })
    })

  it('passes its own checks and shows the loans behind each amount', () => {
    fc.assert(
      fc.property(fc.array(anyLoan, { maxLength: 20 }), (given) => {
        const loans = given.map((each, index) => ({ ...each, loanId: `L${index}` }))
        expect(failed(loans)).toEqual([])
        for (const { id, value, unit } of buildMigration(loans, asOf).cells) {
          if (unit !== 'money') continue
          const members = migrationMembers(id, loans)
          expect(members.reduce((sum, { amount }) => sum + amount, 0)).toBe(value)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('fails a check where the book does not add up', () => {
    const lost = loan({ startBalance: money(100), endBalance: money(90) })
    expect(failed([lost]).map(({ id }) => id)).toEqual(['G12_2.B+8.B=collected'])
  })

  it('names the loans that made a rate', () => {
    const loans = [
      loan({
        loanId: 'A',
        startBalance: money(100),
        endTier: 'special-mention',
        endBalance: money(100),
      }),
      loan({
        loanId: 'B',
        startBalance: money(100),
        endTier: 'loss',
        endBalance: money(90),
        repaid: money(10),
      }),
      loan({ loanId: 'C', startBalance: money(100), endBalance: money(100) }),
    ]
    const behind = (id: string) => migrationMembers(id, loans).map(({ loanId }) => loanId)
    expect(behind('G12_R2.C')).toEqual(['A', 'B'])
    expect(behind('G12_R2.H')).toEqual(['B'])
    expect(behind('G12_9.C')).toEqual([])
  })
})
