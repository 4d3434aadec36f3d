import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import { requiredDocuments, submissionGaps } from '@banyan/domain/applications/submission-gaps'
import { passReviewRefusal } from '@banyan/domain/applications/review'
import { addDays, type Day } from '@banyan/domain/calendar'
import { type DemoBank, oneWith, type StaffMember } from './bank.ts'
import { workdayFrom } from './business-time.ts'
import { decide } from './deciding.ts'
import { contract, disburse, type Lent } from './lending.ts'
import type { Party } from './parties.ts'
import type { Random } from './random.ts'
import { scoreOn } from './scoring.ts'
import { type Finding, newStory, nextInstant, type Story, take } from './story.ts'
import type { Request, WholeTerms } from './terms.ts'

/** The days on which each step happens; a supplement adds a round. */
export interface Diary {
  created: Day
  submitted: Day
  reviewed: Day
  supplement: { returned: Day; submitted: Day; reviewed: Day } | null
  passed: Day
  decided: Day
  contracted: Day
  disbursed: Day
}

/** `pace` 1 takes its usual time; towards 0 every step follows at once, so that the case ends within the books. */
export function drawDiary(random: Random, created: Day, pace: number): Diary {
  const after = (on: Day, least: number, most: number) => {
    const longest = Math.round(most * pace)
    return workdayFrom(addDays(on, random.whole(Math.min(least, longest), longest)))
  }
  const submitted = after(created, 0, 2)
  const reviewed = after(submitted, 0, 2)
  const returned = after(reviewed, 0, 2)
  const submittedAgain = after(returned, 1, 7)
  const reviewedAgain = after(submittedAgain, 0, 2)
  const supplement =
    pace === 1 && random.chance(0.13)
      ? { returned, submitted: submittedAgain, reviewed: reviewedAgain }
      : null
  const passed = after(supplement?.reviewed ?? reviewed, 0, 3)
  const decided = after(passed, 0, 6)
  const contracted = after(decided, 0, 5)
  return {
    created,
    submitted,
    reviewed,
    supplement,
    passed,
    decided,
    contracted,
    disbursed: after(contracted, 0, 3),
  }
}

export interface Case {
  party: Party
  request: Request
  diary: Diary
  /** Where it still stands at the end of the books; null: it runs to its end. */
  staysAt: ApplicationStatus | null
  lent: Lent
}

/** One application from its draft as far as it comes. */
export function process(bank: DemoBank, random: Random, one: Case): Story {
  const { party, request, diary, staysAt } = one
  const { product, terms } = request
  const story = newStory(random, { party, product, terms, createdOn: diary.created })
  const isWithdrawn = staysAt === null && random.chance(0.045)
  const leaves = isWithdrawn
    ? random.pick(['submitted', 'in-review', 'scored', 'approved'] as const)
    : staysAt
  for (const act of acts(bank, random, story, one)) {
    if (story.status === leaves || story.status === 'declined') break
    act()
  }
  if (isWithdrawn && story.status === leaves) withdraw(random, story, diary)
  return story
}

function acts(bank: DemoBank, random: Random, story: Story, one: Case): (() => void)[] {
  const { diary, request, staysAt, lent } = one
  const { officer } = story.party
  const reviewer = oneWith(bank, 'document-reviewer')
  const step = (name: 'submit' | 'start-review', staff: StaffMember, on: Day) => () =>
    take(story, name, { staff, on, at: nextInstant(story, on, random.whole(0, 420)) })
  const { supplement } = diary
  const round =
    supplement || staysAt === 'returned'
      ? [
          () => giveBack(random, story, reviewer, supplement?.returned ?? diary.passed),
          ...(supplement
            ? [
                step('submit', officer, supplement.submitted),
                step('start-review', reviewer, supplement.reviewed),
                () => settleFindings(random, story, reviewer, supplement.reviewed),
              ]
            : []),
        ]
      : []
  return [
    () => refuseGaps(request, story),
    step('submit', officer, diary.submitted),
    step('start-review', reviewer, diary.reviewed),
    ...round,
    () => passReview(random, story, reviewer, diary.passed),
    () => score(story, reviewer, { terms: request.terms, on: diary.passed }),
    () => {
      const wanted = staysAt === 'approved' || staysAt === 'contracted' ? 'approved' : null
      decide(bank, random, story, { on: diary.decided, wanted })
    },
    () => contract(bank, random, story, diary.contracted),
    () => disburse(bank, random, story, { on: diary.disbursed, lent }),
  ]
}

