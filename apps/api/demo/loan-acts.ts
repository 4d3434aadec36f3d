import { addDays, addMonths, type Day } from '@banyan/domain/calendar'
import { standingOn } from '@banyan/domain/loans/course/standing'
import { money } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { rate } from '@banyan/domain/rate'
import { approveAct, refuseAct, withdrawAct } from '../src/loan-acts/decide-act.ts'
import { proposeAct } from '../src/loan-acts/propose-act.ts'
import type { ActAsk } from '../src/loans/ask-event.ts'
import { courseOptions, stateOf } from '../src/loans/enter-event.ts'
import { readLoans } from '../src/loans/loans.queries.ts'
import { actAs, type DemoBank, oneWith, type StaffMember } from './bank.ts'
import { onEarlierDay } from './last-day.ts'
import { findRepayment, listRunningLoans, type RunningLoan } from './running-loans.queries.ts'

type Outcome = 'approved' | 'refused' | 'withdrawn' | 'waiting'

interface Wish {
  reason: string
  outcome: Outcome
  /** What would be asked of the loan on the day; null where it does not suit. */
  askOf: (loan: RunningLoan, on: Day) => ActAsk | null | Promise<ActAsk | null>
}

const twoWeeks = 14
const mostTries = 12
/** Nobody troubles two people over less. */
const leastBalance = 1_000_000

const isSound = ({ oldestUnpaidOn, tier }: RunningLoan, until: Day) =>
  tier === 'normal' && (oldestUnpaidOn === null || oldestUnpaidOn > until)
const lateSince = ({ oldestUnpaidOn }: RunningLoan, on: Day, days: number) =>
  oldestUnpaidOn !== null && oldestUnpaidOn < addDays(on, -days)

function extension(months: number): Wish['askOf'] {
  return (loan, on) =>
    isSound(loan, on) && loan.maturesOn > addDays(on, 5) && loan.maturesOn < addDays(on, 80)
      ? { kind: 'extension', maturesOn: addMonths(loan.maturesOn, months) }
      : null
}

const otherRate: Wish['askOf'] = (loan, on) =>
  isSound(loan, on) && loan.isFixed && loan.maturesOn > addDays(on, 120)
    ? { kind: 'rate-reset', from: on, annualRate: rate(loan.annualRate - 300_000) }
    : null

const misuse: Wish['askOf'] = (loan, on) =>
  isSound(loan, on) && !loan.isPerson && loan.maturesOn > addDays(on, 60)
    ? { kind: 'misuse', from: on, isOver: false }
    : null

const restructuring: Wish['askOf'] = (loan, on) =>
  lateSince(loan, on, 30) && loan.tier !== 'loss'
    ? {
        kind: 'restructuring',
        terms: {
          method: 'equal-instalment',
          frequency: 'monthly',
          periods: 18,
          firstDueOn: addMonths(on, 1),
          annualRate: rate(loan.annualRate),
        },
        capitalises: ['interest', 'penalty', 'compound'],
        isInDifficulty: true,
      }
    : null

const writeOff: Wish['askOf'] = ({ tier }) => (tier === 'loss' ? { kind: 'write-off' } : null)

const backdated: Wish['askOf'] = (loan, on) => {
  const paidOn = addDays(on, -40)
  return lateSince(loan, on, 60) && loan.disbursedOn < paidOn
    ? { kind: 'backdated', paidOn, amount: money(500_000) }
    : null
}

/** Half of the penalty interest that a late borrower owes. */
const waiverIn =
  (bank: DemoBank): Wish['askOf'] =>
  async (loan, on) => {
    if (!lateSince(loan, on, 20)) return null
    const { resources, institution } = bank
    const [bundle] = await resources.transact(institution.id, (tx) =>
      readLoans(tx, institution, [loan.id]),
    )
    if (!bundle || stateOf(bundle).on > on) return null
    const { penalty } = standingOn(stateOf(bundle), on, courseOptions).owed
    const amount = money(Math.floor(penalty / 2))
    return amount > 0 ? { kind: 'waiver', part: 'penalty', amount } : null
  }

/** A repayment of the day before, taken by mistake. */
const reversalIn =
  ({ resources, institution, time }: DemoBank): Wish['askOf'] =>
  async (loan) => {
    if (loan.movedOn !== time.last) return null
    const eventId = await resources.transact(institution.id, (tx) =>
      findRepayment(tx, institution.id, { loanId: loan.id, on: time.last }),
    )
    return eventId === null ? null : { kind: 'reversal', eventId }
  }

