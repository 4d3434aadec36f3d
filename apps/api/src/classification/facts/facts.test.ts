import { addDays, day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBorrower } from '../../loans/testing.queries.ts'
import { aLoan, keepLoans } from '../../reports/testing.ts'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { loanClass } from '../testing.queries.ts'

const opened = day('2026-10-15')
let bank: TestBank
let officer: TestStaff
let risk: TestStaff
let branch: TestStaff
let count = 0

beforeAll(async () => {
  bank = await aBank()
  officer = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
  branch = await bank.hire('branch-approver')
})
afterAll(() => bank.drop())

const desk = (staff: TestStaff) => bank.as(staff).classification
const evidence = '法院公告'

async function aGoodLoan() {
  const customerId = await aBorrower(bank, officer)
  const bundle = aLoan(officer, customerId, {
    number: `FA-${++count}`,
    disbursedOn: addDays(opened, -10),
    firstDueOn: addDays(opened, 20),
    officerId: officer.staffId,
  })
  await keepLoans(bank, officer, [bundle])
  return { loanId: bundle.loan.id, customerId }
}

const nextLook = async (loanId: string) =>
  (
    await bank.resources.transact(bank.institution.id, (tx) =>
      loanClass(tx, bank.institution.id, loanId),
    )
  ).nextTierOn

describe('entering a fact', () => {
  it('against the debtor holds at once and has the next close look at its loans', async () => {
    const { loanId, customerId } = await aGoodLoan()
    const fact = { customerId, loanId: null, evidence, validFrom: opened, value: {} }
    const entered = await desk(officer).enterFact({ ...fact, kind: 'liquidation' })
    expect(entered.status).toBe('in-force')
    expect(await nextLook(loanId)).toBe(opened)
    const now = await desk(officer).ofLoan({ loanId })
    expect(now).toMatchObject({ tier: 'normal', tierAtClose: 'loss', stageAtClose: 3 })
    expect(now.rulesHit.map(({ rule }) => rule)).toEqual(['A13-2'])
    expect(now.factsInForce).toMatchObject([{ kind: 'liquidation' }])

    await desk(risk).endFact({ id: entered.id, reason: '登记有误' })
    expect((await desk(officer).ofLoan({ loanId })).tierAtClose).toBe('normal')
    await expect(desk(risk).endFact({ id: entered.id, reason: '登记有误' })).rejects.toThrow(
      'fact-is-over',
    )
  })

  it('for the debtor waits for another person', async () => {
    const { loanId, customerId } = await aGoodLoan()
    const both = await bank.hire(['customer-manager', 'risk-officer'])
    const { id, status } = await desk(both).enterFact({
      customerId,
      loanId: null,
      kind: 'recognised-enhancement',
      value: {},
      evidence,
      validFrom: opened,
    })
    expect(status).toBe('waiting')
    expect((await desk(officer).ofLoan({ loanId })).factsInForce).toEqual([])
    await expect(desk(both).confirmFact({ id, outcome: 'approved', note: '属实' })).rejects.toThrow(
      'own-proposal',
    )
    await desk(branch).confirmFact({ id, outcome: 'approved', note: '属实' })
    expect((await desk(officer).ofLoan({ loanId })).factsInForce).toMatchObject([
      { kind: 'recognised-enhancement' },
    ])
    await expect(
      desk(branch).confirmFact({ id, outcome: 'refused', note: '不属实' }),
    ).rejects.toThrow('fact-is-decided')
    const { rows } = await desk(branch).facts({ customerId })
    expect(rows).toMatchObject([
      { id, status: 'in-force', isOwn: false, decider: expect.any(String) },
    ])
  })

  it.each([
    [{ kind: 'use-changed' as const, loanId: null }, 'fact-names-no-loan'],
    [{ validFrom: day('2026-10-16') }, 'fact-of-the-future'],
    [{ value: { x: 1 } }, 'fact-value-wrong'],
  ])('is refused: %j', async (change, reason) => {
    const { customerId } = await aGoodLoan()
    await expect(
      desk(officer).enterFact({
        customerId,
        loanId: null,
        kind: 'rating-cut',
        value: {},
        evidence,
        validFrom: opened,
        ...change,
      }),
    ).rejects.toThrow(reason)
  })

  it('names a loan of the same customer', async () => {
    const [mine, other] = [await aGoodLoan(), await aGoodLoan()]
    await expect(
      desk(officer).enterFact({
        customerId: mine.customerId,
        loanId: other.loanId,
        kind: 'use-changed',
        value: {},
        evidence,
        validFrom: opened,
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
