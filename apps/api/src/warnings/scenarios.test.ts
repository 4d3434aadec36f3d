import { addDays, addMonths, day } from '@banyan/domain/calendar'
import { creditCodeFrom } from '@banyan/domain/customers/credit-code'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import type { RiskEventKind } from '@banyan/domain/warnings/risk-events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeSteps } from '../close/steps.ts'
import { aStatement } from '../covenants/testing.ts'
import { importing } from '../imports/testing.ts'
import { workOffJobs } from '../jobs/testing.ts'
import { aCompany } from '../testing-customers.ts'
import { anUnpaidLoan, aPostLoanDesk, type PostLoanDesk, runStep } from './testing.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const today = day('2026-10-15')

/** Something that happens to a customer, and the warnings it ought to bring; none where it only comes close. */
interface Scenario {
  name: string
  happens: (customerId: string) => Promise<unknown>
  expected: readonly string[]
}

const manager = () => desk.bank.as(desk.manager)

function happening(
  kind: RiskEventKind,
  expected: readonly string[],
  daysAgo = 1,
  amount: number | null = null,
): Scenario {
  return {
    name: `${kind} ${daysAgo} days ago, ${amount ?? 'no amount'}`,
    expected,
    happens: (customerId) =>
      manager().warnings.recordEvent({
        customerId,
        kind,
        happenedOn: addDays(today, -daysAgo),
        amount: amount === null ? null : money(amount),
        source: '公开信息',
        evidence: '公告',
        documentId: null,
      }),
  }
}

const late = (days: number, expected: readonly string[]): Scenario => ({
  name: `${days} days late`,
  expected,
  happens: (customerId) => anUnpaidLoan(desk.bank, desk.manager, customerId, addDays(today, -days)),
})

const figures = (lines: Record<string, number>, expected: readonly string[]): Scenario => ({
  name: `figures ${JSON.stringify(lines)}`,
  expected,
  happens: (customerId) =>
    aStatement(
      desk.bank,
      desk.manager,
      customerId,
      Object.fromEntries(Object.entries(lines).map(([line, amount]) => [line, money(amount)])),
    ),
})

const inflows = (last: number, expected: readonly string[]): Scenario => ({
  name: `inflows fallen to ${last}`,
  expected,
  happens: async (customerId) => {
    for (let back = 1; back <= 9; back++) {
      const month = addMonths(today, -back, 1).slice(0, 7)
      const amount = money(back <= 3 ? last : 100)
      await manager().warnings.recordInflow({ customerId, month, amount, source: '对公结算账户' })
    }
  },
})

const depends = (percent: string, expected: readonly string[]): Scenario => ({
  name: `depends by ${percent} % on one buyer`,
  expected,
  happens: async (customerId) => {
    const buyer = await desk.company()
    await manager().groups.addRelation({
      from: customerId,
      to: buyer.id,
      kind: 'trade',
      role: 'income',
      percent: null,
      votingPercent: null,
      dependencePercent: parseRate(percent),
      amount: null,
      validFrom: day('2024-01-01'),
      validTo: null,
      source: '尽调',
      evidence: '',
    })
  },
})

const marked: Scenario = {
  name: 'false papers',
  expected: ['papers-false red'],
  happens: (customerId) =>
    manager().facts.markFalse({ customerId, what: '流水系伪造', documentId: null }),
}

