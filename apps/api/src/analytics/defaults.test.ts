import { addDays, addMonths, day, endOfMonth, monthOf } from '@banyan/domain/calendar'
import { cohortIsMature } from '@banyan/domain/officers/performance'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCountedBank, type CountedBank, isOf, partsOf, sum } from './counted-bank.ts'
import type { RecountedLoan } from './recount-loans.ts'
import { closedOn } from './testing.queries.ts'

let counted: CountedBank
beforeAll(async () => {
  counted = await aCountedBank()
})
afterAll(() => counted.bank.drop())

describe('default rates by vintage', () => {
  const monthsToBad = ({ disbursedOn, badOn }: RecountedLoan): number => {
    if (badOn === null) return Infinity
    let months = 0
    while (addMonths(disbursedOn, months) < badOn) months += 1
    return months
  }

  it('equal a recount of every loan, by number and by amount', async () => {
    for (const part of partsOf(counted.bank)) {
      const { cohorts } = await counted.analytics().vintage(part)
      const paidOut = counted.loans.filter((loan) => isOf(loan, part))
      expect(sum(cohorts, (cohort) => cohort.loans)).toBe(paidOut.length)
      for (const cohort of cohorts) {
        const within = paidOut.filter(({ disbursedOn }) => monthOf(disbursedOn) === cohort.cohort)
        const bad = within.filter((loan) => monthsToBad(loan) <= 12)
        expect(cohort).toMatchObject({
          loans: within.length,
          amount: sum(within, ({ principal }) => principal),
          bad: bad.length,
          badAmount: sum(bad, ({ principal }) => principal),
          isMature: cohortIsMature(cohort.cohort, closedOn),
        })
      }
    }
  })

  it('marks each cohort whose loans have not all been twelve months on book', async () => {
    const { cohorts } = await counted.analytics().vintage({})
    expect(cohorts.filter(({ isMature }) => isMature).at(-1)?.cohort).toBe('2025-09')
    expect(cohorts.find(({ isMature }) => !isMature)?.cohort).toBe('2025-10')
  })

  it('has curves whose sum by month on book is the rate', async () => {
    const { cohorts, curves } = await counted.analytics().vintage({})
    for (const { cohort, bad, badAmount } of cohorts) {
      const points = curves.filter((point) => point.cohort === cohort)
      expect(points.map((point) => [point.monthsOnBook, point.bad])).toEqual(
        [
          ...new Set(
            counted.loans
              .filter((loan) => monthOf(loan.disbursedOn) === cohort && loan.badOn)
              .map(monthsToBad),
          ),
        ]
          .sort((a, b) => a - b)
          .map((months) => [
            months,
            counted.loans.filter(
              (loan) => monthOf(loan.disbursedOn) === cohort && monthsToBad(loan) === months,
            ).length,
          ]),
      )
      const within = points.filter(({ monthsOnBook }) => monthsOnBook <= 12)
      expect(sum(within, (point) => point.bad)).toBe(bad)
      expect(sum(within, (point) => point.badAmount)).toBe(badAmount)
    }
    expect(sum(curves, ({ bad }) => bad)).toBeGreaterThan(30)
  })

  it('counts a default on the last day of the twelve months, and none a day later', async () => {
    const spring = { from: day('2025-03-01'), to: day('2025-07-31') }
    const within = await counted.loanNumbers({ ...spring, badWithinMonths: 12 })
    expect(within).toContain('EDGE-2025-07-01')
    expect(within).not.toContain('EDGE-2025-03-01')
    const later = await counted.loanNumbers({ ...spring, badWithinMonths: 13 })
    expect(later).toContain('EDGE-2025-03-01')
  })

  it('opens as many rows as a cell of the triangle counts', async () => {
    const { cohorts, curves } = await counted.analytics().vintage({})
    for (const { cohort, loans: count } of cohorts.slice(2, 12)) {
      const from = day(`${cohort}-01`)
      const month = { from, to: endOfMonth(from) }
      expect(await counted.loanNumbers(month)).toHaveLength(count)
      for (const badWithinMonths of [3, 6, 12]) {
        const cell = curves.filter(
          (point) => point.cohort === cohort && point.monthsOnBook <= badWithinMonths,
        )
        expect(await counted.loanNumbers({ ...month, badWithinMonths })).toHaveLength(
          sum(cell, ({ bad }) => bad),
        )
      }
    }
  })
})

