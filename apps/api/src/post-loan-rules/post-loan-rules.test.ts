import { addDays, type Day, day } from '@banyan/domain/calendar'
import { defaultCollectionRules } from '@banyan/domain/collection/default-collection-rules'
import { defaultInspectionRules } from '@banyan/domain/inspections/default-inspection-rules'
import { defaultRepricingRules } from '@banyan/domain/products/repricing'
import { defaultWarningRules } from '@banyan/domain/warnings/default-warning-rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { rulesInForce } from './rules-in-force.ts'

const today = day('2026-10-15')
let bank: TestBank
let maker: TestStaff
let checker: TestStaff

beforeAll(async () => {
  bank = await aBank()
  const branchId = bank.institution.headOfficeId
  maker = await bank.hire('risk-officer', { branchId })
  checker = await bank.hire('head-office-approver', { branchId })
})
afterAll(() => bank.drop())

const as = (staff: TestStaff) => bank.as(staff).postLoanRules
const inspection = (aheadDays: number, validFrom: Day = today) => ({
  kind: 'inspection' as const,
  validFrom,
  source: '贷后管理办法（2026）第八条',
  reason: '提前安排走访',
  body: { ...defaultInspectionRules, aheadDays },
})
const decide = (version: number, outcome: 'approved' | 'refused' = 'approved') =>
  as(checker).decide({ kind: 'inspection', version, outcome, note: '同意' })
const aheadOn = (on: Day) =>
  bank.inside(maker, async (context) => {
    const { version, rules } = await rulesInForce(context, 'inspection', on)
    return [version, rules.aheadDays]
  })

describe('rules of post-loan work', () => {
  it.each([
    ['inspection', defaultInspectionRules],
    ['warning', defaultWarningRules],
    ['collection', defaultCollectionRules],
    ['repricing', defaultRepricingRules],
  ] as const)('of %s are the built-in ones until anybody decides others', async (kind, body) => {
    const { inForce, versions } = await as(maker).list({ kind })
    expect(inForce).toMatchObject({ version: 0, status: 'in-force', validFrom: null, body })
    expect(versions).toHaveLength(1)
  })

  it('change by a version of one person that another lets count from its day on', async () => {
    const later = addDays(today, 10)
    const { version } = await as(maker).propose(inspection(21, later))
    expect(await aheadOn(later)).toEqual([0, 14])
    expect((await as(checker).list({ kind: 'inspection' })).versions).toMatchObject([
      { version, status: 'waiting', madeById: maker.staffId, decidedBy: null },
      { version: 0, status: 'in-force' },
    ])
    await expect(as(maker).propose(inspection(7))).rejects.toThrow('proposal-is-waiting')
    await decide(version)

    expect(await aheadOn(addDays(later, -1))).toEqual([0, 14])
    expect(await aheadOn(later)).toEqual([version, 21])
    const { inForce, versions } = await as(maker).list({ kind: 'inspection' })
    expect(inForce.version).toBe(0)
    expect(versions[0]).toMatchObject({ status: 'to-come', decidedBy: checker.name, note: '同意' })
    await expect(decide(version)).rejects.toThrow('already-decided')

    const sooner = await as(maker).propose(inspection(30))
    await decide(sooner.version)
    expect(await aheadOn(today)).toEqual([sooner.version, 30])
    expect(await aheadOn(later)).toEqual([version, 21])
  })

  it('stay when a version is refused, which is kept', async () => {
    const before = await aheadOn(today)
    const { version } = await as(maker).propose(inspection(45))
    await decide(version, 'refused')
    expect(await aheadOn(today)).toEqual(before)
    const { versions } = await as(maker).list({ kind: 'inspection' })
    expect(versions.find((each) => each.version === version)).toMatchObject({ status: 'refused' })
  })

  it('are never decided by whoever proposed them', async () => {
    const branchId = bank.institution.headOfficeId
    const both = await bank.hire(['risk-officer', 'head-office-approver'], { branchId })
    const { version } = await as(both).propose(inspection(9))
    await expect(
      as(both).decide({ kind: 'inspection', version, outcome: 'approved', note: '同意' }),
    ).rejects.toThrow('own-proposal')
    await decide(version, 'refused')
  })

  it.each([
    ['a day that has passed', { validFrom: addDays(today, -1) }, 'in-the-past'],
    ['no intervals', { body: { ...defaultInspectionRules, intervals: [] } }, 'too_small'],
    ['a count that is none', { body: { ...defaultInspectionRules, aheadDays: 1.5 } }, 'aheadDays'],
    ['an unknown part', { body: { ...defaultInspectionRules, extra: 1 } }, 'extra'],
    ['the body of another kind', { body: defaultCollectionRules }, 'intervals'],
    ['no source', { source: '' }, 'source'],
  ])('refuse %s', async (_, change, reason) => {
    const asked = { ...inspection(12), ...change } as ReturnType<typeof inspection>
    await expect(as(maker).propose(asked)).rejects.toThrow(reason)
    const { versions } = await as(maker).list({ kind: 'inspection' })
    expect(versions.some(({ status }) => status === 'waiting')).toBe(false)
  })

  it('refuse warning levels that are out of order', async () => {
    const [first, ...others] = defaultWarningRules.rules
    if (!first) throw new Error('no rules')
    const levels = first.levels.map((level) => ({ ...level, threshold: 5 }))
    const body = { ...defaultWarningRules, rules: [{ ...first, levels }, ...others] }
    await expect(as(maker).propose({ ...inspection(1), kind: 'warning', body })).rejects.toThrow(
      'levels-out-of-order',
    )
  })

  it('are not for people of other work', async () => {
    const manager = await bank.hire('customer-manager')
    await expect(as(manager).propose(inspection(1))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
