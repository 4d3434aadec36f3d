/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { day } from '../calendar.ts'
import { divideRounded, formatMoney, money, parseMoney } from '../money.ts'
import type { Money } from '../money.ts'
import { ScheduleTerms } from './schedule-terms.ts'
import { buildSchedule } from './schedule.ts'

const repository = resolve(import.meta.dirname, '../../../..')
const folder = join(
  resolve(repository, process.env.SAMPLES_DIR ?? '../shared/samples'),
  'schedules',
)
const pure = join(folder, 'fineract_pure_schedules.json')
const snapshots = join(folder, 'fineract_schedule_snapshots_reference.json.gz')
const isMissing = !existsSync(pure) || !existsSync(snapshots)
if (isMissing) console.warn(`skipped: no published snapshots in ${folder}`)

const Snapshot = z.object({
  scenario: z.string(),
  params: z.record(z.string(), z.string()),
  events: z.array(z.object({ step: z.string() })),
  rows: z.array(z.record(z.string(), z.string())),
})
type Snapshot = z.infer<typeof Snapshot>

/**
 * Why a snapshot is not the schedule of its terms. The first that fits counts; each says how many it
 * explains, so that one more or fewer is noticed.
 */
const justified: readonly { when: RegExp; why: string; count: number }[] = [
  {
    when: /chargeback/i,
    why: 'money charged back after a payment joins the next instalment there: an event, not a term',
    count: 49,
  },
  {
    when: /re-aging|re-amortization/i,
    why: 'the loan is restructured after signing: the snapshot shows old and new rows together',
    count: 14,
  },
  {
    when: /reschedule/i,
    why: 'due days or the rate are changed by a later request: a new version of the schedule',
    count: 15,
  },
  {
    when: /Credit Balance Refund/,
    why: 'an overpayment paid back is shown as principal due: an event, not a term',
    count: 8,
  },
  {
    when: /Interest recalculation|Interest Recalculation|Early pay-off|Prepayment/,
    why: 'the rows follow payments made early, late or in part: the course of the loan, not its terms',
    count: 20,
  },
  {
    when: /(double|multiple|multi|second).{0,3}disburse/i,
    why: 'a later drawdown is spread over all periods of the loan, past ones too, the last taking what they lack; ours over those to come',
    count: 15,
  },
]

const namedOnes: Readonly<Record<string, string>> = {
  'RS06 -':
    'its grace on interest and interest-free period stand exchanged with RS07, which agrees',
  'FEE06 -': 'one row of 30 days for terms of three months: the rows belong to another product',
  'Single disbursement with interest':
    'flat interest is also charged on the down payment of the first day',
  'Verify that down-payment Installments are available':
    'due days counted from an expected disbursement that the vector does not give',
}

const months =
  'January February March April May June July August September October November December'
const monthNames = months.split(' ')

function dayOf(text = '') {
  const [date = '', month = '', year = ''] = text.split(' ')
  const number = String(monthNames.indexOf(month) + 1).padStart(2, '0')
  return day(`${year}-${number}-${date.padStart(2, '0')}`)
}

/** Amounts there are decimal text with one decimal or two. */
const amountOf = (text = '') => parseMoney(text)

interface PlainRow {
  dueOn: string
  principal: string
  interest: string
}

/** Rows with something to pay, without the down payment of the first day. */
function expectedRows({ rows }: Snapshot): PlainRow[] {
  const due = rows.filter((row) => row['Nr'] !== '' && row['Days'] !== '0')
  const plain = due.map((row) => ({
    dueOn: dayOf(row['Date']),
    principal: formatMoney(amountOf(row['Principal due'])),
    interest: formatMoney(amountOf(row['Interest'])),
  }))
  const last = plain.findLastIndex((row) => row.principal !== '0.00' || row.interest !== '0.00')
  return plain.slice(0, last + 1)
}

function drawdownsOf({ events, params }: Snapshot) {
  const paid = events.flatMap(({ step }) => {
    const match = /successfully disburse the loan on "([^"]+)" with "([^"]+)"/.exec(step)
    return match ? [{ on: dayOf(match[1]), amount: amountOf(match[2]) }] : []
  })
  const isUndone = events.some(({ step }) => step.includes('undo last disbursal'))
  const kept = isUndone ? paid.slice(0, -1) : paid
  const planned = {
    on: dayOf(params['submitted on date']),
    amount: amountOf(params['with Principal']),
  }
  return kept.length > 0 ? kept : [planned]
}

/** What a product settles and the vector does not say; any of these may be the one. */
interface Setting {
  method: string
  multiple: string | undefined
  agreed: boolean
  downPayment: 'none' | 'quarter' | 'whole quarter'
  /** Counted from the day of application: the vector's own first due day. */
  isFirstDueGiven: boolean
}

