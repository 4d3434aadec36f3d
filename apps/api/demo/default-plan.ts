import { addDays, type Day, daysBetween } from '@banyan/domain/calendar'
import type { LoanBundle } from '../src/loans/loan-rows.ts'
import { type DemoBank, type StaffMember, staffWith } from './bank.ts'
import { type Course, defaultingPlaces, type Remedy } from './payment-courses.ts'
import type { Random } from './random.ts'

/** The months on book, counted from the first, whose loans went bad more than twice as often. */
const badVintages = { from: 13, to: 16, factor: 2.2 } as const
const officerFactors = [1, 0.6, 1.9, 0.9, 1.2] as const
const gradeFactors: Readonly<Record<string, number>> = { A: 0.6, B: 0.85, C: 1.15, D: 1.6, E: 2.2 }

/** How much more often than the institution's own share loans of a month default. */
function vintageFactor(monthIndex: number): number {
  const wave = 1 + 0.25 * Math.sin((monthIndex / 12) * Math.PI * 2)
  const isBad = monthIndex >= badVintages.from && monthIndex <= badVintages.to
  return isBad ? wave * badVintages.factor : wave
}

export function officerFactor(bank: DemoBank, officer: StaffMember): number {
  const place = staffWith(bank, 'customer-manager').findIndex(({ id }) => id === officer.id)
  return officerFactors[place] ?? 1
}

/** The chance that a loan is meant to default, before anything is drawn. */
export function plannedShare(
  bank: DemoBank,
  loan: { disbursedOn: Day; officer: StaffMember; grade: string; isCompany: boolean },
): number {
  const { disbursedOn, officer, grade, isCompany } = loan
  const month = bank.time.months.indexOf(disbursedOn.slice(0, 7))
  const borrower = (gradeFactors[grade] ?? 1) * (isCompany ? 0.55 : 1)
  const factors = vintageFactor(month) * officerFactor(bank, officer) * borrower
  return Math.min(0.6, bank.plan.defaultShare * factors)
}

const remedies: readonly (readonly [Remedy, number])[] = [
  ['none', 38],
  ['trickle', 20],
  ['cures', 22],
  ['settles', 20],
]

/** How this loan will be paid, its chance of default given. */
export function drawCourse(random: Random, bundle: LoanBundle, share: number): Course {
  const { loan, instalments } = bundle
  const habit = random.chance(0.07) ? 'slow' : 'prompt'
  const places = defaultingPlaces(loan.disbursedOn, instalments)
  if (random.chance(share) && places.length > 0) {
    return { habit: 'prompt', stopsAt: random.pick(places), remedy: random.weighted(remedies) }
  }
  const isLongerThanYear = instalments.length > places.length + 3
  if (isLongerThanYear && random.chance(share / 3)) {
    const stopsAt = random.whole(places.length + 1, instalments.length - 1)
    return { habit: 'prompt', stopsAt, remedy: random.weighted(remedies) }
  }
  return { habit, stopsAt: null, remedy: 'none' }
}

/** How many days past due a loan of each tier may be at the end of the books. */
const windows = { substandard: [91, 270], doubtful: [271, 360], loss: [361, 700] } as const

/** Loans that are made to end in a tier, so that every tier is there whatever the month. */
export class PlantedTiers {
  readonly #left = new Map(Object.keys(windows).map((tier) => [tier, 3]))

  /** The course that ends in a tier still wanting loans, or null. */
  courseFor(bundle: LoanBundle, last: Day): Course | null {
    for (const [tier, [least, most]] of Object.entries(windows)) {
      const left = this.#left.get(tier) ?? 0
      if (left === 0) continue
      const stopsAt = bundle.instalments.findIndex(
        ({ dueOn }) => dueOn <= addDays(last, -least) && daysBetween(dueOn, last) <= most,
      )
      if (stopsAt < 1) continue
      this.#left.set(tier, left - 1)
      return { habit: 'prompt', stopsAt, remedy: 'none' }
    }
    return null
  }
}
