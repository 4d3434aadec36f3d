import type { Day } from '@banyan/domain/calendar'
import { standingOn } from '@banyan/domain/loans/course/standing'
import { formatMoney, type Money, money } from '@banyan/domain/money'
import { importDebitResults } from '../src/bank-files/answer-debit.ts'
import { listLines } from '../src/bank-files/bank-lines.queries.ts'
import { listDebitLines } from '../src/bank-files/debits.queries.ts'
import { importStatement } from '../src/bank-files/import-statement.ts'
import { makeDebits, weighDebits } from '../src/bank-files/make-debits.ts'
import { matchLine, setLineAside } from '../src/bank-files/match-line.ts'
import { courseOptions, stateOf } from '../src/loans/enter-event.ts'
import type { LoanBundle } from '../src/loans/loan-rows.ts'
import { readLoans } from '../src/loans/loans.queries.ts'
import { repayLoan } from '../src/loans/repay-loan.ts'
import { actAs, type DemoBank, oneWith } from './bank.ts'
import { listRunningLoans, type RunningLoan } from './running-loans.queries.ts'

const account = '62990000112358'

/**
 * The money of the last day: some comes to the counter, some through the bank, whose statement leaves lines
 * in doubt, and the rest is collected by a debit file, of which not every line is paid.
 */
export async function receive(bank: DemoBank, lastDue: readonly LoanBundle[]): Promise<void> {
  const ids = lastDue.map(({ loan }) => loan.id)
  const atCounter = ids.filter((_, place) => place % 4 === 1)
  const byBank = ids.filter((_, place) => place % 4 > 1)
  await takeAtCounter(bank, atCounter)
  await takeStatement(bank, byBank)
  await collectByDebit(bank, new Set(ids))
}

/** What falls due on the open day is asked for; the channel has not answered yet. */
export async function sendDebits(bank: DemoBank): Promise<void> {
  await makeFile(bank, { on: bank.time.open, minutes: 20 })
}

/** A file of all that is due; null when nothing is. */
function makeFile(
  bank: DemoBank,
  { on, minutes }: { on: Day; minutes: number },
): Promise<string | null> {
  return actAs(bank, oneWith(bank, 'post-loan-officer'), { on, minutes }, async (context) => {
    const { count } = await weighDebits(context, { on })
    if (count === 0) return null
    const { fileId } = await makeDebits(context, { on, channel: 'core' })
    return fileId
  })
}

async function owedBy(
  { resources, institution, time }: DemoBank,
  loanIds: readonly string[],
): Promise<Map<string, Money>> {
  const bundles = await resources.transact(institution.id, (tx) =>
    readLoans(tx, institution, loanIds),
  )
  return new Map(
    bundles.map((bundle) => {
      const { owed } = standingOn(stateOf(bundle), time.last, courseOptions)
      return [bundle.loan.id, owed.total]
    }),
  )
}

async function takeAtCounter(bank: DemoBank, loanIds: readonly string[]): Promise<void> {
  const { last: on } = bank.time
  const cashier = oneWith(bank, 'post-loan-officer')
  const owed = await owedBy(bank, loanIds)
  for (const [place, loanId] of loanIds.entries()) {
    const amount = owed.get(loanId) ?? money(0)
    if (amount === 0) continue
    await actAs(bank, cashier, { on, minutes: 60 + place * 9 }, (context) =>
      repayLoan(context, { loanId, amount }),
    )
  }
}

interface ReceivedLine {
  on: Day
  amount: Money
  payer: string
  memo: string
}

/** A statement of the bank's account: most lines are certain, some are for people to look into. */
async function takeStatement(bank: DemoBank, loanIds: readonly string[]): Promise<void> {
  const { resources, institution, time } = bank
  const { last: on } = time
  const running = await resources.transact(institution.id, (tx) =>
    listRunningLoans(tx, institution.id),
  )
  const owed = await owedBy(bank, loanIds)
  const paying = running.filter(({ id }) => (owed.get(id) ?? 0) > 0)
  const lines = [
    ...paying.map((loan, place): ReceivedLine => {
      const memo = place % 2 === 0 ? `归还贷款 ${loan.number}` : '还款'
      return { on, amount: owed.get(loan.id) ?? money(0), payer: loan.borrower, memo }
    }),
    ...doubtfulLines(running, new Set(loanIds), on),
  ]
  const collector = oneWith(bank, 'post-loan-officer')
  await actAs(bank, collector, { on, minutes: 400 }, (context) =>
    importStatement(context, {
      name: `对账单-${on}.csv`,
      bytes: Buffer.from([headings, ...lines.map(lineText)].join('\n')),
    }),
  )
  await seeToLines(bank)
}

