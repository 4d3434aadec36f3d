import { addDays, type Day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import type { StaffContext } from '../src/access/staff-context.ts'
import {
  agreeHours,
  assignCase,
  decideHardship,
  proposeHardship,
  takePromise,
} from '../src/collection/arrange-payment.ts'
import { listCaseLoans, listQueue } from '../src/collection/case-page.queries.ts'
import { collectionStep, seeDebtors } from '../src/collection/close-collection.ts'
import { recordAction } from '../src/collection/record-action.ts'
import { writeLetter } from '../src/collection/serve-notice.ts'
import { rulesInForce } from '../src/post-loan-rules/rules-in-force.ts'
import { contextOn, type DemoBank, oneWith, pieces, type StaffMember } from './bank.ts'
import { instantOn } from './business-time.ts'
import type { Party } from './parties.ts'

const worked = 16
const weeksBack = 30

/** Whether something of this party's is past due on a day. */
export function isLate({ loans }: Party, on: Day): boolean {
  return loans.some(
    ({ loan: { status, oldestUnpaidOn } }) =>
      status === 'active' && oldestUnpaidOn !== null && oldestUnpaidOn < on,
  )
}

function as<T>(
  bank: DemoBank,
  staff: StaffMember,
  on: Day,
  run: (context: StaffContext) => Promise<T>,
): Promise<T> {
  return bank.resources.transact(bank.institution.id, async (tx) =>
    run(await contextOn(bank, tx, { staff, on, minutes: 180 })),
  )
}

/** A case for everybody who is late, as the nights would have opened them, and a month's work on the first of them. */
export async function collect(bank: DemoBank, byNumber: readonly Party[]): Promise<void> {
  const { last } = bank.time
  const earlier = addDays(last, -weeksBack)
  const before = byNumber.filter((party) => isLate(party, earlier))
  await openCases(bank, before, earlier)
  for (const [place, party] of before.slice(0, worked).entries()) {
    await workOn(bank, party, { place, on: addDays(last, -20) })
  }
  const collector = oneWith(bank, 'post-loan-officer')
  await as(bank, collector, last, (context) =>
    collectionStep.run(context, last, { after: null, limit: 1 }),
  )
  await openCases(
    bank,
    byNumber.filter((party) => isLate(party, last)),
    last,
  )
}

/** One after the other, so that their numbers follow those of the debtors. */
async function openCases(bank: DemoBank, debtors: readonly Party[], on: Day): Promise<void> {
  const collector = oneWith(bank, 'post-loan-officer')
  for (const piece of pieces(debtors, 100)) {
    await as(bank, collector, on, async (context) => {
      const { rules } = await rulesInForce(context, 'collection', on)
      for (const { id } of piece) await seeDebtors(context, rules, [id])
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
    return held && loan ? { caseId: held.id, loanId: loan.id, owed: loan.balance } : null
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
  if (place % 3 === 0) {
    const promised = {
      caseId,
      loanId,
      amount: money(Math.min(owed, 1_000_000)),
      note: '客户电话承诺',
    }
    const dueOn = addDays(on, place % 2 === 0 ? 10 : 25)
    await as(bank, officer, on, (context) => takePromise(context, { ...promised, dueOn }))
  }
  if (place % 4 === 1) {
    const letter = { caseId, partyId: customerId, loanId, template: 'demand' as const }
    await as(bank, officer, on, (context) => writeLetter(context, letter))
  }
  await arrange(bank, { officer, caseId, place, on })
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
