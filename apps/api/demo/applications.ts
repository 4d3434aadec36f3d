import { yearOf, addDays, type Day, day, endOfMonth, daysBetween } from '@banyan/domain/calendar'
import { contractNumber, loanNumber } from '@banyan/domain/loans/loan-number'
import type { DemoBank } from './bank.ts'
import { workdayFrom } from './business-time.ts'
import type { Lent } from './lending.ts'
import type { Party } from './parties.ts'
import { drawDiary, process } from './processing.ts'
import { at, type Random } from './random.ts'
import type { Story } from './story.ts'
import { aRequest } from './terms.ts'

/** Fewer in the spring festival's month, more at the start of a year and at quarters' ends. */
const seasons = [1.1, 0.5, 1.3, 0.9, 0.95, 1.3, 0.85, 0.9, 1.3, 0.85, 0.95, 1.35]

/** How many applications each month brings: growth by a third over the years, times the season. */
function monthlyCounts({ plan, time }: DemoBank): number[] {
  const weights = time.months.map((month, index) => {
    // The first month has no earlier cases to pay out, the last pays out all of its own.
    const edge = index === 0 ? 1.5 : index === time.months.length - 1 ? 0.8 : 1
    return edge * (1 + index / 105) * at(seasons, Number(month.slice(5)) - 1)
  })
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => Math.round((plan.applications * weight) / whole))
}

/** Applications of the whole span in the order of their days, each run to its end. */
export async function playApplications(
  bank: DemoBank,
  parties: readonly Party[],
  lent: Lent,
): Promise<Story[]> {
  const random = bank.random.fork('applications')
  const pool = new ApplicantPool(parties.filter(({ borrows }) => borrows))
  const stories: Story[] = []
  for (const [index, count] of monthlyCounts(bank).entries()) {
    const month = day(`${at(bank.time.months, index)}-01`)
    for (const created of daysIn(random, month, count)) {
      const story = playOne(bank, random, { created, pool, lent })
      if (story) stories.push(story)
    }
    // Lets the other institutions' rows travel in between.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return stories
}

/** More of them early in the month, so that most are paid out within it. */
function daysIn(random: Random, month: Day, count: number): Day[] {
  const length = daysBetween(month, endOfMonth(month))
  const days = Array.from({ length: count }, () =>
    workdayFrom(addDays(month, Math.floor((length + 1) * random.next() ** 1.5))),
  )
  return days.sort()
}

interface Turn {
  created: Day
  pool: ApplicantPool
  lent: Lent
}

/** A case takes up to this many days from its draft to the payout. */
const longestCase = 26

function paceOf(daysLeft: number): number {
  return Math.max(0, Math.min(1, (daysLeft - 3) / longestCase))
}

function playOne(bank: DemoBank, random: Random, { created, pool, lent }: Turn): Story | null {
  const { last } = bank.time
  const party = pool.draw(random, created)
  if (!party) return null
  const diary = drawDiary(random, created, paceOf(daysBetween(created, last)))
  if (diary.disbursed > last) return null
  keepBusy(party, addDays(diary.disbursed, 5))
  const request = aRequest(bank, random, party)
  return process(bank, random, { party, request, diary, staysAt: null, lent })
}

/** One application at a time for a customer and for its group, so that each sees what the other took. */
export function keepBusy(party: Party, until: Day): void {
  party.busyUntil = until
  if (party.group) party.group.busyUntil = until
}

/** Nothing else under way, for the customer and for its group. */
function isFree({ busyUntil, group }: Party, on: Day): boolean {
  return busyUntil <= on && (group === null || group.busyUntil <= on)
}

function openLoans({ loans }: Party, on: Day): number {
  return loans.filter(({ loan }) => loan.settledOn === null || loan.settledOn > on).length
}

/** Who may come with an application on a day: customers by then, with nothing else under way. */
export class ApplicantPool {
  /** In the order in which they became customers. */
  readonly #parties: Party[]

  constructor(parties: readonly Party[]) {
    this.#parties = parties.toSorted((a, b) => daysBetween(b.createdOn, a.createdOn))
  }

  /** Someone by chance, or null when chance finds nobody. */
  draw(random: Random, on: Day): Party | null {
    const known = this.#countUntil(on)
    if (known === 0) return null
    for (let attempt = 0; attempt < 60; attempt++) {
      const party = at(this.#parties, Math.floor(random.next() * known))
      if (isFree(party, on) && openLoans(party, on) < 2) return party
    }
    return null
  }

  /** Someone who suits, looked for all round from a place that chance gives. */
  find(random: Random, on: Day, suits: (party: Party) => boolean): Party | null {
    const known = this.#countUntil(on)
    const start = Math.floor(random.next() * known)
    for (let step = 0; step < known; step++) {
      const party = at(this.#parties, (start + step) % known)
      if (isFree(party, on) && suits(party)) return party
    }
    return null
  }

  #countUntil(on: Day): number {
    let [low, high] = [0, this.#parties.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (at(this.#parties, middle).createdOn < on) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Numbers in the order of the days: applications by year, contracts and loans by one count. */
export function numberStories(stories: readonly Story[]): void {
  const byYear = new Map<number, number>()
  for (const story of byDay(stories, ({ createdAt }) => createdAt)) {
    const year = yearOf(story.createdOn)
    const count = (byYear.get(year) ?? 0) + 1
    byYear.set(year, count)
    story.number = `A${year}-${String(count).padStart(6, '0')}`
  }
  const contracts = stories.flatMap(({ contract }) => (contract ? [contract] : []))
  for (const [index, contract] of byDay(contracts, (each) => each.at).entries()) {
    contract.number = contractNumber(contract.signedOn, index + 1)
  }
  const lent = stories.flatMap(({ loan, steps }) =>
    loan ? [{ loan: loan.loan, at: steps.findLast(({ step }) => step === 'disburse')?.at }] : [],
  )
  for (const [index, { loan }] of byDay(lent, (each) => each.at).entries()) {
    loan.number = loanNumber(loan.disbursedOn, index + 1)
  }
}

/** Stable, so equal instants keep the order in which they were played. */
function byDay<T>(list: readonly T[], instant: (each: T) => Date | undefined): T[] {
  return list.toSorted((a, b) => Number(instant(a)) - Number(instant(b)))
}
