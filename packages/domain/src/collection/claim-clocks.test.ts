import { describe, expect, it } from 'vitest'
import { type Day, day } from '../calendar.ts'
import { money } from '../money.ts'
import { casePriority } from './case-priority.ts'
import {
  claimClocks,
  type ClaimedLoan,
  guaranteePeriod,
  guaranteeRefusal,
  type ServedNotice,
} from './claim-clocks.ts'
import { defaultCollectionRules as rules } from './default-collection-rules.ts'
import { letterNumber, letterTemplates, letterText } from './letters.ts'
import { promiseOutcome, promiseRefusal } from './promise.ts'

const maturesOn = day('2026-03-31')
const loan: ClaimedLoan = {
  debtorId: 'd',
  maturesOn,
  oldestUnpaidOn: day('2026-01-31'),
  guarantees: [{ guarantorId: 'g', validFrom: day('2025-03-31'), agreedTo: null }],
}
const notice = (partyId: string, kind: ServedNotice['kind'], servedOn: string): ServedNotice => ({
  partyId,
  kind,
  servedOn: day(servedOn),
})
const clock = (kind: string, party: string, notices: ServedNotice[], on: string, asked = loan) =>
  claimClocks(asked, notices, rules.clocks, day(on)).find(
    (each) => each.kind === kind && each.partyId === party,
  )

describe('limitation', () => {
  it.each([
    ['2029-03-31', 'running'],
    ['2029-04-01', 'expired'],
  ])('three years from maturity, on %s: %s', (on, state) => {
    expect(clock('limitation', 'd', [], on)).toMatchObject({
      startsOn: '2026-03-31',
      endsOn: '2029-03-31',
      state,
    })
  })

  it('begins anew with each notice that was served while it ran', () => {
    const demands = [notice('d', 'demand', '2028-05-10'), notice('d', 'demand', '2027-01-05')]
    expect(clock('limitation', 'd', demands, '2028-06-01')).toMatchObject({
      endsOn: '2031-05-10',
      restartedOn: '2028-05-10',
    })
    expect(clock('limitation', 'd', demands, '2028-01-01')).toMatchObject({ endsOn: '2030-01-05' })
  })

  it('runs against each who borrowed together, and a notice to one counts against all', () => {
    const joint = { ...loan, jointIds: ['j'] }
    const demands = [notice('j', 'demand', '2027-01-05')]
    for (const party of ['d', 'j']) {
      expect(clock('limitation', party, [], '2026-06-01', joint)).toMatchObject({
        endsOn: '2029-03-31',
      })
      expect(clock('limitation', party, demands, '2027-06-01', joint)).toMatchObject({
        endsOn: '2030-01-05',
        restartedOn: '2027-01-05',
      })
    }
    expect(clock('limitation', 'j', demands, '2027-06-01')).toBeUndefined()
  })

  it('is not revived by a notice that comes too late, but by an acknowledgement', () => {
    expect(
      clock('limitation', 'd', [notice('d', 'demand', '2029-04-01')], '2029-05-01'),
    ).toMatchObject({ state: 'expired', restartedOn: null })
    expect(
      clock('limitation', 'd', [notice('d', 'demand', '2029-03-31')], '2029-05-01'),
    ).toMatchObject({ state: 'running' })
    expect(
      clock('limitation', 'd', [notice('d', 'acknowledgement', '2029-04-01')], '2029-05-01'),
    ).toMatchObject({ endsOn: '2032-04-01', state: 'running' })
  })

  it('is used by a suit and untouched by what was served on others or before maturity', () => {
    expect(
      clock('limitation', 'd', [notice('d', 'lawsuit', '2027-01-01')], '2031-01-01'),
    ).toMatchObject({ state: 'used' })
    expect(
      clock('limitation', 'd', [notice('g', 'demand', '2027-01-01')], '2027-06-01'),
    ).toMatchObject({ restartedOn: null })
    expect(
      clock('limitation', 'd', [notice('d', 'demand', '2026-02-01')], '2027-06-01'),
    ).toMatchObject({ restartedOn: null })
  })

  it('counts from the oldest unpaid day where the rules say so', () => {
    const terms = { ...rules.clocks, limitationFrom: 'oldest-unpaid' as const }
    expect(claimClocks(loan, [], terms, maturesOn)[0]).toMatchObject({ endsOn: '2029-01-31' })
  })
})

