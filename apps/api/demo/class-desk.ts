import { addDays, type Day } from '@banyan/domain/calendar'
import type { EnteredFactKind } from '@banyan/domain/classification/entered-facts'
import type { Tier } from '@banyan/domain/classification/tiers'
import { Refused } from '@banyan/domain/refused'
import { listCases } from '../src/classification/cases/cases.queries.ts'
import { decideCase } from '../src/classification/cases/decide-case.ts'
import { openCase } from '../src/classification/cases/open-case.ts'
import { assessCase, reviewCase } from '../src/classification/cases/take-case-step.ts'
import { decideFact } from '../src/classification/facts/decide-fact.ts'
import { endFact } from '../src/classification/facts/end-fact.ts'
import { enterFact } from '../src/classification/facts/enter-fact.ts'
import { actAs, type DemoBank, oneWith } from './bank.ts'
import { officerOf } from './loan-acts.ts'
import { listRunningLoans, type RunningLoan } from './running-loans.queries.ts'

interface Fact {
  kind: EnteredFactKind
  isOfLoan: boolean
  value: Record<string, string | number | boolean>
  evidence: string
  isCompany: boolean
  fate: 'stands' | 'waits' | 'confirmed' | 'refused' | 'ended'
}

const otherBank = { lender: '邻县农商银行', total: 260_000_000, over90: 80_000_000 }

const facts: readonly Fact[] = [
  {
    kind: 'use-changed',
    isOfLoan: true,
    value: {},
    evidence: '受托支付凭证与合同用途不符，资金转入关联企业',
    isCompany: true,
    fate: 'stands',
  },
  {
    kind: 'refinanced',
    isOfLoan: true,
    value: { as: 'new-for-old' },
    evidence: '新发放贷款当日归还原借据',
    isCompany: true,
    fate: 'stands',
  },
  {
    kind: 'other-bank-debt',
    isOfLoan: false,
    value: { ...otherBank, isNonPerforming: false },
    evidence: '征信报告：他行贷款部分逾期超过九十天',
    isCompany: true,
    fate: 'stands',
  },
  {
    kind: 'rating-cut',
    isOfLoan: false,
    value: {},
    evidence: '外部评级由 A 下调至 BBB',
    isCompany: true,
    fate: 'ended',
  },
  {
    kind: 'small-micro',
    isOfLoan: false,
    value: {},
    evidence: '上年营业收入与从业人数符合小型企业标准',
    isCompany: true,
    fate: 'confirmed',
  },
  {
    kind: 'technical-overdue',
    isOfLoan: true,
    value: {},
    evidence: '扣款系统故障，客户账户余额充足',
    isCompany: false,
    fate: 'waits',
  },
  {
    kind: 'renewal',
    isOfLoan: true,
    value: {},
    evidence: '符合无还本续贷条件，经营正常',
    isCompany: false,
    fate: 'waits',
  },
  {
    kind: 'difficulty-over',
    isOfLoan: true,
    value: {},
    evidence: '观察期内按时还款，现金流恢复',
    isCompany: false,
    fate: 'refused',
  },
]

const runningOf = ({ resources, institution }: DemoBank) =>
  resources.transact(institution.id, (tx) => listRunningLoans(tx, institution.id))

/** What people know that the books do not: the night after looks at the loans with it. */
export async function enterFacts(bank: DemoBank): Promise<void> {
  const { last: on } = bank.time
  const loans = await runningOf(bank)
  const used = new Set<string>()
  const risk = oneWith(bank, 'risk-officer')
  const checker = oneWith(bank, 'head-office-approver')
  for (const fact of facts) {
    const loan = loans.find(
      ({ isPerson, tier, customerId, ofBorrower }) =>
        isPerson !== fact.isCompany &&
        tier === 'normal' &&
        ofBorrower === 1 &&
        !used.has(customerId),
    )
    if (!loan) continue
    used.add(loan.customerId)
    const { kind, value, evidence, fate } = fact
    const { customerId } = loan
    const entered = { kind, value, evidence, validFrom: addDays(on, -2) }
    const loanId = fact.isOfLoan ? loan.id : null
    const { id } = await actAs(bank, risk, { on, minutes: 90 }, (context) =>
      enterFact(context, { customerId, loanId, ...entered }),
    )
    if (fate === 'confirmed' || fate === 'refused') {
      const outcome = fate === 'confirmed' ? 'approved' : 'refused'
      const note = fate === 'confirmed' ? '与工商、税务数据核对一致' : '还款时间不足，暂不认可'
      await actAs(bank, checker, { on, minutes: 150 }, (context) =>
        decideFact(context, { id, outcome, note }),
      )
    }
    if (fate === 'ended') {
      await actAs(bank, risk, { on, minutes: 210 }, (context) =>
        endFact(context, { id, reason: '评级机构已恢复原级别' }),
      )
    }
  }
}

