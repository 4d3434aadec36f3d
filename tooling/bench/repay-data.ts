import { randomUUID } from 'node:crypto'
import type { Resources } from '@banyan/api/access/staff-context'
import { buildLoan } from '@banyan/api/loans/build-loan'
import { insertLoans } from '@banyan/api/loans/loans.queries'
import { insertAccount, insertStaff } from '@banyan/api/officers/officers.queries'
import { router } from '@banyan/api/router'
import { createCallerFactory } from '@banyan/api/trpc'
import { inInstitution, uuidv7 } from '@banyan/database'
import { addMonths, type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import type { BenchBank } from './bench-bank.ts'

const businessDay = day('2026-10-15')
const loansAtOnce = 1_000

export interface DueLoan {
  id: string
  amount: ReturnType<typeof money>
}

/** Loans of 24 instalments, built by the operations' own rules, of which one falls due on the open day. */
export async function makeDueLoans(bank: BenchBank, count: number): Promise<DueLoan[]> {
  const { world, institution, owner, staffId, branchIds } = bank
  const customers = Array.from({ length: count }, () => uuidv7())
  await owner.query(
    `insert into customer (institution_id, id, number, kind, name, name_sort, status, branch_id, officer_id,
       source, created_by, created_at, changed_at)
     select $1, id, 'P' || n, 'person', '还款人' || n, 'h' || n, 'active', $2, $3, 'bench', $3, now(), now()
     from unnest($4::uuid[]) with ordinality as given (id, n)`,
    [institution.id, branchIds[0], staffId, customers],
  )
  const making = { newId: uuidv7, at: (on: Day) => new Date(`${on}T02:00:00Z`) }
  const disbursedOn = addMonths(businessDay, -1)
  const bundles = customers.map((customerId, i) =>
    buildLoan(
      {
        institution,
        number: `R${i}`,
        customerId,
        product: 'working-capital',
        currency: 'CNY',
        principal: money(120_000_00),
        annualRate: parseRate('4.35'),
        method: 'equal-instalment',
        periods: 24,
        frequency: 'monthly',
        dayCount: '30/360',
        rounding: 'half-up',
        disbursedOn,
        firstDueOn: businessDay,
        branchId: branchIds[0] ?? '',
        officerId: staffId,
        industrySection: null,
        guarantee: 'credit',
        isConsumer: false,
        source: 'demo',
        disbursedBy: staffId,
      },
      making,
    ),
  )
  for (let at = 0; at < count; at += loansAtOnce) {
    await inInstitution(world.db, institution.id, (tx) =>
      insertLoans(tx, bundles.slice(at, at + loansAtOnce)),
    )
  }
  await owner.query('vacuum (analyze) customer, loan, instalment')
  return bundles.map(({ loan, instalments: [first] }) => ({
    id: loan.id,
    amount: money((first?.principal ?? 0) + (first?.interest ?? 0)),
  }))
}

const createCaller = createCallerFactory(router)

/** Somebody who takes repayments for the whole bank, calling the router with these resources. */
export async function aCollector({ world, institution }: BenchBank) {
  const [staffId, accountId] = [uuidv7(), uuidv7()]
  const createdAt = new Date()
  await insertAccount(world.db, {
    id: accountId,
    loginName: 'collector',
    name: 'collector',
    passwordHash: null,
    createdAt,
  })
  await inInstitution(world.db, institution.id, (tx) =>
    insertStaff(tx, {
      institutionId: institution.id,
      id: staffId,
      accountId,
      number: 'S0002',
      name: '催收',
      nameSort: 'c',
      branchId: institution.headOfficeId,
      roles: ['post-loan-officer'],
      isOperator: false,
      createdAt,
    }),
  )
  const later = new Date(createdAt.getTime() + 24 * 3_600_000)
  const session = {
    tokenDigest: Buffer.alloc(32),
    accountId,
    institutionId: institution.id,
    staffId,
    lastSeenAt: createdAt,
    expiresAt: later,
    freshUntil: later,
  }
  return (resources: Resources) =>
    createCaller({ resources, session, requestId: 'bench', idempotencyKey: randomUUID() })
}