const headings = 'account,reference,booked_on,amount,payer,memo'
const lineText = ({ on, amount, payer, memo }: ReceivedLine, place: number) =>
  [account, `${on.replaceAll('-', '')}${1_001 + place}`, on, formatMoney(amount), payer, memo].join(
    ',',
  )

/** Of borrowers with two loans and a round sum, of payers whom nobody knows, and of odd amounts. */
function doubtfulLines(
  running: readonly RunningLoan[],
  paying: ReadonlySet<string>,
  on: Day,
): ReceivedLine[] {
  const others = running.filter(({ id }) => !paying.has(id))
  const twice = others.filter(({ ofBorrower }) => ofBorrower > 1)
  const payers = [...new Set(twice.map(({ borrower }) => borrower))].slice(0, 2)
  const odd = others.filter(({ ofBorrower, tier }) => ofBorrower === 1 && tier === 'normal')
  return [
    ...payers.map((payer) => ({ on, amount: money(500_000), payer, memo: '还贷款' })),
    ...odd
      .slice(0, 2)
      .map(({ borrower: payer }) => ({ on, amount: money(88_800), payer, memo: '' })),
    { on, amount: money(1_200_000), payer: '云上百货商行', memo: '货款' },
    { on, amount: money(36_650), payer: '现金存入', memo: '代还' },
    { on, amount: money(2_000_000), payer: '石溪建材经营部', memo: '退保证金' },
  ]
}

/** One line is matched by hand, one is for no loan; the others wait. */
async function seeToLines(bank: DemoBank): Promise<void> {
  const { last: on } = bank.time
  const { resources, institution } = bank
  const collector = oneWith(bank, 'post-loan-officer')
  const running = await resources.transact(institution.id, (tx) =>
    listRunningLoans(tx, institution.id),
  )
  await actAs(bank, collector, { on, minutes: 430 }, async (context) => {
    const { rows: lines } = await listLines(context, {
      status: 'unmatched',
      cursor: null,
      limit: 50,
    })
    const [odd] = lines
      .filter(({ amount }) => amount === 88_800)
      .toSorted((a, b) => (a.reference < b.reference ? -1 : 1))
    const loan = running.find(({ borrower }) => borrower === odd?.payerName)
    if (odd && loan) await matchLine(context, { lineId: odd.id, loanId: loan.id })
    const other = lines.find(({ memo }) => memo === '退保证金')
    if (other) await setLineAside(context, { lineId: other.id, note: '保证金户款项，与贷款无关' })
  })
}

const failures = ['余额不足', '余额不足', '余额不足', '账户冻结', '余额不足', '账户已销户']

/** A file of all that is due, answered line by line: who pays in time has the money there, most others not. */
async function collectByDebit(bank: DemoBank, inTime: ReadonlySet<string>): Promise<void> {
  const { last: on } = bank.time
  const fileId = await makeFile(bank, { on, minutes: 440 })
  if (fileId === null) return
  await actAs(bank, oneWith(bank, 'post-loan-officer'), { on, minutes: 520 }, async (context) => {
    const lines = await listDebitLines(context, fileId)
    const [partly] = lines
      .filter(({ loanId }) => inTime.has(loanId))
      .toSorted((a, b) => (a.loanNumber < b.loanNumber ? -1 : 1))
    const answers = lines.map(({ line, loanId, amount }) => {
      if (!inTime.has(loanId)) return `${line},failed,,${failures[line % failures.length] ?? ''}`
      const half = formatMoney(money(Math.floor(amount / 2)))
      return line === partly?.line ? `${line},paid,${half},余额不足，部分扣款` : `${line},paid,,`
    })
    const bytes = Buffer.from(['line,outcome,amount,reason', ...answers].join('\n'))
    await importDebitResults(context, { fileId, bytes })
  })
}
