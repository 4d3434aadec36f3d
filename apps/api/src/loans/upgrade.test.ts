import { randomBytes } from 'node:crypto'
import { connect, connectPool, type Db } from '@banyan/database'
import { migrate, migrationNames } from '@banyan/database/migrate'
import { type TestDatabase, testDatabaseOf } from '@banyan/database/testing'
import { addDays, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Keyring } from '../access/keys.ts'
import type { Resources, StaffContext } from '../access/staff-context.ts'
import { AccessLog } from '../audit/access-log.ts'
import { closeDays } from '../close/close-days.ts'
import { checkByReplay } from '../close/replay-check.ts'
import { findTieOutBreaches } from '../close/tie-out.ts'
import { transactor } from '../groups/tree/keep-rows.ts'
import { findTreeBreaches } from '../groups/tree/tree-breaches.queries.ts'
import { inside } from '../testing.ts'
import { contractOf } from './agreed-terms.ts'
import { findBreaches } from './invariants.queries.ts'
import { readLoans } from './loans.queries.ts'
import { prepayLoan } from './prepay-loan.ts'
import { repayLoan } from './repay-loan.ts'
import { anOldBank, type OldPayment, type OldRow } from './testing-upgrade.ts'

const lastMigration = '0011_customer_file'
let today = day('2026-10-15')
let database: TestDatabase
let db: Db
let resources: Resources
let old: Awaited<ReturnType<typeof anOldBank>>
let applied: string[]

const whole = ({ number, principal, interest }: OldRow) => ({ number, principal, interest })
const inTime = (rows: OldRow[], count: number): OldPayment[] =>
  rows.slice(0, count).map((row) => ({ paidOn: row.dueOn, shares: [whole(row)] }))
const may = { disbursedOn: '2026-05-15', firstDueOn: '2026-06-15', periods: 12 }

beforeAll(async () => {
  database = await testDatabaseOf(lastMigration)
  const keyring = new Keyring(randomBytes(32))
  old = await anOldBank(database.superuserUrl, {
    businessDay: today,
    keyring,
    loans: [
      { ...may, number: 'current', pays: (rows) => inTime(rows, 4) },
      {
        ...{ number: 'late', disbursedOn: '2026-02-15', firstDueOn: '2026-03-15', periods: 24 },
        ...{ tier: 'substandard', daysPastDue: 91, pays: (rows) => inTime(rows, 2) },
      },
      { ...may, number: 'settled', periods: 3, pays: (rows) => inTime(rows, 3) },
      {
        ...{ ...may, number: 'taken-back' },
        pays: (rows) =>
          inTime(rows, 4).map((paid, index) =>
            index === 3 ? { ...paid, reversedOn: '2026-10-08' } : paid,
          ),
      },
      {
        ...{ ...may, number: 'part-paid' },
        pays: (rows) => [
          ...inTime(rows, 3),
          {
            paidOn: '2026-09-20',
            shares: [{ number: 4, principal: 0, interest: rows[3]?.interest ?? 0 }],
          },
        ],
      },
      { ...may, number: 'paid-ahead', pays: (rows) => paidAhead(rows) },
    ],
  })
  applied = await migrate(database.ownerUrl)
  const log = pino({ level: 'silent' })
  db = connect(connectPool(database.appUrl))
  resources = {
    ...{ db, log, keyring, accessLog: new AccessLog(db, log) },
    ...{ now: () => new Date('2026-10-15T02:00:00Z'), transact: transactor(db) },
  }
}, 120_000)

afterAll(async () => {
  await db.destroy()
  await database.drop()
})

/** Five instalments in time and the sixth a month before it is due. */
function paidAhead(rows: OldRow[]): OldPayment[] {
  return [...inTime(rows, 4), { paidOn: '2026-10-12', shares: rows.slice(4, 6).map(whole) }]
}

const withTx = <T>(run: Parameters<typeof resources.transact<T>>[1]) =>
  resources.transact(old.institution.id, run)

async function loan(number: string) {
  const ids = await withTx((tx) =>
    tx.selectFrom('loan').select('id').where('number', '=', number).execute(),
  )
  const [bundle] = await withTx((tx) =>
    readLoans(tx, old.institution, [ids[0]?.id ?? ''], { withPast: true }),
  )
  if (!bundle) throw new Error(`no loan ${number}`)
  return bundle
}