/** Acts that two people decided in the last weeks of the books. */
export async function decideActs(bank: DemoBank): Promise<void> {
  const { last } = bank.time
  const earlier = addDays(last, -twoWeeks)
  const used = new Set<string>()
  await onEarlierDay(bank, earlier, () =>
    askAll(bank, earlier, used, [
      { reason: '主要客户回款延后，申请展期', outcome: 'approved', askOf: extension(2) },
      { reason: '经营稳定、结算量上升，申请下调利率', outcome: 'approved', askOf: otherRate },
      { reason: '流水显示部分贷款转入证券账户', outcome: 'approved', askOf: misuse },
      { reason: '存货尚未售出，申请再展期', outcome: 'refused', askOf: extension(4) },
    ]),
  )
  await askAll(bank, last, used, [
    { reason: '经营困难，重新安排还款计划', outcome: 'approved', askOf: restructuring },
    { reason: '借款人已无可执行财产，法院终结执行', outcome: 'approved', askOf: writeOff },
    { reason: '主动清偿部分欠款，减免一半罚息', outcome: 'approved', askOf: waiverIn(bank) },
    { reason: '客户提出利率异议', outcome: 'withdrawn', askOf: otherRate },
  ])
}

/** Acts that wait for a second person on the open day. */
export async function leaveActsWaiting(bank: DemoBank): Promise<void> {
  const { open } = bank.time
  await askAll(bank, open, new Set(), [
    { reason: '订单交付推迟一个季度，申请展期三个月', outcome: 'waiting', askOf: extension(3) },
    { reason: '停工后复产，申请按月等额分期', outcome: 'waiting', askOf: restructuring },
    { reason: '抵押物已处置，剩余债权申请核销', outcome: 'waiting', askOf: writeOff },
    { reason: '疫病停养，申请减免罚息', outcome: 'waiting', askOf: waiverIn(bank) },
    { reason: '客户上月已汇款，款项挂在待清算科目', outcome: 'waiting', askOf: backdated },
    { reason: '柜面入错借据，申请冲正', outcome: 'waiting', askOf: reversalIn(bank) },
    { reason: '抽查发现资金回流借款人账户', outcome: 'waiting', askOf: misuse },
    { reason: '同业报价更低，申请下调利率', outcome: 'waiting', askOf: otherRate },
  ])
}

/** Each wish finds the first loan by number that suits it and none before it took. */
async function askAll(
  bank: DemoBank,
  on: Day,
  used: Set<string>,
  wishes: readonly Wish[],
): Promise<void> {
  const { resources, institution } = bank
  const loans = await resources.transact(institution.id, (tx) =>
    listRunningLoans(tx, institution.id),
  )
  const free = loans.filter(({ movedOn, balance }) => movedOn <= on && balance >= leastBalance)
  for (const [place, wish] of wishes.entries()) {
    await askFirst(bank, { on, minutes: 30 + place * 37 }, { used, wish, loans: free })
  }
}

interface When {
  on: Day
  minutes: number
}

async function askFirst(
  bank: DemoBank,
  when: When,
  { used, wish, loans }: { used: Set<string>; wish: Wish; loans: readonly RunningLoan[] },
): Promise<void> {
  let tries = 0
  for (const loan of loans) {
    if (used.has(loan.customerId) || tries === mostTries) continue
    const ask = await wish.askOf(loan, when.on)
    if (ask === null) continue
    tries += 1
    if (!(await carryThrough(bank, when, { loan, ask, wish }))) continue
    used.add(loan.customerId)
    return
  }
}

/** False where the loan's own rules refuse what is asked. */
async function carryThrough(
  bank: DemoBank,
  { on, minutes }: When,
  { loan, ask, wish }: { loan: RunningLoan; ask: ActAsk; wish: Wish },
): Promise<boolean> {
  const { reason, outcome } = wish
  const officer = officerOf(bank, loan)
  const checker = oneWith(bank, 'head-office-approver')
  try {
    const { actId } = await actAs(bank, officer, { on, minutes }, (context) =>
      proposeAct(context, { loanId: loan.id, ask, reason }),
    )
    if (outcome === 'waiting') return true
    const decide = outcome === 'approved' ? approveAct : outcome === 'refused' ? refuseAct : null
    const note = outcome === 'approved' ? '材料齐全，情况属实，同意' : '还款来源未落实，不同意'
    await actAs(bank, decide ? checker : officer, { on, minutes: minutes + 130 }, (context) =>
      decide ? decide(context, { actId, note }) : withdrawAct(context, { actId }),
    )
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

export function officerOf(
  bank: DemoBank,
  { officerId }: Pick<RunningLoan, 'officerId'>,
): StaffMember {
  return bank.staff.find(({ id }) => id === officerId) ?? oneWith(bank, 'customer-manager')
}