describe('a guarantee period', () => {
  it.each([
    [null, '2026-09-30', 'six-months'],
    ['2026-03-31', '2026-09-30', 'six-months'],
    ['2026-04-01', '2026-04-01', 'agreed'],
    ['2028-12-31', '2028-12-31', 'agreed'],
  ])('agreed to %s ends on %s', (agreedTo, endsOn, basis) => {
    expect(guaranteePeriod(loan, agreedTo as Day | null, rules.clocks)).toEqual({ endsOn, basis })
  })

  it.each([
    ['2026-09-30', 'running', null],
    ['2026-10-01', 'expired', 'guarantee-period-over'],
  ])('on %s is %s', (on, state, refused) => {
    expect(clock('guarantee-period', 'g', [], on)).toMatchObject({ state })
    expect(guaranteeRefusal(loan, 'g', [], rules.clocks, day(on))).toBe(refused)
  })

  it('is used by a claim in time, from when on limitation runs against the guarantor', () => {
    const claimed = [notice('g', 'guarantee-claim', '2026-09-30')]
    expect(clock('guarantee-period', 'g', claimed, '2026-12-01')).toMatchObject({
      state: 'used',
      restartedOn: '2026-09-30',
    })
    expect(clock('limitation', 'g', claimed, '2026-12-01')).toMatchObject({
      endsOn: '2029-09-30',
      state: 'running',
    })
    expect(guaranteeRefusal(loan, 'g', claimed, rules.clocks, day('2026-12-01'))).toBe(null)
    expect(guaranteeRefusal(loan, 'g', claimed, rules.clocks, day('2029-10-01'))).toBe(
      'guarantee-period-over',
    )
    const late = [notice('g', 'guarantee-claim', '2026-10-01')]
    expect(clock('guarantee-period', 'g', late, '2026-12-01')).toMatchObject({ state: 'expired' })
    expect(clock('limitation', 'g', late, '2026-12-01')).toBe(undefined)
  })

  it('binds nobody before it begins or who gave none', () => {
    expect(guaranteeRefusal(loan, 'g', [], rules.clocks, day('2025-03-30'))).toBe(
      'guarantee-not-in-force',
    )
    expect(guaranteeRefusal(loan, 'x', [], rules.clocks, day('2026-04-01'))).toBe(
      'guarantee-not-in-force',
    )
  })
})

describe('a promise', () => {
  const today = day('2026-10-15')
  it.each([
    [{ dueOn: today, amount: 100 }, null],
    [{ dueOn: day('2026-10-14'), amount: 100 }, 'promise-in-the-past'],
    [{ dueOn: day('2026-11-14'), amount: 100 }, null],
    [{ dueOn: day('2026-11-15'), amount: 100 }, 'promise-too-late'],
    [{ dueOn: today, amount: 101 }, 'promise-above-debt'],
  ])('%j: %s', (promise, reason) => {
    expect(promiseRefusal(rules, promise, { owed: 100, today })).toBe(reason)
  })

  it.each([
    [99, '2026-10-14', null],
    [100, '2026-10-01', 'kept'],
    [99, '2026-10-15', 'broken'],
    [100, '2026-10-15', 'kept'],
  ])('with %i paid at the close of %s: %s', (paid, on, outcome) => {
    expect(promiseOutcome({ amount: 100, dueOn: today }, paid, day(on))).toBe(outcome)
  })
})

describe('the place in the queue', () => {
  const facts = {
    bucket: 'M1',
    overdue: 0,
    brokenPromises: 0,
    isPromiseDue: false,
    hasRedWarning: false,
    soonestClockOn: null,
    lastActionOn: null,
    openedOn: day('2026-10-15'),
  } as const
  const points = (changes: object, on = '2026-10-15') =>
    casePriority(rules, { ...facts, ...changes }, day(on)).points
  it('adds up what speaks for it', () => {
    expect(points({})).toBe(8)
    expect(points({ bucket: 'M4', overdue: 10_000_000, brokenPromises: 2 })).toBe(32 + 10 + 15)
    expect(points({ overdue: 9_999_999 })).toBe(13)
    expect(points({ soonestClockOn: day('2027-01-13') })).toBe(33)
    expect(points({ soonestClockOn: day('2027-01-14') })).toBe(8)
    expect(points({}, '2026-10-21')).toBe(8)
    expect(points({}, '2026-10-22')).toBe(18)
    expect(points({ lastActionOn: day('2026-10-20') }, '2026-10-22')).toBe(8)
    expect(points({ isPromiseDue: true, hasRedWarning: true })).toBe(30)
  })

  it('tells the weightiest reason first', () => {
    const { reasons } = casePriority(
      rules,
      { ...facts, bucket: 'M2', brokenPromises: 1 },
      day('2026-10-15'),
    )
    expect(reasons).toEqual([
      { code: 'bucket', points: 16 },
      { code: 'broken-promise', points: 15 },
    ])
  })
})

describe('a letter', () => {
  const writtenOn = day('2026-10-15')
  it.each(letterTemplates)(
    '%s names its number, the amount in capitals, and the day to pay by',
    (template) => {
      const { body, title } = letterText(template, {
        number: letterNumber(writtenOn, 7),
        institution: '河畔银行',
        addressee: '甲公司',
        debtor: '乙公司',
        loanNumber: 'JJ2026-000001',
        writtenOn,
        daysPastDue: 40,
        overdue: money(208_338),
        balance: money(1_200_000),
        maturesOn: day('2027-08-05'),
        payBy: day('2026-10-22'),
      })
      expect(title).not.toBe('')
      for (const part of [
        'CS2026-000007',
        '甲公司',
        'JJ2026-000001',
        '贰仟零捌拾叁元叁角捌分',
        '2026-10-22',
        '河畔银行',
      ]) {
        expect(body).toContain(part)
      }
    },
  )
})
