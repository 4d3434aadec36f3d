import { addDays, type Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import type { StaffContext } from '../src/access/staff-context.ts'
import {
  agreeHours,
  assignCase,
  decideHardship,
  proposeHardship,
  takePromise,
} from '../src/collection/arrange-payment.ts'
import { listCaseLoans, listQueue } from '../src/collection/case-page.queries.ts'
import { recordAction } from '../src/collection/record-action.ts'
import { seeDebtors } from '../src/collection/see-case.ts'
import { serveLetter, writeLetter } from '../src/collection/serve-notice.ts'
import { repayLoan } from '../src/loans/repay-loan.ts'
import { rulesInForce } from '../src/post-loan-rules/rules-in-force.ts'
import { actAs, type DemoBank, oneWith, pieces, type StaffMember } from './bank.ts'
import { instantOn } from './business-time.ts'
import type { Party } from './parties.ts'

const worked = 16
const weeksBack = 30

const as = <T>(
  bank: DemoBank,
  staff: StaffMember,
  on: Day,
  run: (context: StaffContext) => Promise<T>,
): Promise<T> => actAs(bank, staff, { on, minutes: 180 }, run)

/** A case for everybody who is late, as the nights would have opened them, and a month's work on the first of them. */
export async function collect(
  bank: DemoBank,
  byNumber: readonly Party[],
  unpaid: ReadonlyMap<string, Day>,
): Promise<void> {
  const { last } = bank.time
  const earlier = addDays(last, -weeksBack)
  const lateOn = (on: Day) => byNumber.filter(({ id }) => (unpaid.get(id) ?? on) < on)
  const before = lateOn(earlier)
  await openCases(bank, before, earlier)
  for (const [place, party] of before.slice(0, worked).entries()) {
    await workOn(bank, party, { place, on: addDays(last, -20) })
  }
  await openCases(bank, lateOn(last), last)
}

/** One after the other, so that their numbers follow those of the debtors. */
async function openCases(bank: DemoBank, debtors: readonly Party[], on: Day): Promise<void> {
  const collector = oneWith(bank, 'post-loan-officer')
  for (const piece of pieces(debtors, 100)) {
    await as(bank, collector, on, async (context) => {
      const { rules } = await rulesInForce(context, 'collection', on)
      await seeDebtors(
        context,
        rules,
        piece.map(({ id }) => id),
      )
    })
  }
}

async function workOn(
  bank: DemoBank,
  { id: customerId, officer }: Party,
  { place, on }: { place: number; on: Day },
): Promise<void> {
  const found = await as(bank, officer, on, async (context) => {
    const [held] = await listQueue(context, { customerId, state: 'open', limit: 1 })
    const [loan] = await listCaseLoans(context, customerId)
    return held && loan ? { caseId: held.id, loanId: loan.id, owed: money(loan.balance) } : null
  })
  if (found === null) return
  const { caseId, loanId, owed } = found
  const outcome = place % 3 === 2 ? ('no-answer' as const) : ('reached' as const)
  await as(bank, officer, on, (context) =>
    recordAction(context, {
      caseId,
      partyId: customerId,
      kind: 'call',
      at: instantOn(on, 90 + place),
      outcome,
      isAutomatic: false,
      saidDebt: true,
      stopAsked: false,
      note: outcome === 'reached' ? '说明逾期情况，客户表示货款到账后归还' : '两次拨打无人接听',
    }),
  )
  if (place % 3 === 0) await promiseOn(bank, { officer, caseId, loanId, owed, place, on })
  if (place % 4 === 1) {
    const letter = { caseId, partyId: customerId, loanId, template: 'demand' as const }
    const { id } = await as(bank, officer, on, (context) => writeLetter(context, letter))
    if (place % 8 === 1) await serve(bank, { id, officer, on: addDays(on, 6) })
  }
  await arrange(bank, { officer, caseId, place, on })
}

interface Promised {
  officer: StaffMember
  caseId: string
  loanId: string
  owed: Money
  place: number
  on: Day
}

/** Every other promise is kept on the last day of the books; of the others one still has time. */
async function promiseOn(
  bank: DemoBank,
  { officer, caseId, loanId, owed, place, on }: Promised,
): Promise<void> {
  const { last } = bank.time
  const isKept = place % 6 === 3
  const amount = money(Math.min(owed, 1_000_000))
  const dueOn = isKept ? last : addDays(on, place % 12 === 6 ? 25 : 10)
  const promised = { caseId, loanId, amount, dueOn, note: '客户电话承诺' }
  await as(bank, officer, on, (context) => takePromise(context, promised))
  if (!isKept) return
  await as(bank, oneWith(bank, 'post-loan-officer'), last, (context) =>
    repayLoan(context, { loanId, amount }),
  )
}

/** The letter has reached the debtor, and here is the proof. */
function serve(
  bank: DemoBank,
  { id, officer, on }: { id: string; officer: StaffMember; on: Day },
): Promise<unknown> {
  const proof = { method: 'post' as const, documentId: null, evidence: '挂号信回执，本人签收' }
  return as(bank, officer, on, (context) => serveLetter(context, { id, servedOn: on, ...proof }))
}

async function arrange(
  bank: DemoBank,
  { officer, caseId, place, on }: { officer: StaffMember; caseId: string; place: number; on: Day },
): Promise<void> {
  const collector = oneWith(bank, 'post-loan-officer')
  if (place === 2 || place === 5) {
    const asked = {
      caseId,
      reason: '主要经营者住院，经营中断',
      until: addDays(on, 90),
      plan: '三个月内按月付息，之后分期归还',
    }
    const { id } = await as(bank, officer, on, (context) => proposeHardship(context, asked))
    const decision = { id, outcome: 'approved' as const, note: '情况属实，同意' }
    if (place === 2) {
      await as(bank, oneWith(bank, 'risk-officer'), on, (context) =>
        decideHardship(context, decision),
      )
    }
  }
  if (place === 3) {
    const agreed = {
      caseId,
      from: '22:00',
      to: '22:30',
      until: addDays(on, 60),
      evidence: '客户短信同意晚间联系',
    }
    await as(bank, officer, on, (context) => agreeHours(context, agreed))
  }
  if (place % 5 === 4 && officer.id !== collector.id) {
    const given = { id: caseId, officerId: collector.id, reason: '逾期超过一个月，转贷后催收' }
    await as(bank, collector, on, (context) => assignCase(context, given))
  }
}