/** The papers are taken to be there; every other gap stops the load. */
function refuseGaps({ product, terms }: Request, { party, createdOn: on }: Story): void {
  const { kind } = party.details
  const gaps = submissionGaps(terms, {
    product,
    on,
    customer: { kind, isActive: party.status === 'active' },
    documents: requiredDocuments(terms.guarantee, product, kind),
  })
  if (gaps.length > 0) {
    throw new Error(`an application has gaps: ${JSON.stringify({ gaps, terms })}`)
  }
}

const shortcomings = [
  '收入证明缺少单位盖章',
  '财务报表缺最近一期',
  '用途证明材料与申请金额不符',
  '征信授权书签字不完整',
  '抵押物权属证明已过期',
]

/** What the note asks for becomes a mandatory finding, as in the portal. */
function giveBack(random: Random, story: Story, reviewer: StaffMember, on: Day): void {
  const at = nextInstant(story, on, random.whole(60, 480))
  const note = random.pick(shortcomings)
  story.findings.push(aFinding(note, reviewer, at))
  take(story, 'return', { staff: reviewer, on, at, note })
}

export function aFinding(text: string, raisedBy: StaffMember, raisedAt: Date): Finding {
  return { text, isMandatory: true, raisedBy, raisedAt, resolved: null }
}

function settleFindings(random: Random, story: Story, reviewer: StaffMember, on: Day): void {
  const at = nextInstant(story, on, random.whole(420, 480))
  for (const finding of story.findings) {
    finding.resolved ??= { by: reviewer, at, resolution: '已补充，核对一致' }
  }
}

function passReview(random: Random, story: Story, reviewer: StaffMember, on: Day): void {
  const { status, party, findings } = story
  const refusal = passReviewRefusal({ status, enteredBy: party.officer.id }, reviewer, [
    ...findings.map(({ isMandatory, resolved }) => ({
      severity: isMandatory ? ('mandatory' as const) : ('advisory' as const),
      isOpen: resolved === null,
    })),
  ])
  if (refusal) throw new Error(`a review cannot pass: ${refusal}`)
  take(story, 'pass-review', {
    staff: reviewer,
    on,
    at: nextInstant(story, on, random.whole(0, 420)),
  })
}

function score(
  story: Story,
  reviewer: StaffMember,
  { terms, on }: { terms: WholeTerms; on: Day },
): void {
  const at = new Date((story.steps.at(-1)?.at ?? story.createdAt).getTime() + 1_000)
  story.score = { ...scoreOn(story.party, terms, on), by: reviewer, at }
  take(story, 'score', { staff: reviewer, on, at })
}

const regrets = ['客户自行筹得资金', '客户改变经营计划', '客户认为利率偏高']

function withdraw(random: Random, story: Story, { decided, contracted }: Diary): void {
  const { party, reservation, steps } = story
  const lastOn = steps.at(-1)?.on ?? story.createdOn
  const wished = reservation ? contracted : decided
  const on = wished > lastOn ? wished : lastOn
  const at = nextInstant(story, on, random.whole(60, 480))
  take(story, 'withdraw', { staff: party.officer, on, at, note: random.pick(regrets) })
  if (!reservation) return
  reservation.status = 'void'
  const hold = party.holds.at(-1)
  if (hold) hold.until = on
}
