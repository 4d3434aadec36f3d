import { day } from '@banyan/domain/calendar'
import { bandOf } from '@banyan/domain/classification/overdue-bands'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCountedBank, type CountedBank, isOf, partsOf, sum } from './counted-bank.ts'
import type { RecountedLoan } from './recount-loans.ts'
import { closedOn } from './testing.queries.ts'

let counted: CountedBank
beforeAll(async () => {
  counted = await aCountedBank()
})
afterAll(() => counted.bank.drop())

describe('the book at the ends of months', () => {
  it('equals a recount from the ledger and the due days, whole and in part', async () => {
    for (const part of partsOf(counted.bank)) {
      const { series, asOf } = await counted.analytics().overview({ months: 30, ...part })
      expect(asOf).toBe(closedOn)
      expect(series).toHaveLength(30)
      for (const figures of series) {
        const told = counted.loans
          .filter((loan) => isOf(loan, part))
          .map((loan) => loan.on(day(figures.day)))
          .filter(({ isInForce }) => isInForce)
        const balanceOf = (rows: typeof told) => sum(rows, ({ balance }) => balance)
        expect(figures).toMatchObject({
          loans: told.length,
          balance: balanceOf(told),
          overdueLoans: told.filter(({ daysPastDue }) => daysPastDue > 0).length,
          overdueBalance: balanceOf(told.filter(({ daysPastDue }) => daysPastDue > 0)),
          overdue30Balance: balanceOf(told.filter(({ daysPastDue }) => daysPastDue > 30)),
          nonPerformingBalance: balanceOf(
            told.filter(({ tier }) => ['substandard', 'doubtful', 'loss'].includes(tier)),
          ),
          tiers: figures.tiers.map(({ tier }) => {
            const within = told.filter((row) => row.tier === tier)
            return { tier, loans: within.length, balance: balanceOf(within) }
          }),
        })
      }
    }
  })

  it('has something in every tier and band, or the recount would prove little', async () => {
    const { now } = await counted.analytics().overview({ months: 2 })
    expect(now?.tiers.filter(({ loans: count }) => count === 0)).toEqual([])
    expect(now?.nonPerformingBalance).toBe(sum(now?.tiers.slice(2) ?? [], ({ balance }) => balance))
  })

  it('counts the late loans by band', async () => {
    for (const part of partsOf(counted.bank)) {
      const { bands } = await counted.analytics().overdue(part)
      const late = counted.loans
        .filter((loan) => isOf(loan, part))
        .map((loan) => loan.on(closedOn))
        .filter(({ isInForce, daysPastDue }) => isInForce && daysPastDue > 0)
      expect(bands).toEqual(
        bands.map(({ band }) => {
          const within = late.filter(({ daysPastDue }) => bandOf(daysPastDue) === band)
          return { band, loans: within.length, balance: sum(within, ({ balance }) => balance) }
        }),
      )
      expect(sum(bands, (band) => band.loans)).toBe(late.length)
    }
  })

  it.each(['2026-10-14', '2026-04-30', '2025-06-30'])(
    'opens the rows of every mark on %s',
    async (text) => {
      const on = day(text)
      const { series } = await counted.analytics().overview({ months: 30 })
      const figures = series.find((row) => row.day === on)
      const inForce = (test: (state: ReturnType<RecountedLoan['on']>) => boolean) =>
        counted.loans
          .filter((loan) => loan.on(on).isInForce && test(loan.on(on)))
          .map(({ number }) => number)
          .sort()
      expect(await counted.loanNumbers({ on, state: 'in-force' })).toEqual(inForce(() => true))
      expect(await counted.loanNumbers({ on, state: 'overdue' })).toEqual(
        inForce(({ daysPastDue }) => daysPastDue > 0),
      )
      expect(await counted.loanNumbers({ on, state: 'overdue-30' })).toEqual(
        inForce(({ daysPastDue }) => daysPastDue > 30),
      )
      expect(await counted.loanNumbers({ on, state: 'non-performing' })).toHaveLength(
        figures?.nonPerformingLoans ?? -1,
      )
      for (const { tier, loans: count } of figures?.tiers ?? []) {
        expect(await counted.loanNumbers({ on, state: tier })).toHaveLength(count)
      }
    },
  )

  it('tells each loan behind a mark as it was on the day of the mark', async () => {
    const on = day('2026-04-30')
    const rows = await counted.loanRows({ on, state: 'overdue' })
    for (const row of rows) {
      const again = counted.loans.find(({ number }) => number === row.number)?.on(on)
      expect(row).toMatchObject({
        balance: again?.balance,
        daysPastDue: again?.daysPastDue,
        tier: again?.tier,
      })
    }
    expect((await counted.analytics().loanRows({ on: day('2027-01-01') })).on).toBe(closedOn)
  })

  it('opens the rows of every band', async () => {
    const { bands } = await counted.analytics().overdue({})
    for (const { band, loans: count } of bands) {
      expect(await counted.loanNumbers({ band })).toHaveLength(count)
    }
  })
})

describe('who sees figures', () => {
  it.each(['head-office-approver', 'risk-officer', 'executive', 'auditor'] as const)(
    '%s does, of the whole institution',
    async (role) => {
      const staff = await counted.bank.hire(role)
      const { now } = await counted.bank.as(staff).analytics.overview({ months: 2 })
      expect(now?.loans).toBe(counted.loans.filter((loan) => loan.on(closedOn).isInForce).length)
    },
  )

  it.each(['customer-manager', 'branch-approver', 'regulator', 'system-administrator'] as const)(
    '%s does not',
    async (role) => {
      const staff = await counted.bank.hire(role)
      await expect(counted.bank.as(staff).analytics.overview({ months: 2 })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      await expect(counted.bank.as(staff).analytics.loanRows({})).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    },
  )
})
