import { addDays, day } from '@banyan/domain/calendar'
import { defaultRules, smallEnterpriseMatrix } from '@banyan/domain/classification/default-rules'
import { usualLossParameters } from '@banyan/domain/provisions/loss-parameters'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBorrower } from '../../loans/testing.queries.ts'
import { aLoan, keepLoans } from '../../reports/testing.ts'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { loanClass } from '../testing.queries.ts'

const opened = day('2026-10-15')
let bank: TestBank
let risk: TestStaff
let head: TestStaff
let loanId: string

beforeAll(async () => {
  bank = await aBank()
  const officer = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
  head = await bank.hire('head-office-approver')
  const customerId = await aBorrower(bank, officer)
  const bundle = aLoan(officer, customerId, {
    number: 'RU-1',
    disbursedOn: addDays(opened, -40),
    firstDueOn: addDays(opened, -10),
  })
  await keepLoans(bank, officer, [bundle])
  loanId = bundle.loan.id
})
afterAll(() => bank.drop())

const desk = (staff: TestStaff) => bank.as(staff).classification
const asSent = (given: object) => JSON.parse(JSON.stringify(given))
const asked = { source: '总行风险管理委员会决议', note: '加用小企业矩阵', validFrom: opened }
const body = asSent({ ...defaultRules, name: '本行规则', matrix: smallEnterpriseMatrix })

describe('the rules of an institution', () => {
  it('are the standard ones until others are in force', async () => {
    const { inForceId, standard, versions } = await desk(risk).rules({ kind: 'classification' })
    expect({ inForceId, versions }).toEqual({ inForceId: null, versions: [] })
    expect(standard).toEqual(defaultRules)
    expect((await desk(risk).ofLoan({ loanId })).rulesName).toBe(defaultRules.name)
  })

  it('are proposed by one person and put in force by another, for all loans', async () => {
    const both = await bank.hire(['risk-officer', 'head-office-approver'])
    const { id, number } = await desk(both).proposeRules({ kind: 'classification', body, ...asked })
    expect(number).toBe(1)
    const decision = { id, outcome: 'approved', note: '同意' } as const
    await expect(desk(both).decideRules(decision)).rejects.toThrow('own-proposal')
    await expect(
      desk(risk).proposeRules({ kind: 'classification', body, ...asked }),
    ).rejects.toThrow('rules-are-waiting')
    await desk(head).decideRules(decision)
    const now = await desk(risk).ofLoan({ loanId })
    expect(now).toMatchObject({ rulesName: '本行规则', rulesVersion: 1 })
    const row = await bank.resources.transact(bank.institution.id, (tx) =>
      loanClass(tx, bank.institution.id, loanId),
    )
    expect(row.nextTierOn).toBe(opened)
    await expect(desk(head).decideRules(decision)).rejects.toThrow('rules-are-decided')
  })

  it.each([
    ['classification' as const, { ...defaultRules, rules: [] }, opened, 'rules-unreadable'],
    [
      'expected-loss' as const,
      { ...usualLossParameters, scenarios: usualLossParameters.scenarios.slice(1) },
      opened,
      'rules-unreadable',
    ],
    ['expected-loss' as const, usualLossParameters, addDays(opened, -1), 'rules-of-the-past'],
  ])('of %s are refused where they are wrong: %j', async (kind, given, validFrom, reason) => {
    await expect(
      desk(risk).proposeRules({ kind, body: asSent(given), ...asked, validFrom }),
    ).rejects.toThrow(reason)
  })
})
