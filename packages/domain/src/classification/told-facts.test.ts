import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { readFacts } from './told-facts.ts'

const today = day('2026-11-22')
const read = (given: unknown) => {
  const { told, problems } = readFacts(given, today)
  if (told === null) throw new Error(JSON.stringify(problems))
  return told
}

describe('facts as they are told', () => {
  it('need say only what is not as usual', () => {
    const { asOf, facts } = read({})
    expect(asOf).toBe('2026-11-22')
    expect(facts).toMatchObject({ scope: 'non-retail', daysPastDue: 0, restructured: null })
  })

  it.each<[object, object]>([
    [
      { dpd: 5, technical: true },
      { daysPastDue: 5, isTechnicalOverdue: true },
    ],
    [
      { days_past_due: 91, scope: 'corporate' },
      { daysPastDue: 91, scope: 'non-retail' },
    ],
    [
      { scope: '小微', refinancing: '无还本续贷' },
      { scope: 'small-micro', refinancing: 'renewal' },
    ],
    [{ refinancing: '借新还旧' }, { refinancing: 'new-for-old' }],
    [{ refinanced: true }, { refinancing: 'new-for-old' }],
    [{ stage: 3 }, { isCreditImpaired: true }],
    [{ stage: 2 }, { isCreditImpaired: false }],
    [{ previous: '次级' }, { previous: 'substandard' }],
    [
      { prevTier: 4, manual: '05' },
      { previous: 'doubtful', manual: 'loss' },
    ],
    [{ collateral: 'cash' }, { guarantee: 'pledge' }],
  ])('go by other names: %j', (given, facts) => {
    expect(read(given).facts).toMatchObject(facts)
  })

  it.each<[unknown, number]>([
    [49.99, 49_990_000],
    ['49.99%', 49_990_000],
    ['50', 50_000_000],
    [0.5, 50_000_000],
    ['0.4999', 49_990_000],
    [1, 100_000_000],
    ['0.5 %', 500_000],
    [20.002, 20_002_000],
  ])('tell a share as %j', (eclShare, part) => {
    expect(read({ eclShare }).facts.expectedLoss).toEqual({ part, whole: 100_000_000 })
  })

  it('tell shares by percent and by amounts too', () => {
    expect(read({ eclPercent: 0.5 }).facts.expectedLoss?.part).toBe(500_000)
    expect(read({ ownNpl: 100, ownTotal: '1000.00' }).facts.debtor.ownNonPerforming).toEqual({
      part: 10_000,
      whole: 100_000,
    })
    expect(read({ allBank90Share: { part: 100.01, whole: 500 } }).facts.debtor).toMatchObject({
      allBanksOver90: { part: 10_001, whole: 50_000 },
    })
  })

  it('tell a restructuring inside its own object or beside the rest', () => {
    const expected = {
      on: '2026-01-10',
      firstDueOn: '2026-02-20',
      interval: { months: 1 },
      isDifficultyOver: true,
    }
    const inside = { on: '2026-01-10', firstDueOn: '2026-02-20', intervalMonths: 1 }
    expect(read({ restructured: inside }).facts.restructured).toMatchObject(expected)
    expect(
      read({ restructuredOn: '2026-01-10', firstDueOn: '2026-02-20', frequency: 'monthly' }).facts
        .restructured,
    ).toMatchObject(expected)
    expect(read({ restructured: true, again: true }).facts.restructured).toMatchObject({
      firstDueOn: today,
      isAgain: true,
    })
    expect(read({ restructured: false }).facts.restructured).toBeNull()
  })

  it.each<[unknown, { field: string; reason?: string }]>([
    [7, { field: 'facts', reason: 'not-facts' }],
    [{ dayspastdue2: 4 }, { field: 'dayspastdue2', reason: 'unknown-field' }],
    [{ asOf: '2026-02-30' }, { field: 'asOf', reason: 'not-a-day' }],
    [{ daysPastDue: -1 }, { field: 'daysPastDue' }],
    [{ previous: 'bad' }, { field: 'previous' }],
    [{ eclShare: 'half' }, { field: 'expectedLoss' }],
    [{ eclShare: 101 }, { field: 'expectedLoss', reason: 'part-above-whole' }],
    [{ restructured: { on: 'soon' } }, { field: 'restructured.on' }],
  ])('are refused with the field: %j', (given, problem) => {
    expect(readFacts(given, today).problems?.[0]).toMatchObject(problem)
  })
})