function settingsOf({ params }: Snapshot): Setting[] {
  const isFlat = params['interest type'] !== 'DECLINING_BALANCE'
  const isFree = Number(params['ANNUAL interest rate %']) === 0
  const isEqual = params['amortization type'] === 'EQUAL_PRINCIPAL_PAYMENTS'
  const declining = isEqual ? ['equal-principal'] : ['equal-instalment']
  const methods = isFlat ? (isFree ? ['flat', 'equal-principal'] : ['flat']) : declining
  const isDown = (params['LoanProduct'] ?? '').startsWith('LP2_DOWNPAYMENT')
  const downs = isDown ? (['quarter', 'whole quarter'] as const) : (['none'] as const)
  return downs.flatMap((downPayment) =>
    methods.flatMap((method) => {
      const base = { method, downPayment, agreed: false, isFirstDueGiven: false }
      const plain = [undefined, '1'].map((multiple) => ({ ...base, multiple }))
      const moved = { ...base, multiple: undefined, isFirstDueGiven: true }
      const agreed = { ...base, multiple: undefined, agreed: true }
      return method === 'equal-instalment' ? [...plain, moved, agreed] : [...plain, moved]
    }),
  )
}

/** A quarter is paid back on the day itself and is no part of the schedule. */
function withoutDownPayment(amount: Money, { downPayment }: Setting): Money {
  if (downPayment === 'none') return amount
  const unit = downPayment === 'quarter' ? 1 : 100
  const quarter = divideRounded(BigInt(amount), BigInt(4 * unit), 'half-even') * BigInt(unit)
  return money(amount - Number(quarter))
}

function termsOf(snapshot: Snapshot, setting: Setting): unknown {
  const { params, rows } = snapshot
  const byDay = new Map<string, number>()
  for (const { on, amount } of drawdownsOf(snapshot)) {
    byDay.set(on, (byDay.get(on) ?? 0) + withoutDownPayment(amount, setting))
  }
  const drawn = [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const [first, ...later] = drawn.map(([on, fen]) => ({ on, amount: formatMoney(money(fen)) }))
  const isDaily = params['interest calculation period'] === 'DAILY'
  const is360 = (params['LoanProduct'] ?? '').includes('360_30')
  const isDays = params['repaymentFrequencyType'] === 'DAYS'
  const principalGrace = Number(params['graceOnPrincipalPayment'] ?? 0)
  const interestGrace =
    Number(params['graceOnInterestPayment'] ?? 0) || Number(params['interest free period'] ?? 0)
  const secondDue = rows.filter((row) => row['Nr'] === '2').at(0)?.['Due']
  return {
    method: setting.method,
    principal: first?.amount,
    annualRate: params['ANNUAL interest rate %'],
    periods: Number(params['numberOfRepayments']),
    frequency: isDays ? { everyDays: Number(params['repaymentEvery']) } : 'monthly',
    dayCount: isDaily && !is360 ? 'act/365' : '30/360',
    disbursedOn: first?.on,
    rounding: 'half-even',
    ...(setting.isFirstDueGiven ? { firstDueOn: expectedRows(snapshot)[0]?.dueOn } : {}),
    ...(setting.multiple === undefined ? {} : { instalmentMultiple: setting.multiple }),
    ...(setting.agreed ? { instalment: secondDue } : {}),
    ...(principalGrace > 0 ? { principalGrace } : {}),
    ...(interestGrace > 0 ? { interestGrace } : {}),
    ...(later.length > 0 ? { drawdowns: later } : {}),
  }
}

function ourRows(snapshot: Snapshot, setting: Setting): PlainRow[] {
  const parsed = ScheduleTerms.safeParse(termsOf(snapshot, setting))
  if (!parsed.success) return []
  return buildSchedule(parsed.data).rows.map(({ dueOn, principal, interest }) => ({
    dueOn,
    principal: formatMoney(principal),
    interest: formatMoney(interest),
  }))
}

const sameRows = (a: readonly PlainRow[], b: readonly PlainRow[]) =>
  JSON.stringify(a) === JSON.stringify(b)

function reasonFor({ scenario, events }: Snapshot): string | null {
  const named = Object.entries(namedOnes).find(([name]) => scenario.startsWith(name))
  if (named) return named[1]
  const story = [scenario, ...events.map(({ step }) => step)].join('\n')
  return justified.find(({ when }) => when.test(story))?.why ?? null
}

function readAll(): Snapshot[] {
  const lists = [
    JSON.parse(readFileSync(pure, 'utf8')),
    JSON.parse(gunzipSync(readFileSync(snapshots)).toString('utf8')),
  ]
  return lists.flatMap((list) => z.array(Snapshot).parse(list))
}

describe.skipIf(isMissing)('published snapshots of another system', () => {
  it('agree to the cent or are justified', () => {
    const all = readAll()
    const reasons = new Map<string, number>()
    const unexplained: string[] = []
    let equal = 0
    for (const snapshot of all) {
      const expected = expectedRows(snapshot)
      if (settingsOf(snapshot).some((setting) => sameRows(ourRows(snapshot, setting), expected))) {
        equal += 1
        continue
      }
      const reason = reasonFor(snapshot)
      if (reason === null) unexplained.push(snapshot.scenario)
      else reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
    console.info(`${equal} of ${all.length} equal`, Object.fromEntries(reasons))
    expect(unexplained).toEqual([])
    expect(all).toHaveLength(637)
    for (const { why, count } of justified)
      expect([why, reasons.get(why) ?? 0]).toEqual([why, count])
  })
})
