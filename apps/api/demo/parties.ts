import { uuidv7 } from '@banyan/database'
import { addDays, type Day, daysBetween } from '@banyan/domain/calendar'
import type { CustomerDetails } from '@banyan/domain/customers/customer'
import { activationRefusal, type CustomerStatus } from '@banyan/domain/customers/customer-status'
import { customerNumber } from '@banyan/domain/customers/file-version'
import { type Money, money, zero } from '@banyan/domain/money'
import type { LoanBundle } from '../src/loans/loan-rows.ts'
import { type Branch, type DemoBank, type StaffMember, staffWith } from './bank.ts'
import { aCompany } from './companies.ts'
import type { GroupPlan } from './groups.ts'
import { longestCompanyName, trades } from './names.ts'
import { aPerson, type NumberSpace } from './people.ts'
import { at, type Random } from './random.ts'

/** What an approval holds from its day until it is drawn or given up. */
export interface Hold {
  amount: Money
  from: Day
  until: Day
}

/** A customer of the demo, with what its story has gathered so far. */
export interface Party {
  id: string
  number: string
  details: CustomerDetails
  status: CustomerStatus
  branch: Branch
  officer: StaffMember
  createdOn: Day
  group: GroupPlan | null
  borrows: boolean
  loans: LoanBundle[]
  holds: Hold[]
  guaranteesGiven: Money
  /** No other application before this day. */
  busyUntil: Day
}

export function numberSpace(bank: DemoBank): NumberSpace {
  return { region: bank.plan.region, bin: '629999', serial: 0, taken: new Set() }
}

export function aParty(
  bank: DemoBank,
  details: CustomerDetails,
  place: { officer: StaffMember; createdOn: Day },
): Party {
  return {
    id: uuidv7(),
    number: '',
    details,
    status: 'active',
    branch: place.officer.branch,
    officer: place.officer,
    createdOn: place.createdOn,
    group: null,
    borrows: true,
    loans: [],
    holds: [],
    guaranteesGiven: zero,
    busyUntil: bank.time.first,
  }
}

/** The group's members first, then everyone else in the order in which they became customers. */
export function allParties(
  bank: DemoBank,
  groups: readonly GroupPlan[],
  numbers: NumberSpace,
): Party[] {
  const random = bank.random.fork('singles')
  const members = groups.flatMap((group) => group.members)
  const singles = Array.from({ length: bank.plan.customers - members.length }, () =>
    aSingle(bank, random, numbers),
  )
  spoilSome(bank, random, singles)
  const parties = [...members, ...singles.toSorted((a, b) => daysBetween(b.createdOn, a.createdOn))]
  for (const [index, party] of parties.entries()) party.number = customerNumber(index + 1)
  for (const party of parties) assertActive(party)
  return parties
}

/** Half are taken over on the first day; the rest come month by month until shortly before the end. */
function aSingle(bank: DemoBank, random: Random, numbers: NumberSpace): Party {
  const { first, last } = bank.time
  const days = daysBetween(first, last) - 20
  const createdOn = random.chance(0.5) ? first : addDays(first, Math.floor(random.next() * days))
  const details = random.chance(bank.plan.companyShare)
    ? aCompany(random, numbers, first)
    : aPerson(random, numbers, first)
  const officer = random.pick(staffWith(bank, 'customer-manager'))
  const party = aParty(bank, details, { officer, createdOn })
  party.borrows = random.chance(0.85)
  return party
}

/** Drafts known only in part, frozen and closed files, equal and very long names. */
function spoilSome(bank: DemoBank, random: Random, singles: Party[]): void {
  const count = Math.ceil(singles.length / 100)
  const chosen = random.shuffled(singles)
  const drafts = chosen.splice(0, count)
  for (const party of drafts) {
    party.status = 'draft'
    if (party.details.kind === 'person') {
      party.details = { ...party.details, idType: null, idNumber: '' }
    } else party.details = { ...party.details, companyType: null }
  }
  for (const party of chosen.splice(0, Math.ceil(count / 8))) party.status = 'frozen'
  for (const party of chosen.splice(0, Math.ceil(count / 4))) party.status = 'closed'
  for (const party of singles) if (party.status !== 'active') party.borrows = false

  const people = chosen.filter(({ details }) => details.kind === 'person')
  const [one, two] = [at(people, 0), at(people, 1)]
  two.details = { ...two.details, name: one.details.name }
  const company = chosen.find(({ details }) => details.kind === 'company')
  const trade = at(trades, 4)
  if (company) {
    company.details = { ...company.details, name: longestCompanyName }
    if (company.details.kind === 'company') company.details.industrySection = trade.section
  }
  openTwice(drafts, chosen)
}

const openedTwice = 4

/** A few drafts are of companies already on file, opened again at another counter without their code. */
function openTwice(drafts: readonly Party[], others: readonly Party[]): void {
  const known = others.flatMap(({ details }) =>
    details.kind === 'company' && details.name !== longestCompanyName ? [details] : [],
  )
  const again = drafts.filter(({ details }) => details.kind === 'company').slice(0, openedTwice)
  for (const [index, draft] of again.entries()) {
    const details = at(known, index)
    draft.details = { ...details, companyType: null, creditCode: '', licences: [] }
  }
}

/** The rule of the portal: nobody is active without a whole file and the licences of their kind. */
function assertActive({ number, status, details, createdOn }: Party): void {
  if (status !== 'active') return
  const licences = details.kind === 'company' ? details.licences : []
  const refusal = activationRefusal({ status: 'draft', details }, licences, createdOn)
  if (refusal) throw new Error(`customer ${number} cannot be active: ${refusal}`)
}

/** What is owed on a day by the loans paid out by then. */
function balanceOn(party: Party, on: Day): Money {
  let balance = 0
  for (const { loan, repayments } of party.loans) {
    if (loan.disbursedOn > on) continue
    balance += loan.principal
    for (const { paidOn, principal } of repayments) if (paidOn <= on) balance -= principal
  }
  return money(balance)
}

/** More than this many days late on one loan, and nobody lends more. */
const patience = 30

/** Whether an instalment of any loan had then been unpaid for longer than the bank bears. */
export function isInArrearsOn({ loans }: Party, on: Day): boolean {
  const bearable = addDays(on, -patience)
  return loans.some(({ instalments }) =>
    instalments.some(
      ({ dueOn, settledOn }) => dueOn < bearable && (settledOn === null || settledOn > on),
    ),
  )
}

/** What is owed and promised on a day. */
export function exposureOn(party: Party, on: Day): Money {
  const held = party.holds
    .filter(({ from, until }) => from <= on && on < until)
    .reduce((sum, { amount }) => sum + amount, 0)
  return money(balanceOn(party, on) + held)
}
