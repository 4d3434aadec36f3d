import { uuidv7 } from '@banyan/database'
import {
  type ApplicationStatus,
  type ApplicationStep,
  statusAfter,
} from '@banyan/domain/applications/application-status'
import type { Day } from '@banyan/domain/calendar'
import type { Money } from '@banyan/domain/money'
import type { Rate } from '@banyan/domain/rate'
import type { ContractTerms } from '@banyan/domain/products/contract-terms'
import type { OfferedProduct } from '@banyan/domain/products/product-version'
import type { Score, ScoreInputs } from '@banyan/domain/scoring/score'
import type { LoanBundle } from '../src/loans/loan-rows.ts'
import type { StaffMember } from './bank.ts'
import { instantOn } from './business-time.ts'
import type { Party } from './parties.ts'
import type { Random } from './random.ts'
import type { WholeTerms } from './terms.ts'

export interface Step {
  step: ApplicationStep
  from: ApplicationStatus
  to: ApplicationStatus
  staff: StaffMember
  on: Day
  at: Date
  note: string
}

export interface Finding {
  text: string
  isMandatory: boolean
  raisedBy: StaffMember
  raisedAt: Date
  resolved: { by: StaffMember; at: Date; resolution: string } | null
}

export interface Decision {
  checker: StaffMember
  outcome: 'approved' | 'declined'
  amount: Money
  termMonths: number
  annualRate: Rate
  role: string
  isException: boolean
  reasons: string[]
  conditions: string
  note: string
  groupExposure: Money
  on: Day
  at: Date
}

/** One application with everything that was done to it; numbers follow when all are known. */
export interface Story {
  id: string
  number: string
  party: Party
  product: OfferedProduct
  /** A draft may lack some of them. */
  terms: { [Term in keyof WholeTerms]: WholeTerms[Term] | null } & Pick<WholeTerms, 'product'>
  status: ApplicationStatus
  version: number
  createdOn: Day
  createdAt: Date
  steps: Step[]
  findings: Finding[]
  score: { inputs: ScoreInputs; score: Score; by: StaffMember; at: Date } | null
  decision: Decision | null
  reservation: { amount: Money; status: 'open' | 'posted' | 'void'; expiresOn: Day } | null
  contract: {
    id: string
    number: string
    productVersion: number
    terms: ContractTerms
    signedOn: Day
    at: Date
  } | null
  loan: LoanBundle | null
}

export function newStory(
  random: Random,
  start: { party: Party; product: OfferedProduct; terms: WholeTerms; createdOn: Day },
): Story {
  const createdAt = instantOn(start.createdOn, random.whole(0, 400))
  return {
    ...start,
    id: uuidv7(createdAt.getTime()),
    number: '',
    status: 'draft',
    version: 1,
    createdAt,
    steps: [],
    findings: [],
    score: null,
    decision: null,
    reservation: null,
    contract: null,
    loan: null,
  }
}

const minute = 60_000

/** An instant on the day, after everything that was done before. */
export function nextInstant({ steps, createdAt }: Story, on: Day, minutes: number): Date {
  const before = steps.at(-1)?.at ?? createdAt
  const wished = instantOn(on, minutes)
  return wished > before ? wished : new Date(before.getTime() + 7 * minute)
}

/** One step by the table of states; a step that may not start here stops the load. */
export function take(
  story: Story,
  step: ApplicationStep,
  { staff, on, at, note = '' }: { staff: StaffMember; on: Day; at: Date; note?: string },
): void {
  const to = statusAfter(step, story.status)
  story.steps.push({ step, from: story.status, to, staff, on, at, note })
  story.status = to
  story.version += 1
}
