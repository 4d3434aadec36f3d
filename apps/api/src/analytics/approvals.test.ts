import { day, endOfMonth, monthOf } from '@banyan/domain/calendar'
import { median, percentile } from '@banyan/domain/officers/performance'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCountedBank, type CountedBank, isOf, partsOf, sum } from './counted-bank.ts'

let counted: CountedBank
beforeAll(async () => {
  counted = await aCountedBank()
})
afterAll(() => counted.bank.drop())

describe('approvals', () => {
  const period = { from: day('2026-02-01'), to: day('2026-09-30') }
  const decided = (part: { branchId?: string; product?: string }) =>
    counted.raw.decisions.flatMap((decision) => {
      const application = counted.raw.applications.find(({ id }) => id === decision.applicationId)
      if (!application || !isOf(application, part)) return []
      if (decision.decidedOn < period.from || decision.decidedOn > period.to) return []
      const days =
        (Date.parse(decision.decidedOn) - Date.parse(application.submittedOn ?? '')) / 86_400_000
      return [
        {
          ...application,
          outcome: decision.outcome,
          granted: decision.amount,
          days,
          decidedOn: decision.decidedOn,
        },
      ]
    })
  const figuresOf = (rows: ReturnType<typeof decided>) => {
    const approved = rows.filter(({ outcome }) => outcome === 'approved')
    const days = rows.map((row) => row.days)
    return {
      approved: approved.length,
      declined: rows.length - approved.length,
      approvedAmount: sum(approved, ({ granted }) => granted),
      requestedAmount: sum(rows, ({ amount }) => Number(amount)),
      medianDays: median(days),
      p90Days: percentile(days, 0.9),
      rate: approved.length / rows.length,
    }
  }

  it('equal a recount by month, branch and product, whole and in part', async () => {
    for (const part of partsOf(counted.bank)) {
      const figures = await counted.analytics().approvals({ ...period, ...part })
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
    const { withdrawn, whole } = await counted.analytics().approvals(period)
    const gone = counted.raw.applications.filter(({ status }) => status === 'withdrawn')
    const inPeriod = gone.filter(({ statusOn }) => statusOn >= period.from && statusOn <= period.to)
    expect(withdrawn).toBe(inPeriod.length)
    expect(await counted.applicationNumbers({ ...period, by: 'withdrawn' })).toEqual(
      inPeriod.map(({ number }) => number).sort(),
    )
    expect((whole?.approved ?? 0) + (whole?.declined ?? 0)).toBe(decided({}).length)
  })

  it('close the funnel: what was submitted is somewhere now', async () => {
    const { funnel } = await counted.analytics().approvals(period)
    const submitted = counted.raw.applications.filter(
      ({ submittedOn }) => submittedOn && submittedOn >= period.from && submittedOn <= period.to,
    )
    expect(sum(funnel, ({ applications }) => applications)).toBe(submitted.length)
    for (const { status, applications } of funnel) {
      expect(submitted.filter((row) => row.status === status)).toHaveLength(applications)
      const rows = await counted.applicationNumbers({
        ...period,
        by: 'submitted',
        statuses: [status as 'scored'],
      })
      expect(rows).toHaveLength(applications)
    }
  })

  it('open as many rows as each mark counts', async () => {
    const { byMonth, byBranch, byProduct } = await counted.analytics().approvals({
      ...period,
      product: 'business',
    })
    for (const { key, approved, declined } of byMonth) {
      const from = day(`${key}-01`)
      const month = { product: 'business', from, to: endOfMonth(from) }
      expect(await counted.applicationNumbers({ ...month, outcome: 'approved' })).toHaveLength(
        approved,
      )
      expect(await counted.applicationNumbers({ ...month, outcome: 'declined' })).toHaveLength(
        declined,
      )
    }
    for (const { key, approved, declined } of byBranch) {
      const rows = await counted.applicationNumbers({
        ...period,
        product: 'business',
        branchId: key,
      })
      expect(rows).toHaveLength(approved + declined)
    }
    for (const { key, approved } of byProduct) {
      const rows = await counted.applicationNumbers({
        ...period,
        product: key,
        outcome: 'approved',
      })
      expect(rows).toHaveLength(approved)
    }
  })

  it('are this month and the last in the header', async () => {
    const header = await counted.analytics().overview({ months: 2, branchId: counted.bank.south })
    const of = async (from: string, to: string) => {
      const { whole } = await counted.analytics().approvals({
        from: day(from),
        to: day(to),
        branchId: counted.bank.south,
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
