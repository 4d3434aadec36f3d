import { addDays, addMonths, type Day, day, endOfMonth, monthOf } from '@banyan/domain/calendar'
import { bandOf } from '@banyan/domain/classification/overdue-bands'
import { cohortIsMature, median, percentile } from '@banyan/domain/officers/performance'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { type RecountedLoan, recountLoans } from './recount-loans.ts'
import {
  aRandomBook,
  closedOn,
  randomApplications,
  type RawRows,
  rawRows,
} from './testing.queries.ts'

let bank: TestBank
let executive: TestStaff
let officers: [TestStaff, TestStaff, TestStaff]
let raw: RawRows
let loans: RecountedLoan[]

beforeAll(async () => {
  bank = await aBank()
  executive = await bank.hire('executive')
  const checker = await bank.hire('branch-approver')
  officers = [
    await bank.hire('customer-manager', { name: '安一' }),
    await bank.hire('customer-manager', { branchId: bank.south, name: '白二' }),
    await bank.hire('customer-manager', { branchId: bank.south, name: '陈三' }),
  ]
  await aRandomBook(bank, { officers, loans: 260, seed: 7 })
  await randomApplications(bank, { officers, checker, count: 240, seed: 11 })
  raw = await rawRows(bank)
  loans = recountLoans(raw)
})
afterAll(() => bank.drop())

const analytics = () => bank.as(executive).analytics
const sum = <T>(rows: readonly T[], of: (row: T) => number) =>
  rows.reduce((total, row) => total + of(row), 0)
const parts = () => [
  {},
  { branchId: bank.north },
  { product: 'business' },
  { branchId: bank.south, product: 'working-capital' },
]
const isOf = (
  row: { branchId: string; product: string },
  part: { branchId?: string; product?: string },
) =>
  (!part.branchId || row.branchId === part.branchId) &&
  (!part.product || row.product === part.product)