describe('officers', () => {
  const period = { from: day('2024-06-01'), to: closedOn }

  it('are told by name, each from a recount', async () => {
    const figures = await counted.analytics().officers(period)
    expect(figures.lastMature).toBe('2025-09-30')
    expect(figures.officers.map(({ name }) => name)).toEqual(['安一', '白二', '陈三'])
    for (const officer of figures.officers) {
      const brought = counted.loans.filter(
        ({ officerId, disbursedOn }) => officerId === officer.id && disbursedOn >= period.from,
      )
      const mature = brought.filter(({ disbursedOn }) => disbursedOn <= '2025-09-30')
      const bad = mature.filter(
        ({ badOn, disbursedOn }) => badOn !== null && badOn <= addMonths(disbursedOn, 12),
      )
      const decisions = counted.raw.decisions.filter(
        ({ makerId, decidedOn }) => makerId === officer.id && decidedOn <= period.to,
      )
      const approved = decisions.filter(({ outcome }) => outcome === 'approved')
      expect(officer).toMatchObject({
        loans: brought.length,
        amount: sum(brought, ({ principal }) => principal),
        n: mature.length,
        bad: bad.length,
        defaultRate: mature.length >= 30 ? bad.length / mature.length : null,
        approved: approved.length,
        declined: decisions.length - approved.length,
        approvedAmount: sum(approved, ({ amount }) => amount),
      })
    }
    expect(figures.whole.n).toBe(sum(figures.officers, ({ n }) => n))
    expect(figures.whole.bad).toBe(sum(figures.officers, ({ bad }) => bad))
    expect(figures.officers.some(({ isEnough }) => isEnough)).toBe(true)
  })

  it('have no rates below thirty cases, only counts', async () => {
    const few = await counted
      .analytics()
      .officers({ from: day('2025-08-01'), to: day('2025-10-31') })
    expect(few.officers.every(({ n }) => n < 30)).toBe(true)
    for (const officer of few.officers) {
      expect(officer).toMatchObject({ defaultRate: null, interval: null, isEnough: false })
      expect(officer.approvalRate).toBeNull()
    }
  })

  it('open as many rows as n and the bad of it count', async () => {
    const { officers: told, lastMature } = await counted.analytics().officers(period)
    for (const { id, n, bad, loans: count, approved } of told) {
      const mature = { officerId: id, from: period.from, to: lastMature }
      expect(await counted.loanNumbers({ officerId: id, ...period })).toHaveLength(count)
      expect(await counted.loanNumbers(mature)).toHaveLength(n)
      expect(await counted.loanNumbers({ ...mature, badWithinMonths: 12 })).toHaveLength(bad)
      const rows = await counted.applicationNumbers({
        ...period,
        officerId: id,
        outcome: 'approved',
      })
      expect(rows).toHaveLength(approved)
    }
  })

  it('stay in the table after they leave, as long as they have loans in it', async () => {
    const [gone] = counted.officers
    await counted.bank.resources.transact(counted.bank.institution.id, (tx) =>
      tx
        .updateTable('staff')
        .set({ status: 'disabled' })
        .where('institutionId', '=', counted.bank.institution.id)
        .where('id', '=', gone.staffId)
        .execute(),
    )
    const { officers: told } = await counted.analytics().officers(period)
    expect(told.map(({ id }) => id)).toContain(gone.staffId)
    const later = await counted.analytics().officers({
      from: addDays(closedOn, 1),
      to: addDays(closedOn, 2),
    })
    expect(later.officers.map(({ id }) => id)).not.toContain(gone.staffId)
  })
})