const scenarios: readonly Scenario[] = [
  late(1, ['overdue yellow']),
  late(30, ['overdue yellow']),
  late(31, ['overdue orange']),
  late(91, ['overdue red', 'tier-fallen orange']),
  late(0, []),
  happening('lawsuit', ['sued yellow']),
  happening('lawsuit', ['sued yellow', 'sued-for-much orange'], 1, 100_000_000),
  happening('lawsuit', ['sued yellow'], 1, 99_999_999),
  happening('lawsuit', ['sued yellow'], 364),
  happening('lawsuit', [], 365),
  happening('enforcement', ['enforced red']),
  happening('dishonest-debtor', ['enforced red']),
  happening('halted-production', ['operation-troubled orange']),
  happening('contact-lost', ['contact-lost orange']),
  happening('rating-cut', ['rating-cut orange']),
  happening('capital-flow-back', ['flow-back orange']),
  happening('equity-change', ['business-changed yellow']),
  figures({ totalAssets: 1_000, totalLiabilities: 699 }, []),
  figures({ totalAssets: 1_000, totalLiabilities: 700 }, ['debt-too-high yellow']),
  figures({ totalAssets: 1_000, totalLiabilities: 1_000 }, ['debt-too-high red']),
  figures({ currentAssets: 100, currentLiabilities: 100 }, ['liquidity-low yellow']),
  figures({ currentAssets: 101, currentLiabilities: 100 }, []),
  figures({ revenue: 1_000, netProfit: -1 }, ['loss-made orange']),
  figures({ revenue: 1_000, netProfit: 0 }, []),
  inflows(70, ['inflow-fallen yellow']),
  inflows(71, []),
  inflows(20, ['inflow-fallen red']),
  depends('49.999999', []),
  depends('50', ['concentrated yellow']),
  depends('80', ['concentrated orange']),
  marked,
]

/** Everything the night has for post-loan work, on the business day. */
async function night(): Promise<void> {
  for (const step of closeSteps) await runStep(desk, step, today)
}

const found = async (customerId: string) =>
  (await desk.bank.as(desk.risk).warnings.list({ customerId, limit: 100 })).rows
    .map(({ rule, colour }) => `${rule} ${colour}`)
    .toSorted()

describe('the seeded scenarios', () => {
  it('bring exactly the warnings they ought to, and the same night again brings none twice', async () => {
    const played: { scenario: Scenario; customerId: string }[] = []
    for (const scenario of scenarios) {
      const { id: customerId } = await desk.company()
      await scenario.happens(customerId)
      played.push({ scenario, customerId })
    }
    await workOffJobs(desk.bank)
    await night()
    const counted = { right: 0, wrong: 0, missed: 0 }
    const differences: string[] = []
    for (const { scenario, customerId } of played) {
      const [raised, expected] = [await found(customerId), scenario.expected]
      const right = raised.filter((each) => expected.includes(each)).length
      counted.right += right
      counted.wrong += raised.length - right
      counted.missed += expected.length - right
      if (raised.join() !== [...expected].toSorted().join())
        differences.push(`${scenario.name}: ${raised.join(', ')}`)
    }
    const { right, wrong, missed } = counted
    const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
    process.stdout.write(
      `warnings: ${scenarios.length} scenarios, ${right + missed} expected, ${right + wrong} raised, ` +
        `precision ${percent(right, right + wrong)}, recall ${percent(right, right + missed)}\n`,
    )
    expect(differences).toEqual([])
    await night()
    for (const { scenario, customerId } of played) {
      expect(await found(customerId)).toEqual([...scenario.expected].toSorted())
    }
  })

  it('reach the right person within a minute of a register file', async () => {
    const creditCode = creditCodeFrom({ prefix: '91', region: '320106', organisation: 'MA123456' })
    const { id } = await aCompany(desk.bank, desk.manager, {
      name: '榕源贸易有限公司',
      creditCode,
      legalRepresentative: '李试',
    })
    const began = performance.now()
    await importing(
      desk.bank.resources,
      desk.risk,
      'registry',
      `credit_code,name,legal_representative,status\n${creditCode},榕源贸易有限公司,周新任,吊销\n`,
    )
    await workOffJobs(desk.bank)
    const seconds = (performance.now() - began) / 1_000
    process.stdout.write(`warnings: register file to warning in ${seconds.toFixed(1)} s\n`)
    expect(await found(id)).toEqual(['register-changed yellow', 'register-lost red'])
    expect(seconds).toBeLessThan(60)
    const tasks = await manager().tasks.list({ customerId: id, who: 'mine' })
    expect(tasks.rows.map(({ text }) => text.slice(0, 4)).toSorted()).toEqual(
      ['客户情况', '红色预警', '黄色预警'].toSorted(),
    )
  })
})