/** Every page of a drill-down, small pages so that keys are used. */
async function allRows<Row extends { number: string }>(
  read: (after: string | undefined) => Promise<{ rows: Row[]; total: number; next: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = []
  let page = await read(undefined)
  for (rows.push(...page.rows); page.next; rows.push(...page.rows)) page = await read(page.next)
  expect(new Set(rows.map(({ number }) => number)).size).toBe(page.total)
  return rows
}

type LoanQuery = Parameters<ReturnType<typeof analytics>['loanRows']>[0]
const loanNumbers = async (query: LoanQuery) =>
  (await allRows((after) => analytics().loanRows({ ...query, after, limit: 17 }))).map(
    ({ number }) => number,
  )
type ApplicationQuery = Parameters<ReturnType<typeof analytics>['approvalRows']>[0]
const applicationNumbers = async (query: ApplicationQuery) =>
  (await allRows((after) => analytics().approvalRows({ ...query, after, limit: 17 }))).map(
    ({ number }) => number,
  )

describe('the book at the ends of months', () => {
  it('equals a recount from the ledger and the due days, whole and in part', async () => {
    for (const part of parts()) {
      const { series, asOf } = await analytics().overview({ months: 30, ...part })
      expect(asOf).toBe(closedOn)
      expect(series).toHaveLength(30)
      for (const figures of series) {
        const told = loans
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
    const { now } = await analytics().overview({ months: 2 })
    expect(now?.tiers.filter(({ loans: count }) => count === 0)).toEqual([])
    expect(now?.nonPerformingBalance).toBe(sum(now?.tiers.slice(2) ?? [], ({ balance }) => balance))
  })

  it('counts the late loans by band', async () => {
    for (const part of parts()) {
      const { bands } = await analytics().overdue(part)
      const late = loans
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
      const { series } = await analytics().overview({ months: 30 })
      const figures = series.find((row) => row.day === on)
      const inForce = (test: (state: ReturnType<RecountedLoan['on']>) => boolean) =>
        loans
          .filter((loan) => loan.on(on).isInForce && test(loan.on(on)))
          .map(({ number }) => number)
          .sort()
      expect(await loanNumbers({ on, state: 'in-force' })).toEqual(inForce(() => true))
      expect(await loanNumbers({ on, state: 'overdue' })).toEqual(
        inForce(({ daysPastDue }) => daysPastDue > 0),
      )
      expect(await loanNumbers({ on, state: 'overdue-30' })).toEqual(
        inForce(({ daysPastDue }) => daysPastDue > 30),
      )
      expect(await loanNumbers({ on, state: 'non-performing' })).toHaveLength(
        figures?.nonPerformingLoans ?? -1,
      )
      for (const { tier, loans: count } of figures?.tiers ?? []) {
        expect(await loanNumbers({ on, state: tier })).toHaveLength(count)
      }
    },
  )

  it('tells each loan behind a mark as it was on the day of the mark', async () => {
    const on = day('2026-04-30')
    const rows = await allRows((after) => analytics().loanRows({ on, state: 'overdue', after }))
    for (const row of rows) {
      const again = loans.find(({ number }) => number === row.number)?.on(on)
      expect(row).toMatchObject({
        balance: again?.balance,
        daysPastDue: again?.daysPastDue,
        tier: again?.tier,
      })
    }
    expect((await analytics().loanRows({ on: day('2027-01-01') })).on).toBe(closedOn)
  })

  it('opens the rows of every band', async () => {
    const { bands } = await analytics().overdue({})
    for (const { band, loans: count } of bands) {
      expect(await loanNumbers({ band })).toHaveLength(count)
    }
  })
})

describe('approvals', () => {
  const period = { from: day('2026-02-01'), to: day('2026-09-30') }
  const decided = (part: { branchId?: string; product?: string }) =>
    raw.decisions.flatMap((decision) => {
      const application = raw.applications.find(({ id }) => id === decision.applicationId)
      if (!application || !isOf(application, part)) return []
      if (decision.decidedOn < period.from || decision.decidedOn > period.to) return []
      const days =
        (Date.parse(decision.decidedOn) - Date.parse(application.submittedOn ?? '')) / 86_400_000
      return [{ ...application, outcome: decision.outcome, days, decidedOn: decision.decidedOn }]
    })
  const figuresOf = (rows: ReturnType<typeof decided>) => {
    const approved = rows.filter(({ outcome }) => outcome === 'approved')
    const days = rows.map((row) => row.days)
    return {
      approved: approved.length,
      declined: rows.length - approved.length,
      approvedAmount: sum(approved, ({ amount }) => Number(amount)),
      requestedAmount: sum(rows, ({ amount }) => Number(amount)),
      medianDays: median(days),
      p90Days: percentile(days, 0.9),
      rate: approved.length / rows.length,
    }
  }

  it('equal a recount by month, branch and product, whole and in part', async () => {
    for (const part of parts()) {
      const figures = await analytics().approvals({ ...period, ...part })
      const rows = decided(part)
      expect(figures.whole).toEqual({ key: 'all', ...figuresOf(rows) })
      const by = (key: (row: (typeof rows)[number]) => string) =>
        [...new Set(rows.map(key))].sort().map((name) => ({
          key: name,
          ...figuresOf(rows.filter((row) => key(row) === name)),
        }))
      expect(figures.byMonth).toEqual(by(({ decidedOn }) => monthOf(day(decidedOn))))
      expect(figures.byBranch).toEqual(by(({ branchId }) => branchId))
      expect(figures.byProduct).toEqual(by(({ product }) => product))
    }
  })

  it('keep the withdrawn apart, in no rate', async () => {
    const { withdrawn, whole } = await analytics().approvals(period)
    const gone = raw.applications.filter(({ status }) => status === 'withdrawn')
    const inPeriod = gone.filter(({ statusOn }) => statusOn >= period.from && statusOn <= period.to)
    expect(withdrawn).toBe(inPeriod.length)
    expect(await applicationNumbers({ ...period, by: 'withdrawn' })).toEqual(
      inPeriod.map(({ number }) => number).sort(),
    )
    expect((whole?.approved ?? 0) + (whole?.declined ?? 0)).toBe(decided({}).length)
  })

  it('close the funnel: what was submitted is somewhere now', async () => {
    const { funnel } = await analytics().approvals(period)
    const submitted = raw.applications.filter(
      ({ submittedOn }) => submittedOn && submittedOn >= period.from && submittedOn <= period.to,
    )
    expect(sum(funnel, ({ applications }) => applications)).toBe(submitted.length)
    for (const { status, applications } of funnel) {
      expect(submitted.filter((row) => row.status === status)).toHaveLength(applications)
      const rows = await applicationNumbers({
        ...period,
        by: 'submitted',
        statuses: [status as 'scored'],
      })
      expect(rows).toHaveLength(applications)
    }
  })

  it('open as many rows as each mark counts', async () => {
    const { byMonth, byBranch, byProduct } = await analytics().approvals({
      ...period,
      product: 'business',
    })
    for (const { key, approved, declined } of byMonth) {
      const from = day(`${key}-01`)
      const month = { product: 'business', from, to: endOfMonth(from) }
      expect(await applicationNumbers({ ...month, outcome: 'approved' })).toHaveLength(approved)
      expect(await applicationNumbers({ ...month, outcome: 'declined' })).toHaveLength(declined)
    }
    for (const { key, approved, declined } of byBranch) {
      const rows = await applicationNumbers({ ...period, product: 'business', branchId: key })
      expect(rows).toHaveLength(approved + declined)
    }
    for (const { key, approved } of byProduct) {
      const rows = await applicationNumbers({ ...period, product: key, outcome: 'approved' })
      expect(rows).toHaveLength(approved)
    }
  })

  it('are this month and the last in the header', async () => {
    const header = await analytics().overview({ months: 2, branchId: bank.south })
    const of = async (from: string, to: string) => {
      const { whole } = await analytics().approvals({
        from: day(from),
        to: day(to),
        branchId: bank.south,
      })
      return {
        from,
        to,
        approved: whole?.approved ?? 0,
        declined: whole?.declined ?? 0,
        medianDays: whole?.medianDays ?? null,
        rate: whole?.rate ?? null,
      }
    }
    expect(header.approvals).toMatchObject(await of('2026-10-01', '2026-10-14'))
    expect(header.approvalsBefore).toMatchObject(await of('2026-09-01', '2026-09-30'))
  })
})

describe('default rates by vintage', () => {
  const monthsToBad = ({ disbursedOn, badOn }: RecountedLoan): number => {
    if (badOn === null) return Infinity
    let months = 0
    while (addMonths(disbursedOn, months) < badOn) months += 1
    return months
  }

  it('equal a recount of every loan, by number and by amount', async () => {
    for (const part of parts()) {
      const { cohorts } = await analytics().vintage(part)
      const paidOut = loans.filter((loan) => isOf(loan, part))
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
    const { cohorts } = await analytics().vintage({})
    expect(cohorts.filter(({ isMature }) => isMature).at(-1)?.cohort).toBe('2025-09')
    expect(cohorts.find(({ isMature }) => !isMature)?.cohort).toBe('2025-10')
  })

  it('has curves whose sum by month on book is the rate', async () => {
    const { cohorts, curves } = await analytics().vintage({})
    for (const { cohort, bad, badAmount } of cohorts) {
      const points = curves.filter((point) => point.cohort === cohort)
      expect(points.map((point) => [point.monthsOnBook, point.bad])).toEqual(
        [
          ...new Set(
            loans
              .filter((loan) => monthOf(loan.disbursedOn) === cohort && loan.badOn)
              .map(monthsToBad),
          ),
        ]
          .sort((a, b) => a - b)
          .map((months) => [
            months,
            loans.filter(
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

  it('opens as many rows as a cell of the triangle counts', async () => {
    const { cohorts, curves } = await analytics().vintage({})
    for (const { cohort, loans: count } of cohorts.slice(2, 12)) {
      const from = day(`${cohort}-01`)
      const month = { from, to: endOfMonth(from) }
      expect(await loanNumbers(month)).toHaveLength(count)
      for (const badWithinMonths of [3, 6, 12]) {
        const cell = curves.filter(
          (point) => point.cohort === cohort && point.monthsOnBook <= badWithinMonths,
        )
        expect(await loanNumbers({ ...month, badWithinMonths })).toHaveLength(
          sum(cell, ({ bad }) => bad),
        )
      }
    }
  })
})

describe('officers', () => {
  const period = { from: day('2024-06-01'), to: closedOn }

  it('are told by name, each from a recount', async () => {
    const figures = await analytics().officers(period)
    expect(figures.lastMature).toBe('2025-09-30')
    expect(figures.officers.map(({ name }) => name)).toEqual(['安一', '白二', '陈三'])
    for (const officer of figures.officers) {
      const brought = loans.filter(
        ({ officerId, disbursedOn }) => officerId === officer.id && disbursedOn >= period.from,
      )
      const mature = brought.filter(({ disbursedOn }) => disbursedOn <= '2025-09-30')
      const bad = mature.filter(
        ({ badOn, disbursedOn }) => badOn !== null && badOn <= addMonths(disbursedOn, 12),
      )
      const decisions = raw.decisions.filter(
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
    const few = await analytics().officers({ from: day('2025-08-01'), to: day('2025-10-31') })
    expect(few.officers.every(({ n }) => n < 30)).toBe(true)
    for (const officer of few.officers) {
      expect(officer).toMatchObject({ defaultRate: null, interval: null, isEnough: false })
      expect(officer.approvalRate).toBeNull()
    }
  })

  it('open as many rows as n and the bad of it count', async () => {
    const { officers: told, lastMature } = await analytics().officers(period)
    for (const { id, n, bad, loans: count, approved } of told) {
      const mature = { officerId: id, from: period.from, to: lastMature }
      expect(await loanNumbers({ officerId: id, ...period })).toHaveLength(count)
      expect(await loanNumbers(mature)).toHaveLength(n)
      expect(await loanNumbers({ ...mature, badWithinMonths: 12 })).toHaveLength(bad)
      const rows = await applicationNumbers({ ...period, officerId: id, outcome: 'approved' })
      expect(rows).toHaveLength(approved)
    }
  })

  it('stay in the table after they leave, as long as they have loans in it', async () => {
    const [gone] = officers
    await bank.resources.transact(bank.institution.id, (tx) =>
      tx
        .updateTable('staff')
        .set({ status: 'disabled' })
        .where('institutionId', '=', bank.institution.id)
        .where('id', '=', gone.staffId)
        .execute(),
    )
    const { officers: told } = await analytics().officers(period)
    expect(told.map(({ id }) => id)).toContain(gone.staffId)
    const later = await analytics().officers({
      from: addDays(closedOn, 1),
      to: addDays(closedOn, 2),
    })
    expect(later.officers.map(({ id }) => id)).not.toContain(gone.staffId)
  })
})

describe('who sees figures', () => {
  it.each(['head-office-approver', 'risk-officer', 'executive', 'auditor'] as const)(
    '%s does, of the whole institution',
    async (role) => {
      const staff = await bank.hire(role)
      const { now } = await bank.as(staff).analytics.overview({ months: 2 })
      expect(now?.loans).toBe(loans.filter((loan) => loan.on(closedOn).isInForce).length)
    },
  )

  it.each(['customer-manager', 'branch-approver', 'regulator', 'system-administrator'] as const)(
    '%s does not',
    async (role) => {
      const staff = await bank.hire(role)
      await expect(bank.as(staff).analytics.overview({ months: 2 })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      await expect(bank.as(staff).analytics.loanRows({})).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    },
  )
})
