import type { Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { type DemoBank, type StaffMember, staffWith } from './bank.ts'
import { aCompany, type CompanyWishes } from './companies.ts'
import {
  bigShape,
  crossHoldingShape,
  type GroupShape,
  ordinaryShape,
  type Share,
} from './group-shapes.ts'
import { holdingName, placeName } from './names.ts'
import { aParty, type Party } from './parties.ts'
import { aPerson, type NumberSpace } from './people.ts'
import { at, type Random } from './random.ts'

export type GroupPart = 'big' | 'crossHolding' | 'guaranteeCircle' | 'journey' | 'ordinary'

export interface GroupPlan {
  part: GroupPart
  members: Party[]
  shares: Share[]
  /** Null: none was agreed. */
  limit: Money | null
  isConfirmed: boolean
  /** Cut at the end of the books, maybe below its use. */
  isCut: boolean
  busyUntil: Day
  number: string
}

/** The places in the guarantee circle's group of those who guarantee each other in a ring. */
export const ringPlaces = [1, 3, 4, 6, 7, 8] as const

/** Every management group of the institution, the big one first where there is one. */
export function planGroups(bank: DemoBank, numbers: NumberSpace): GroupPlan[] {
  const random = bank.random.fork('groups')
  const parts = partsOf(bank)
  return parts.map((part, index) => {
    const shape = shapeOf(bank, random, part)
    const isMicro = bank.plan.kind === 'micro-lender'
    const rootIsPerson = isMicro && index % 2 === 1
    const members = membersOf(bank, random, numbers, { part, shape, rootIsPerson })
    const group: GroupPlan = {
      part,
      members,
      shares: shape.shares,
      limit: limitOf(bank, random, part),
      isConfirmed: part !== 'ordinary' || index % 9 !== 4,
      isCut: false,
      busyUntil: bank.time.first,
      number: '',
    }
    for (const member of members) member.group = group
    return group
  })
}

function partsOf({ plan }: DemoBank): GroupPart[] {
  const planted: GroupPart[] =
    plan.kind === 'city-bank' ? ['big', 'crossHolding', 'guaranteeCircle', 'journey'] : []
  return Array.from({ length: plan.groups }, (_, index) => planted[index] ?? 'ordinary')
}

function shapeOf({ plan }: DemoBank, random: Random, part: GroupPart): GroupShape {
  if (part === 'big') return bigShape(random, plan.biggestGroup)
  if (part === 'crossHolding') return crossHoldingShape(random, 14)
  if (part === 'guaranteeCircle') return ordinaryShape(random, 11)
  if (part === 'journey') return ordinaryShape(random, 24)
  const most = Math.min(60, plan.kind === 'city-bank' ? 60 : plan.biggestGroup)
  // Many small ones, few large: the cube leans to the lower end.
  return ordinaryShape(random, 5 + Math.floor((most - 4) * random.next() ** 3))
}

function limitOf({ plan }: DemoBank, random: Random, part: GroupPart): Money | null {
  const tenThousand = 1_000_000
  if (part === 'big') return money(8_000 * tenThousand)
  if (part === 'journey') return money(5_000 * tenThousand)
  if (random.chance(0.35)) return null
  if (plan.kind === 'micro-lender') return money(random.whole(2, 16) * 50 * tenThousand)
  return money(random.whole(1, plan.kind === 'city-bank' ? 9 : 3) * 1_000 * tenThousand)
}

interface GroupWish {
  part: GroupPart
  shape: GroupShape
  rootIsPerson: boolean
}

function membersOf(
  bank: DemoBank,
  random: Random,
  numbers: NumberSpace,
  { part, shape, rootIsPerson }: GroupWish,
): Party[] {
  const { first } = bank.time
  const managers = staffWith(bank, 'customer-manager')
  const lead = part === 'journey' ? at(managers, 0) : random.pick(managers)
  const isAcross = part === 'big' || random.chance(0.4)
  const office = (place: number): StaffMember =>
    place > 0 && part !== 'journey' && isAcross && random.chance(0.3) ? random.pick(managers) : lead
  return Array.from({ length: shape.size }, (_, place) => {
    const details =
      place === 0 && rootIsPerson
        ? aPerson(random, numbers, first)
        : aCompany(random, numbers, first, wishesOf(random, numbers, part, place))
    const party = aParty(bank, details, { officer: office(place), createdOn: first })
    party.borrows = part === 'big' ? random.chance(0.06) : part !== 'journey' && random.chance(0.6)
    return party
  })
}

function wishesOf(
  random: Random,
  { taken }: NumberSpace,
  part: GroupPart,
  place: number,
): CompanyWishes {
  if (place === 0) {
    let name = holdingName(random, placeName(random))
    while (taken.has(name.name)) name = holdingName(random, placeName(random))
    taken.add(name.name)
    return { name, capital: 20_000, years: 15 }
  }
  return part === 'journey' ? { years: 11, capital: 2_000 } : { years: 3 }
}
