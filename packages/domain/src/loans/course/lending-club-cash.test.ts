/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { addMonths, type Day, day } from '../../calendar.ts'
import { type Money, money } from '../../money.ts'
import { rate } from '../../rate.ts'
import { usualServicing } from '../servicing-terms.ts'
import { checkCourse } from './check-course.ts'
import { applyEvent, openCourse } from './course.ts'
import type { LoanEvent } from './loan-event.ts'
import type { Effect, LoanContract, LoanState } from './loan-state.ts'

const repository = resolve(import.meta.dirname, '../../../../..')
const samples = resolve(repository, process.env.SAMPLES_DIR ?? '../shared/samples')
const file = join(samples, 'loans/lendingclub_2007_2009.csv.gz')
const isMissing = !existsSync(file)
if (isMissing) console.warn(`skipped: no loans in ${samples}`)

interface ReportedLoan {
  id: string
  funded: Money
  term: number
  rate: number
  instalment: Money
  issuedOn: Day
  lastPaidOn: Day
  isChargedOff: boolean
  paid: Money
  principal: Money
  interest: Money
  lateFees: Money
  recoveries: Money
}

const cents = (text: string) => money(Math.round(Number(text) * 100))

function readLoans(): ReportedLoan[] {
  const [head = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    const cell = (name: string) => cells[names.indexOf(name)] ?? ''
    const issuedOn = day(cell('issue_d'))
    return {
      id: cell('loan_id'),
      funded: cents(cell('funded_amnt')),
      term: Number(cell('term')),
      rate: Math.round(Number(cell('int_rate')) * 100_000_000),
      instalment: cents(cell('installment')),
      issuedOn,
      lastPaidOn: cell('last_pymnt_d') ? day(cell('last_pymnt_d')) : issuedOn,
      isChargedOff: cell('loan_status').includes('Charged Off'),
      paid: cents(cell('total_pymnt')),
      principal: cents(cell('total_rec_prncp')),
      interest: cents(cell('total_rec_int')),
      lateFees: cents(cell('total_rec_late_fee')),
      recoveries: cents(cell('recoveries')),
    }
  })
}

function contractOf(loan: ReportedLoan): LoanContract {
  return {
    terms: {
      method: 'equal-instalment',
      principal: loan.funded,
      annualRate: rate(loan.rate),
      periods: loan.term,
      frequency: 'monthly',
      dayCount: '30/360',
      disbursedOn: loan.issuedOn,
      firstDueOn: addMonths(loan.issuedOn, 1),
      rounding: 'half-up',
    },
    servicing: {
      ...usualServicing,
      overpayment: 'pays-ahead',
      penalty: { ...usualServicing.penalty, graceDays: 3_000, compounds: false },
    },
  }
}

type Told = LoanEvent extends infer E
  ? E extends LoanEvent
    ? Omit<E, 'id' | 'sequence'>
    : never
  : never

/** Its payments month by month, the late fees charged before the last, and what came after the charge-off. */
function happeningsOf(loan: ReportedLoan): Told[] {
  const told: Told[] = [{ kind: 'drawdown', on: loan.issuedOn, amount: loan.funded }]
  let left = loan.paid - loan.recoveries
  for (let month = 1; left > 0; month++) {
    const on = addMonths(loan.issuedOn, month)
    const isLast = on >= loan.lastPaidOn || month === loan.term
    const amount = money(isLast ? left : Math.min(left, loan.instalment))
    if (isLast && loan.lateFees > 0)
      told.push({ kind: 'fee', on, code: 'late', amount: loan.lateFees })
    told.push({ kind: 'repayment', on, amount })
    left -= amount
  }
  if (!loan.isChargedOff) return told
  const last = told.at(-1)?.on ?? loan.issuedOn
  told.push({ kind: 'write-off', on: addMonths(last, 5) })
  if (loan.recoveries > 0)
    told.push({ kind: 'recovery', on: addMonths(last, 6), amount: loan.recoveries })
  return told
}

interface Lived {
  state: LoanState
  events: LoanEvent[]
  effects: Effect[]
}

function live(contract: LoanContract, told: readonly Told[]): Lived {
  let state = openCourse(contract)
  const events: LoanEvent[] = []
  const effects: Effect[] = []
  for (const [index, happening] of told.entries()) {
    const event = { ...happening, id: `e${index + 1}`, sequence: index + 1 } as LoanEvent
    if (event.kind === 'write-off' && state.status !== 'active') continue
    if (event.kind === 'repayment' && state.status !== 'active') continue
    const step = applyEvent(state, event)
    state = step.state
    events.push(event)
    effects.push(...step.effects)
  }
  return { state, events, effects }
}

function cashOf(events: readonly LoanEvent[]): number {
  const isCash = (event: LoanEvent) => event.kind === 'repayment' || event.kind === 'recovery'
  return events.reduce(
    (sum, event) => sum + (isCash(event) && 'amount' in event ? event.amount : 0),
    0,
  )
}

function spentOn({ effects, state }: Lived): Record<string, number> {
  const spent: Record<string, number> = { held: state.held }
  for (const { allocations } of effects) {
    for (const { part, how, amount } of allocations) {
      if (how === 'paid') spent[part] = (spent[part] ?? 0) + amount
      if (how === 'returned') spent[part] = (spent[part] ?? 0) - amount
    }
  }
  return spent
}

describe.skipIf(isMissing)('the payments of real loans (SAMPLES_DIR)', () => {
  it(
    'are spent to the cent: paid = principal + interest + fees + held, for every loan',
    { timeout: 240_000 },
    () => {
      const loans = readLoans()
      expect(loans.length).toBeGreaterThan(8_000)
      let [unequal, reported, received] = [0, 0, 0]
      for (const [index, loan] of loans.entries()) {
        const contract = contractOf(loan)
        const lived = live(contract, happeningsOf(loan))
        const spent = Object.values(spentOn(lived)).reduce((sum, amount) => sum + amount, 0)
        if (cashOf(lived.events) !== spent) unequal += 1
        if (index % 50 === 0) expect(checkCourse({ contract, ...lived })).toEqual([])
        const parts = loan.principal + loan.interest + loan.lateFees + loan.recoveries
        if (Math.abs(parts - loan.paid) <= 2) reported += 1
        received += cashOf(lived.events)
      }
      console.info(
        `${loans.length} loans, ${received} cents paid; the lender's own parts add up in ${reported}`,
      )
      expect(unequal).toBe(0)
      expect(reported).toBeGreaterThan(loans.length * 0.99)
    },
  )
})
