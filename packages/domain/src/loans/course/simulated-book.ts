import { addDays, type Day, dayFromNumber, dayNumber, endOfMonth } from '../../calendar.ts'
import { money } from '../../money.ts'
import { rate } from '../../rate.ts'
import { accruedInterest, type AccrualColumns, advanceAccrual } from '../accrual.ts'
import type { AccountRole } from '../chart-of-accounts.ts'
import { accrualColumns } from './accrual-columns.ts'
import { checkCourse, checkEffects } from './check-course.ts'
import { claimsDue } from './claims.ts'
import { advanceTo } from './course.ts'
import { daysPastDueOn } from './draft.ts'
import { type Course, difference, type Difference } from './enter.ts'
import type { LoanEvent } from './loan-event.ts'
import type { LoanState } from './loan-state.ts'
import { sumOfParts } from './part-amounts.ts'
import {
  anEmptyCourse,
  type Chance,
  chanceOf,
  openOnWeekdays,
  someEvent,
  someServicing,
  someTerms,
  tried,
} from './testing.ts'

interface SimulatedLoan {
  number: number
  course: Course
  accrual: AccrualColumns
  /** Has its rate reset every January. */
  floats: boolean
  /** Pays no more. */
  stopped: boolean
}

/** A book of loans lived through day by day; what was wrong is kept with its day. */
export interface SimulatedBook {
  chance: Chance
  loans: SimulatedLoan[]
  /** Debits less credits of the whole book. */
  ledger: Map<AccountRole, number>
  agenda: Map<Day, number[]>
  violations: string[]
  events: number
}

const begins = dayNumber('2023-06-01' as Day)
const days = 5 * 365 + 2

function onAgenda({ agenda }: SimulatedBook, day: Day, number: number): void {
  const others = agenda.get(day)
  if (others) others.push(number)
  else agenda.set(day, [number])
}

function aSimulatedLoan(book: SimulatedBook, number: number): SimulatedLoan {
  const { chance } = book
  const start = dayFromNumber(begins + chance.whole(0, 900))
  const agreed = someTerms(chance, start)
  const isMonthly = agreed.frequency === 'monthly' && agreed.method !== 'custom'
  const terms = isMonthly ? { ...agreed, periods: chance.whole(6, 48) } : agreed
  const course = anEmptyCourse({ terms, servicing: someServicing(chance) })
  onAgenda(book, start, number)
  const accrual = accrualColumns(course.state, start)
  return { number, course, accrual, floats: chance.happens(0.5), stopped: false }
}

function bookDifference({ ledger }: SimulatedBook, { reversed, posted }: Difference): void {
  const book = (role: AccountRole, amount: number) =>
    ledger.set(role, (ledger.get(role) ?? 0) + amount)
  for (const [postings, sign] of [
    [reversed, -1],
    [posted, 1],
  ] as const) {
    for (const { debit, credit, amount } of postings) {
      book(debit, sign * amount)
      book(credit, -sign * amount)
    }
  }
}

/** Takes the loan to what it has become, books the difference and checks it. */
function moveOn(book: SimulatedBook, loan: SimulatedLoan, course: Course, day: Day): void {
  if (course === loan.course) return
  const [before, after] = [loan.course.effects, course.effects]
  const firstNew = before.findIndex((effect, index) => effect !== after[index])
  const kept = firstNew === -1 ? before.length : firstNew
  bookDifference(book, difference(before.slice(kept), after.slice(kept)))
  loan.course = course
  loan.accrual = accrualColumns(course.state, day)
  for (const { invariant, detail } of checkEffects(course)) {
    book.violations.push(`${day} loan ${loan.number} ${invariant}: ${detail}`)
  }
}

function closeHeld(book: SimulatedBook, loan: SimulatedLoan, day: Day): void {
  const { state, effects } = advanceTo(loan.course.state, day, openOnWeekdays)
  if (effects.length === 0) return
  const all = [...loan.course.effects, ...effects]
  moveOn(book, loan, { ...loan.course, state, effects: all }, day)
}

type Told = Partial<LoanEvent> & { kind: LoanEvent['kind'] }

function ordinaryEvent({ course, stopped }: SimulatedLoan, day: Day, chance: Chance): Told | null {
  const { state } = course
  const owed = claimsDue(state, day).reduce((sum, claim) => sum + sumOfParts(claim.owed), 0)
  if (state.status === 'written-off') {
    const comes = chance.happens(0.3) && owed > 0
    return comes ? { kind: 'recovery', amount: money(chance.whole(1, owed)) } : null
  }
  if (daysPastDueOn(state, day) > 360) return { kind: 'write-off' }
  if (owed === 0 || stopped) return null
  const amount = chance.oneOf([owed, owed, owed, Math.ceil(owed / 2), owed + 500])
  return { kind: 'repayment', amount: money(amount) }
}

