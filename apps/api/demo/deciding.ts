import type { Day } from '@banyan/domain/calendar'
import { addDays } from '@banyan/domain/calendar'
import { approvalRefusal, type ApprovalFacts } from '@banyan/domain/decisions/approval'
import type { AuthorityRow } from '@banyan/domain/decisions/authority'
import { type Money, money } from '@banyan/domain/money'
import { defaultAuthorities } from '../src/officers/institution-defaults.ts'
import { type DemoBank, isWithin, oneWith, type StaffMember, staffWith } from './bank.ts'
import { capitalOn } from './capital.ts'
import { ringPlaces } from './groups.ts'
import { exposureOn, isInArrearsOn, type Party } from './parties.ts'
import type { Random } from './random.ts'
import { nextInstant, type Story, take } from './story.ts'

const daysToDraw = 90

function authorities(bank: DemoBank): AuthorityRow[] {
  return defaultAuthorities(bank.plan.kind).map((row) => ({ ...row, product: null }))
}

/** Who may decide: the approver above the branch first, then the head office. */
function deciders(bank: DemoBank, party: Party): StaffMember[] {
  const near = staffWith(bank, 'branch-approver').filter(({ branch }) =>
    isWithin(bank, party.branch, branch),
  )
  return [...near.slice(0, 1), oneWith(bank, 'head-office-approver')]
}

export function groupExposureOn(party: Party, on: Day): Money {
  const members = party.group?.members ?? [party]
  return money(members.reduce((sum, member) => sum + exposureOn(member, on), 0))
}

/** Whether the planted ring of guarantees runs through this party. */
function standsInRing(party: Party): boolean {
  const { group } = party
  return (
    group?.part === 'guaranteeCircle' && ringPlaces.some((place) => group.members[place] === party)
  )
}

function factsOf(
  bank: DemoBank,
  story: Story,
  { amount, approver, on }: { amount: Money; approver: StaffMember; on: Day },
): ApprovalFacts {
  const { party, score, status } = story
  const outcome = score?.score.outcome ?? null
  return {
    application: {
      status,
      enteredBy: party.officer.id,
      reviewedBy: story.steps.findLast(({ step }) => step === 'pass-review')?.staff.id ?? null,
      product: story.product.code,
      amount,
      scoreOutcome: outcome,
      isInGuaranteeRing: story.terms.guarantee === 'guarantee' && standsInRing(party),
    },
    approver,
    asException: outcome === 'decline',
    authority: authorities(bank),
    institution: { kind: bank.plan.kind, bases: capitalOn(bank, on) },
    exposure: {
      sets: [],
      customer: exposureOn(party, on),
      group: groupExposureOn(party, on),
    },
    customerLimit: null,
    groupLimit: party.group?.limit ?? null,
  }
}

export interface Decide {
  on: Day
  /** Null: as the score suggests. */
  wanted: 'approved' | null
}

/** Approves where the score, the rules and the limits let one of the deciders; declines otherwise, and who is in arrears. */
export function decide(bank: DemoBank, random: Random, story: Story, { on, wanted }: Decide): void {
  const { party, terms } = story
  const outcome = story.score?.score.outcome ?? 'decline'
  const isInArrears = isInArrearsOn(party, on)
  const isLiked = wanted === 'approved' || random.chance(willingness[outcome])
  const willing = isLiked && !isInArrears
  const asked = money(terms.amount ?? 0)
  const lowered = random.chance(0.12)
    ? money(Math.max(story.product.minimumAmount, Math.round(asked * 0.0085) * 100))
    : asked
  const amount = wanted ? asked : money(Math.min(asked, lowered))
  const among = deciders(bank, party)
  const approver = willing
    ? among.find(
        (each) => approvalRefusal(factsOf(bank, story, { amount, approver: each, on })) === null,
      )
    : undefined
  if (approver) approve(random, story, { approver, amount, on })
  else
    decline(random, story, {
      checker: among[0] ?? oneWith(bank, 'head-office-approver'),
      on,
      willing,
      isInArrears,
    })
}

const willingness = { pass: 0.9, refer: 0.58, decline: 0.06 } as const

const conditions = [
  '',
  '',
  '',
  '落实抵押登记后放款',
  '法定代表人承担连带保证责任',
  '贷款资金受托支付',
]

function approve(
  random: Random,
  story: Story,
  { approver, amount, on }: { approver: StaffMember; amount: Money; on: Day },
): void {
  const { party, terms, score } = story
  const groupExposure = groupExposureOn(party, on)
  const at = nextInstant(story, on, random.whole(0, 420))
  const note = random.pick(['同意', '同意，按条件落实', '经营正常，还款来源充足，同意'])
  take(story, 'approve', { staff: approver, on, at, note })
  story.decision = {
    checker: approver,
    outcome: 'approved',
    amount,
    termMonths: terms.termMonths ?? 0,
    annualRate: terms.annualRate ?? story.product.defaultRate,
    role: roleOf(approver),
    isException: score?.score.outcome === 'decline',
    reasons: [],
    conditions: terms.guarantee === 'credit' ? '' : random.pick(conditions),
    note,
    groupExposure,
    on,
    at,
  }
  const expiresOn = addDays(on, daysToDraw)
  story.reservation = { amount, status: 'open', expiresOn }
  party.holds.push({ amount, from: on, until: addDays(expiresOn, 1) })
}

const roleOf = ({ roles }: StaffMember): string =>
  roles.find((role) => role.endsWith('-approver')) ?? 'none'

function decline(
  random: Random,
  story: Story,
  {
    checker,
    on,
    willing,
    isInArrears,
  }: { checker: StaffMember; on: Day; willing: boolean; isInArrears: boolean },
): void {
  const { party, terms, score } = story
  const at = nextInstant(story, on, random.whole(0, 420))
  const note = isInArrears ? '存量贷款逾期未还，不予批准' : '综合评估后不予批准'
  const drawn = reasonsOf(random, score?.score.reasons ?? [], willing)
  const reasons = isInArrears ? ['poor-history'] : drawn
  take(story, 'decline', { staff: checker, on, at, note })
  story.decision = {
    checker,
    outcome: 'declined',
    amount: money(terms.amount ?? 0),
    termMonths: terms.termMonths ?? 0,
    annualRate: terms.annualRate ?? story.product.defaultRate,
    role: roleOf(checker),
    isException: false,
    reasons,
    conditions: '',
    note,
    groupExposure: groupExposureOn(party, on),
    on,
    at,
  }
}

/** Told in the words a decline may use; who was willing ran into a limit. */
function reasonsOf(random: Random, scoreReasons: readonly string[], willing: boolean): string[] {
  if (willing) return ['limits-used-up']
  if (scoreReasons.includes('weak-debt-to-income')) return ['cannot-afford', 'weak-score']
  if (scoreReasons[0] === 'weak-overdue-24-months') return ['poor-history']
  return random.chance(0.6) ? ['weak-score'] : [random.pick(['purpose-not-supported', 'other'])]
}