type Stand = 'review' | 'approval' | 'approved' | 'refused'

interface Override {
  tier: Tier
  note: string
  stand: Stand
}

const overrides: readonly Override[] = [
  { tier: 'special-mention', note: '主要客户流失，订单下降三成', stand: 'review' },
  { tier: 'special-mention', note: '法定代表人涉诉，影响尚不明确', stand: 'approval' },
  { tier: 'substandard', note: '停产两个月，第一还款来源不足', stand: 'approved' },
  { tier: 'special-mention', note: '行业景气下行，建议关注', stand: 'refused' },
]

/** Cases at every step of 初分, 认定 and 审批 on the open day, and some that are decided. */
export async function workClassDesk(bank: DemoBank): Promise<void> {
  const { open: on } = bank.time
  const loans = await runningOf(bank)
  const sound = loans.filter(({ tier, isPerson }) => tier === 'normal' && !isPerson)
  const used = new Set<string>()
  for (const override of overrides) {
    for (const loan of sound) {
      if (used.has(loan.customerId)) continue
      used.add(loan.customerId)
      if (await overrule(bank, on, { loan, override })) break
    }
  }
  await confirmSome(bank, on)
}

/** False where the rules have the loan elsewhere already. */
async function overrule(
  bank: DemoBank,
  on: Day,
  { loan, override }: { loan: RunningLoan; override: Override },
): Promise<boolean> {
  const { tier, note, stand } = override
  try {
    const { id } = await actAs(bank, officerOf(bank, loan), { on, minutes: 30 }, (context) =>
      openCase(context, { loanId: loan.id, kind: 'override', tier, note }),
    )
    if (stand === 'review') return true
    const opinion = '核对现场检查与流水，同意初分意见'
    await actAs(bank, oneWith(bank, 'risk-officer'), { on, minutes: 90 }, (context) =>
      reviewCase(context, { id, tier, note: opinion }),
    )
    if (stand === 'approval') return true
    const decision =
      stand === 'approved'
        ? { outcome: 'approved' as const, note: '风险事实清楚，同意下调' }
        : { outcome: 'refused' as const, note: '单一行业因素，依据不足' }
    await actAs(bank, oneWith(bank, 'head-office-approver'), { on, minutes: 150 }, (context) =>
      decideCase(context, { id, ...decision }),
    )
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

/** Of the cases that the night opened, one goes to its end and one as far as 审批; the others wait for 初分. */
async function confirmSome(bank: DemoBank, on: Day): Promise<void> {
  const risk = oneWith(bank, 'risk-officer')
  const head = oneWith(bank, 'head-office-approver')
  const cases = await actAs(bank, risk, { on, minutes: 100 }, (context) =>
    listCases(context, { step: 'initial', limit: 100 }),
  )
  const byLoan = cases.toSorted((a, b) => (a.loanNumber < b.loanNumber ? -1 : 1))
  const loans = await runningOf(bank)
  for (const [place, { id, loanId, tier: proposed }] of byLoan.slice(0, 3).entries()) {
    const loan = loans.find((each) => each.id === loanId)
    if (!loan) continue
    const tier = proposed as Tier
    const note = '逾期事实与系统认定一致'
    await actAs(bank, officerOf(bank, loan), { on, minutes: 110 }, (context) =>
      assessCase(context, { id, tier, note }),
    )
    if (place === 2) continue
    await actAs(bank, risk, { on, minutes: 130 }, (context) =>
      reviewCase(context, { id, tier, note }),
    )
    if (place === 1) continue
    await actAs(bank, head, { on, minutes: 170 }, (context) =>
      decideCase(context, { id, outcome: 'approved', note: '同意认定' }),
    )
  }
}
