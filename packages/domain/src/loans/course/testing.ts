import { addDays, addMonths, type Day, day, daysBetween } from '../../calendar.ts'
import { type Money, money } from '../../money.ts'
import { type Rate, rate } from '../../rate.ts'
import { Refused } from '../../refused.ts'
import { isWeekday } from '../../working-days.ts'
import { dayCounts } from '../day-count.ts'
import { onePeriodAfter, type ScheduleTerms } from '../schedule-terms.ts'
import { claimParts, type ServicingTerms, usualServicing } from '../servicing-terms.ts'
import { claimsDue, claimsToCome } from './claims.ts'
import { openCourse } from './course.ts'
import { type Course, enterEvent } from './enter.ts'
import type { DatedEvent, LoanEvent } from './loan-event.ts'
import type { LoanContract, LoanState } from './loan-state.ts'
import { sumOfParts } from './part-amounts.ts'
import { standingOn } from './standing.ts'

/** Chance that can be had again from its seed. */
export interface Chance {
  whole: (from: number, to: number) => number
  oneOf: <T>(choices: readonly T[]) => T
  happens: (share: number) => boolean
}

export function chanceOf(seed: number): Chance {
  let at = seed >>> 0
  const next = () => {
    at = (at + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(at ^ (at >>> 15), at | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const oneOf = <T>(choices: readonly T[]): T => {
    const choice = choices[whole(0, choices.length - 1)]
    if (choice === undefined) throw new RangeError('nothing to choose from')
    return choice
  }
  return { whole, oneOf, happens: (share) => next() < share }
}

function shuffled<T>(chance: Chance, items: readonly T[]): T[] {
  const left = [...items]
  return items.map(() => {
    const [taken] = left.splice(chance.whole(0, left.length - 1), 1)
    if (taken === undefined) throw new RangeError('nothing left')
    return taken
  })
}

function percent(hundredths: number): Rate {
  return rate(hundredths * 10_000)
}

/** Instalments agreed one by one, the last of whatever is left. */
function agreedTerms(chance: Chance, principal: Money, start: Day): Partial<ScheduleTerms> {
  const count = chance.whole(1, 6)
  const instalments = Array.from({ length: count }, (_, index) => ({
    dueOn: addMonths(start, (index + 1) * 3),
    principal: index === count - 1 ? null : money(Math.floor(principal / (count + 1))),
    interest: index === count - 1 ? ('due' as const) : chance.oneOf(['due', 'later'] as const),
  }))
  return { method: 'custom', instalments, periods: count, firstDueOn: addMonths(start, 3) }
}

/** Terms of one method that go together. */
function methodTerms(chance: Chance, principal: Money, start: Day): Partial<ScheduleTerms> {
  const method = chance.oneOf([
    'equal-instalment',
    'equal-instalment',
    'equal-principal',
    'interest-only',
    'bullet',
    'residual',
    'stepped',
    'balloon',
    'flat',
    'custom',
  ] as const)
  const grace = chance.happens(0.15)
    ? { principalGrace: chance.whole(1, 3) }
    : chance.happens(0.1)
      ? {
          interestGrace: chance.whole(1, 2),
          graceInterest: chance.oneOf(['later', 'capitalised'] as const),
        }
      : {}
  if (method === 'bullet') return { method }
  if (method === 'residual') return { method, residual: money(Math.floor(principal / 4)) }
  if (method === 'stepped') return { method, step: { every: 3, amount: money(1000) } }
  if (method === 'balloon') return { method, amortiseOver: 60 }
  if (method === 'flat') return { method }
  if (method === 'custom') return agreedTerms(chance, principal, start)
  const multiple = chance.happens(0.1) ? { instalmentMultiple: money(100) } : {}
  return { method, ...(method === 'interest-only' ? {} : grace), ...multiple }
}

export function someTerms(chance: Chance, disbursedOn: Day): ScheduleTerms {
  const frequency = chance.oneOf(['monthly', 'monthly', 'quarterly', 'weekly'] as const)
  const broken = chance.happens(0.3) ? chance.whole(-5, 20) : 0
  const principal = money(
    chance.oneOf([chance.whole(100, 5000), chance.whole(1e5, 1e8), chance.whole(1e8, 1e11)]),
  )
  const holidays = chance.happens(0.2)
    ? { holidayRule: chance.oneOf(['next', 'modified-next', 'previous'] as const) }
    : {}
  return {
    principal,
    annualRate: chance.happens(0.05) ? rate(0) : percent(chance.whole(100, 2400)),
    periods: chance.whole(4, 24),
    frequency,
    dayCount: chance.oneOf(dayCounts),
    disbursedOn,
    firstDueOn: addDays(onePeriodAfter(disbursedOn, frequency), broken),
    rounding: chance.oneOf(['half-up', 'half-even'] as const),
    method: 'equal-instalment',
    ...methodTerms(chance, principal, disbursedOn),
    ...holidays,
  }
}

export function someServicing(chance: Chance): ServicingTerms {
  const fees: ServicingTerms['fees'] = []
  if (chance.happens(0.2)) {
    const basis = { kind: 'share' as const, share: percent(chance.whole(1, 100)) }
    fees.push({ code: 'opening', name: '手续费', payee: '贷款人', charged: 'at-drawdown', basis })
  }
  if (chance.happens(0.2)) {
    const basis = { kind: 'amount' as const, amount: money(chance.whole(1, 2000)) }
    fees.push({
      code: 'service',
      name: '服务费',
      payee: '贷款人',
      charged: 'each-instalment',
      basis,
    })
  }
  return {
    waterfall: {
      spends: chance.oneOf(['instalment-first', 'part-first'] as const),
      performing: shuffled(chance, claimParts),
      nonPerforming: shuffled(chance, claimParts),
      nonPerformingAfterDays: chance.oneOf([0, 30, 90]),
      writtenOff: shuffled(chance, claimParts),
    },
    penalty: {
      uplift: percent(chance.whole(30, 50) * 100),
      misuseUplift: percent(chance.whole(50, 100) * 100),
      graceDays: chance.oneOf([0, 0, 3]),
      compounds: chance.happens(0.7),
      ...(chance.happens(0.3) && { compoundsOn: 'interest-and-penalty' as const }),
      compoundsAt: chance.oneOf(['penalty-rate', 'contract-rate-until-maturity'] as const),
      daysOfYear: chance.oneOf([360, 365] as const),
    },
    prepayment: {
      ...usualServicing.prepayment,
      fee: chance.happens(0.4) ? percent(chance.whole(10, 300)) : rate(0),
      feeFreeAfterMonths: chance.happens(0.5) ? 6 : null,
      interest: chance.oneOf(['to-the-day', 'with-next-instalment'] as const),
    },
    fees,
    overpayment: chance.oneOf(['held', 'pays-ahead'] as const),
    offBalanceAfterDays: chance.oneOf([30, 90]),
  }
}

export const openOnWeekdays = { isWorkingDay: isWeekday }

export function anEmptyCourse(contract: LoanContract): Course {
  return { contract, events: [], state: openCourse(contract), effects: [] }
}

type Making = (chance: Chance, state: LoanState, on: Day) => object

function someMoney(chance: Chance, state: LoanState, on: Day): Money {
  if (on < state.on) return money(chance.whole(1, Math.max(1, state.balance)))
  const owed = claimsDue(state, on).reduce((sum, claim) => sum + sumOfParts(claim.owed), 0)
  const [next] = claimsToCome(state, on)
  const due = Math.max(1, owed, next ? sumOfParts(next.owed) : 0)
  return money(chance.oneOf([due, Math.ceil(due / 2), due * 2 + 7, chance.whole(1, due)]))
}

function payoffAmount(_chance: Chance, state: LoanState, on: Day): Money {
  if (on < state.on || state.status !== 'active') return money(1)
  return money(Math.max(1, standingOn(state, on, openOnWeekdays).payoff?.total ?? 1))
}

const makings: Record<Exclude<DatedEvent['kind'], 'drawdown'>, Making> = {
  repayment: (chance, state, on) => ({ amount: someMoney(chance, state, on) }),
  prepayment: (chance, state, on) => {
    const mode = chance.oneOf(['settle', 'same-term', 'same-instalment', 'same-term'] as const)
    const part = money(
      someMoney(chance, state, on) + chance.whole(1, Math.max(1, Math.ceil(state.balance / 3))),
    )
    return { mode, amount: mode === 'settle' ? payoffAmount(chance, state, on) : part }
  },
  fee: (chance) => ({ code: 'notice', amount: money(chance.whole(1, 5000)) }),
  waiver: (chance) => ({
    part: chance.oneOf(['fee', 'penalty', 'compound', 'interest'] as const),
    amount: money(chance.whole(1, 300)),
    ...(chance.happens(0.3) && { only: { number: chance.whole(1, 6) } }),
  }),
  'rate-reset': (chance) => ({ annualRate: percent(chance.whole(100, 2400)) }),
  extension: (chance, state) => ({ maturesOn: addMonths(state.maturesOn, chance.whole(1, 6)) }),
  restructuring: (chance, state, on) => ({
    terms: {
      method: chance.oneOf([
        'equal-instalment',
        'equal-principal',
        'interest-only',
        'bullet',
      ] as const),
      frequency: chance.oneOf(['monthly', 'quarterly'] as const),
      periods: chance.whole(1, 12),
      firstDueOn: addMonths(on, 3),
      annualRate: percent(chance.whole(100, 1200)),
    },
    capitalises: chance.oneOf([[], ['interest'], ['interest', 'penalty', 'compound', 'fee']]),
  }),
  misuse: (chance, { balance }) => ({
    isOver: chance.happens(0.3),
    ...(chance.happens(0.5) && { amount: money(chance.whole(1, Math.max(1, balance))) }),
  }),
  'write-off': () => ({}),
  recovery: (chance, state, on) => ({ amount: someMoney(chance, state, on) }),
  refund: (chance, { held }) => ({ amount: money(chance.oneOf([Math.max(1, held), 1])) }),
}

const often = Array.from({ length: 14 }, () => 'repayment' as const)
const now = Object.keys(makings) as (keyof typeof makings)[]

/** An event of some kind that may or may not be allowed. */
export function someEvent(chance: Chance, { state, events }: Course, on: Day): LoanEvent {
  const sequence = events.length + 1
  const dated = { id: `e${sequence}`, sequence, on }
  if (chance.happens(0.05)) {
    return { kind: 'reversal', ...dated, of: chance.oneOf(events).id }
  }
  if (chance.happens(0.06)) {
    return {
      kind: 'drawdown',
      ...dated,
      amount: money(chance.whole(1, state.contract.terms.principal)),
    }
  }
  const kind = chance.oneOf([...often, ...now])
  return { kind, ...dated, ...makings[kind](chance, state, on) } as LoanEvent
}

/** The course with the event, or as it was when a rule refuses it. */
export function tried(course: Course, event: LoanEvent): Course {
  try {
    return enterEvent(course, event, openOnWeekdays)
  } catch (error) {
    if (error instanceof Refused) return course
    throw error
  }
}

/** A day for the next event: mostly on, some days later, now and then back in time. */
export function nextDay(chance: Chance, { state }: Course): Day {
  if (chance.happens(0.1)) {
    const since = daysBetween(state.firstDrawnOn ?? state.on, state.on)
    return addDays(state.on, -chance.whole(0, Math.max(0, since)))
  }
  const coming = state.instalments.find(({ dueOn }) => dueOn > state.on)
  if (coming && chance.happens(0.4)) return coming.dueOn
  return addDays(state.on, chance.whole(0, 45))
}

/** A loan's random life: some products, some events, those that are refused left out. */
export function someLife(seed: number, length: number): Course {
  const chance = chanceOf(seed)
  const terms = someTerms(chance, addDays(day('2019-12-20'), chance.whole(0, 900)))
  const contract = { terms, servicing: someServicing(chance) }
  const amount = chance.happens(0.3) ? money(Math.ceil(terms.principal / 2)) : terms.principal
  const drawdown: LoanEvent = {
    kind: 'drawdown',
    id: 'e1',
    sequence: 1,
    on: terms.disbursedOn,
    amount,
  }
  let course = tried(anEmptyCourse(contract), drawdown)
  for (let count = 0; count < length; count += 1) {
    course = tried(course, someEvent(chance, course, nextDay(chance, course)))
  }
  return course
}
