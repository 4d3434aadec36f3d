import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import { addDays, type Day, daysBetween } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { ApplicantPool, keepBusy } from './applications.ts'
import { type DemoBank, oneWith, type StaffMember, staffWith } from './bank.ts'
import { workdayFrom } from './business-time.ts'
import type { Lent } from './lending.ts'
import type { Party } from './parties.ts'
import { aFinding, type Diary, process } from './processing.ts'
import { at, type Random } from './random.ts'
import type { Story } from './story.ts'
import { aRequest, firstOffered, type Request } from './terms.ts'

interface Wait {
  staysAt: ApplicationStatus
  isLate?: boolean
  /** A mandatory finding nobody has settled. */
  hasFinding?: boolean
  /** Beyond what a branch may approve. */
  isLarge?: boolean
}

const fewWaits: readonly Wait[] = [
  { staysAt: 'draft' },
  { staysAt: 'submitted' },
  { staysAt: 'in-review', hasFinding: true },
  { staysAt: 'returned', isLate: true },
  { staysAt: 'scored' },
  { staysAt: 'scored', isLate: true },
  { staysAt: 'approved' },
  { staysAt: 'contracted' },
]

const waitsOfTheBank: readonly Wait[] = [
  { staysAt: 'draft', isLate: true },
  { staysAt: 'submitted', isLate: true },
  { staysAt: 'in-review' },
  { staysAt: 'in-review', isLate: true },
  { staysAt: 'reviewed' },
  { staysAt: 'returned' },
  { staysAt: 'scored' },
  { staysAt: 'scored', isLarge: true },
  { staysAt: 'contracted', isLate: true },
]

/** Applications that stand open at the end of the books, for every desk some, and some of them late. */
export function leaveWaiting(bank: DemoBank, parties: readonly Party[], lent: Lent): Story[] {
  const random = bank.random.fork('waiting')
  const pool = new ApplicantPool(
    parties.filter(({ status, group }) => status === 'active' && group?.part !== 'journey'),
  )
  const waits = bank.plan.kind === 'city-bank' ? [...fewWaits, ...waitsOfTheBank] : fewWaits
  const managers = staffWith(bank, 'customer-manager')
  return waits.map((wait, index) => {
    const officer = at(managers, index % managers.length)
    const story = leaveOne(bank, random, { wait, officer, pool, lent })
    if (wait.hasFinding) raiseFinding(bank, story)
    if (wait.staysAt === 'draft') Object.assign(story.terms, { purpose: null, amount: null })
    return story
  })
}

interface Turn {
  wait: Wait
  officer: StaffMember
  pool: ApplicantPool
  lent: Lent
}

const mostAttempts = 200

function leaveOne(bank: DemoBank, random: Random, { wait, officer, pool, lent }: Turn): Story {
  const created = workdayFrom(addDays(bank.time.last, wait.isLate ? -24 : -random.whole(4, 6)))
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const wished = attempt < mostAttempts / 2 ? officer : null
    const party = pool.find(random, created, (each) => suits(wait, wished, each))
    if (!party) continue
    const diary = briskDiary(created, bank.time.last)
    const request = wait.isLarge ? largeRequest(bank) : aRequest(bank, random, party)
    const story = process(bank, random, { party, request, diary, staysAt: wait.staysAt, lent })
    if (story.status !== wait.staysAt) continue
    keepBusy(party, addDays(bank.time.last, 60))
    return story
  }
  throw new Error(`${bank.plan.code} has nobody to wait as ${wait.staysAt}`)
}

/** Nothing overdue; a company for a large one, otherwise a customer of the officer, or of any. */
function suits({ isLarge }: Wait, officer: StaffMember | null, party: Party): boolean {
  const isSound = party.loans.every(({ loan }) => loan.tier === 'normal')
  if (isLarge) return isSound && party.details.kind === 'company'
  return isSound && (officer === null || party.officer.id === officer.id)
}

/** Twelve million for a year, which the head office decides. */
function largeRequest(bank: DemoBank): Request {
  const product = firstOffered(bank)
  return {
    product,
    terms: {
      product: product.code,
      amount: money(1_200_000_000),
      termMonths: 12,
      annualRate: product.defaultRate,
      method: 'interest-only',
      frequency: 'quarterly',
      guarantee: 'mortgage',
      purpose: '旺季备货',
      repaymentSource: '销售回款',
    },
  }
}

/** One step a day, none after the last. */
function briskDiary(created: Day, last: Day): Diary {
  const after = (days: number): Day => {
    const on = addDays(created, Math.min(days, daysBetween(created, last)))
    const workday = workdayFrom(on)
    return workday > last ? on : workday
  }
  return {
    created,
    submitted: after(0),
    reviewed: after(1),
    supplement: null,
    passed: after(2),
    decided: after(3),
    contracted: after(4),
    disbursed: after(5),
  }
}

function raiseFinding(bank: DemoBank, story: Story): void {
  const since = story.steps.at(-1)?.at ?? story.createdAt
  const text = '请补充最近六个月的银行流水'
  const raisedAt = new Date(since.getTime() + 1_800_000)
  story.findings.push(aFinding(text, oneWith(bank, 'document-reviewer'), raisedAt))
}