async function night(): Promise<void> {
  const staff = { id: old.staff.staffId }
  await closeDays(resources, { institution: old.institution, staff, requestId: 'test' }, today)
  today = addDays(today, 1)
}

async function expectSound() {
  const { id } = old.institution
  expect(await withTx((tx) => findBreaches(tx, id))).toEqual([])
  expect(await withTx((tx) => findTreeBreaches(tx, id))).toEqual([])
  const institution = old.institution
  expect(await withTx((tx) => findTieOutBreaches({ tx, institution }))).toEqual([])
}

const replayed = () => inside(resources, old.staff, checkByReplay, 'institution', today)

describe('a bank with loans of the version before the loan engine', () => {
  it('takes every migration since', async () => {
    const names = await migrationNames()
    expect(applied).toEqual(names.slice(names.indexOf(lastMigration) + 1))
    expect(applied).toEqual(expect.arrayContaining(['0013_servicing', '0017_repricing']))
  })

  it('has each loan told by its events, under terms that charge nothing new', async () => {
    const kinds = async (number: string) =>
      (await loan(number)).past?.map(({ kind, on }) => `${kind} ${on}`)
    expect(await kinds('settled')).toEqual([
      'drawdown 2026-05-15',
      'repayment 2026-06-15',
      'repayment 2026-07-15',
      'repayment 2026-08-15',
    ])
    expect((await kinds('taken-back'))?.slice(-2)).toEqual([
      'repayment 2026-09-15',
      'reversal 2026-10-08',
    ])
    const { loan: current } = await loan('current')
    expect(current).toMatchObject({ commitment: 120_000_00, terms: null, eventCount: 5 })
    expect(contractOf(current).servicing).toMatchObject({
      penalty: { isWaived: true },
      overpayment: 'pays-ahead',
      fees: [],
    })
  })

  it.each([
    // The instalment of today is due; 30 days of the next run from here.
    ['current', true, '2026-10-15', '2026-11-15', [30]],
    ['late', false, '2026-10-15', '2026-11-15', [3, 4, 5, 6, 7, 8]],
    ['taken-back', true, '2026-10-15', '2026-11-15', [4, 5]],
    ['part-paid', true, '2026-10-15', '2026-11-15', [5]],
  ])('says what %s accrues', async (number, isAccruing, accruedFrom, accruesTo, unpaid) => {
    const { loan: row, instalments } = await loan(number)
    expect(row).toMatchObject({ isAccruing, accruedFrom, accruesTo })
    const due = instalments.filter(({ dueOn }) => dueOn <= today)
    const interest = due.reduce((sum, each) => sum + each.interest - each.interestPaid, 0)
    expect(row.interestDue).toBe(interest)
    if (number !== 'current') {
      const owing = due.filter((each) => each.interest > each.interestPaid)
      expect(owing.map((each) => each.number)).toEqual(unpaid)
    }
    expect(row.periodInterest).toBe(instalments.find((each) => each.dueOn === accruesTo)?.interest)
  })

  it('has interest paid ahead below zero', async () => {
    const { loan: row, instalments } = await loan('paid-ahead')
    expect(row.interestDue).toBe(-(instalments[5]?.interest ?? 0))
  })

  it('is sound, and every loan as its events tell it', async () => {
    await expectSound()
    const { loans, differences } = await replayed()
    expect(loans).toBe(6)
    expect(differences.filter(({ column }) => column !== 'account-balance')).toEqual([])
  })

  it('lives on: nights, repayments and early repayments leave it sound', async () => {
    await night()
    await expectSound()
    expect((await replayed()).differences).toEqual([])
    const idOf = async (number: string) => (await loan(number)).loan.id
    const act = <T>(run: (context: StaffContext) => Promise<T>) =>
      inside(resources, old.staff, run, 'institution', today)
    const [late, back, ahead] = [
      await idOf('late'),
      await idOf('taken-back'),
      await idOf('paid-ahead'),
    ]
    await act((context) => repayLoan(context, { loanId: late, amount: money(20_000_00) }))
    const earlier = { amount: money(900_00), paidOn: day('2026-09-20') }
    await act((context) => repayLoan(context, { loanId: back, ...earlier }))
    const part = { mode: 'same-term', amount: money(30_000_00) } as const
    await act((context) => prepayLoan(context, { loanId: ahead, ...part }))
    await expectSound()
    await night()
    await expectSound()
    expect((await replayed()).differences).toEqual([])
  })
})
