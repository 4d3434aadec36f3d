import { day } from '@banyan/domain/calendar'
import { inInstitution, uuidv7 } from '@banyan/database'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { buildLoan } from '@banyan/api/loans/build-loan'
import { insertLoans } from '@banyan/api/loans/loans.queries'
import { draftReport } from '@banyan/api/reports/build-report'
import type { BenchBank } from './bench-bank.ts'
import { type Measure, measure, median, times } from './measure.ts'

const portion = 1_000

async function makeLoans(bank: BenchBank, count: number): Promise<void> {
  const { owner, institution, branchIds, staffId, world } = bank
  const customerId = uuidv7()
  const branchId = branchIds[0] ?? ''
  await owner.query(
    `insert into customer (institution_id, id, number, kind, name, name_sort, status, branch_id, officer_id, source, created_by, created_at, changed_at)
    values ($1, $2, 'R1', 'company', '报表公司', 'b', 'active', $3, $4, 'bench', $4, now(), now())`,
    [institution.id, customerId, branchId, staffId],
  )
  const at = new Date()
  for (let from = 0; from < count; from += portion) {
    const bundles = Array.from({ length: Math.min(portion, count - from) }, (_, i) =>
      buildLoan(
        {
          institution,
          number: `R${from + i}`,
          customerId,
          product: 'imported',
          currency: 'CNY',
          branchId,
          officerId: staffId,
          industrySection: 'C',
          guarantee: 'credit',
          isConsumer: false,
          source: 'import',
          disbursedBy: staffId,
          method: 'equal-instalment',
          frequency: 'monthly',
          dayCount: '30/360',
          rounding: 'half-up',
          principal: money(100_000_00 + i),
          annualRate: parseRate('4.35'),
          periods: 12,
          disbursedOn: day('2026-03-10'),
          firstDueOn: day('2026-04-10'),
        },
        { newId: uuidv7, at: () => at },
      ),
    )
    await inInstitution(world.db, institution.id, (tx) => insertLoans(tx, bundles))
  }
  await owner.query('vacuum analyze')
}

/** The asset quality return with its checks, against reading once the tables it rests on. */
export async function benchReport(bank: BenchBank, scale: number): Promise<Measure[]> {
  const count = Math.round(30_000 * scale)
  await makeLoans(bank, count)
  const build = median(
    await times(
      5,
      () =>
        bank.asOfficer((context) =>
          draftReport(context, { code: 'asset-quality', asOf: day('2026-10-14') }),
        ),
      1,
    ),
  )
  const limit = median(
    await times(
      5,
      async () => {
        await bank.owner.query('select count(*), sum(balance) from loan')
        await bank.owner.query(
          'select count(*), sum(principal), sum(principal_paid) from instalment',
        )
        await bank.owner.query('select count(*), sum(principal) from repayment')
      },
      1,
    ),
  )
  return [
    measure({
      name: `report asset-quality over ${count.toLocaleString('en')} loans`,
      value: build,
      unit: 'ms',
      limit,
      against: 'count and sum over loans, instalments and repayments',
      goal: '—',
    }),
  ]
}