function januaryReset(loan: SimulatedLoan, day: Day, chance: Chance): Told | null {
  if (!loan.floats || !day.endsWith('-01-01') || loan.course.state.status !== 'active') return null
  return {
    kind: 'rate-reset',
    annualRate: rate(chance.whole(200, 900) * 10_000),
  }
}

function eventOf(loan: SimulatedLoan, day: Day, chance: Chance): LoanEvent | null {
  const { course } = loan
  const sequence = course.events.length + 1
  const dated = { id: `e${sequence}`, sequence, on: day }
  if (course.state.status === 'undrawn') {
    const { principal } = course.contract.terms
    const amount = chance.happens(0.2) ? money(Math.ceil(principal / 2)) : principal
    return { kind: 'drawdown', ...dated, amount }
  }
  if (chance.happens(0.05)) return someEvent(chance, course, day)
  if (chance.happens(0.01)) return someEvent(chance, course, addDays(day, -chance.whole(1, 60)))
  const told = januaryReset(loan, day, chance) ?? ordinaryEvent(loan, day, chance)
  return told && ({ ...told, ...dated } as LoanEvent)
}

function nextActOn(loan: SimulatedLoan, day: Day, chance: Chance): Day | null {
  const { state } = loan.course
  if (state.status === 'settled') return null
  const due = state.instalments.find(({ dueOn }) => dueOn > day)?.dueOn
  if (loan.stopped || !due) return addDays(day, 60)
  return chance.happens(0.85) ? due : addDays(due, chance.whole(1, 50))
}

function act(book: SimulatedBook, loan: SimulatedLoan, day: Day): void {
  const { chance } = book
  closeHeld(book, loan, day)
  const event = eventOf(loan, day, chance)
  if (event) {
    moveOn(book, loan, tried(loan.course, event), day)
    book.events += 1
  }
  if (chance.happens(0.003)) loan.stopped = true
  const next = nextActOn(loan, day, chance)
  if (next) onAgenda(book, next, loan.number)
}

/** The least of what any claim asks for by a day. */
function owedLeast(state: LoanState, day: Day): number {
  return Math.min(0, ...claimsDue(state, day).flatMap(({ owed }) => Object.values(owed)))
}

/** What must hold of every loan at a month end, touched or not. */
function checkMonthEnd(book: SimulatedBook, day: Day): void {
  let [balance, held] = [0, 0]
  for (const loan of book.loans) {
    closeHeld(book, loan, day)
    const now = loan.course.state
    if (now.writtenOffOn === null) balance += now.balance
    held += now.held
    if (now.status !== 'active') continue
    if (owedLeast(now, day) < 0)
      book.violations.push(`${day} loan ${loan.number} owes less than nothing`)
    const periods = now.instalments.map(({ from, to, earned }) => ({
      from,
      dueOn: to,
      interest: earned,
    }))
    loan.accrual = advanceAccrual(loan.accrual, periods, day)
    const wanted = accruedInterest(accrualColumns(now, day), day)
    const accrued = accruedInterest(loan.accrual, day)
    if (accrued !== wanted)
      book.violations.push(`${day} loan ${loan.number} accrued ${accrued}, not ${wanted}`)
  }
  const booked = [book.ledger.get('loan') ?? 0, -(book.ledger.get('held') ?? 0)]
  if (booked[0] !== balance || booked[1] !== held) {
    book.violations.push(`${day} ledger ${booked.join(' ')}, loans ${balance} ${held}`)
  }
}

/** Five years of a book: touched loans checked on their day, all at each month end, and replayed at the end. */
export function simulateBook(seed: number, count: number): SimulatedBook {
  const chance = chanceOf(seed)
  const book: SimulatedBook = {
    chance,
    loans: [],
    ledger: new Map(),
    agenda: new Map(),
    violations: [],
    events: 0,
  }
  for (let number = 0; number < count; number += 1) book.loans.push(aSimulatedLoan(book, number))
  for (let passed = 0; passed < days; passed += 1) {
    const day = dayFromNumber(begins + passed)
    for (const number of book.agenda.get(day) ?? []) {
      const loan = book.loans[number]
      if (loan) act(book, loan, day)
    }
    if (day === endOfMonth(day)) checkMonthEnd(book, day)
  }
  for (const { number, course } of book.loans) {
    for (const { invariant, detail } of checkCourse(course, openOnWeekdays)) {
      book.violations.push(`at the end loan ${number} ${invariant}: ${detail}`)
    }
  }
  return book
}
