import type { Day } from '../calendar.ts'
import { addDays } from '../calendar.ts'
import type { LoanStatus } from '../loans/loan-status.ts'
import type { ApplicationStatus } from './application-status.ts'
import { applicationStatuses } from './application-status.ts'

/** The nine stages of a case, in order: 受理 资料 尽调 定级 审批 签约 放款 贷后 结清. */
export const stages = [
  'intake',
  'documents',
  'due-diligence',
  'rating',
  'approval',
  'contract',
  'disbursement',
  'post-loan',
  'settlement',
] as const
export type Stage = (typeof stages)[number]

export const stageStateNames = [
  'none',
  'doing',
  'wait',
  'late',
  'back',
  'pass',
  'reject',
  'except',
  'skip',
] as const
export type StageStateName = (typeof stageStateNames)[number]

/** Days each stage may take, set by the institution; null where nothing presses. */
const stageDays: Readonly<Record<Stage, number | null>> = {
  intake: 2,
  documents: 2,
  'due-diligence': 5,
  rating: 1,
  approval: 3,
  contract: 3,
  disbursement: 2,
  'post-loan': null,
  settlement: null,
}

const stageOfStatus: Readonly<Record<ApplicationStatus, Stage | null>> = {
  draft: 'intake',
  submitted: 'documents',
  returned: 'documents',
  'in-review': 'due-diligence',
  reviewed: 'rating',
  scored: 'approval',
  approved: 'contract',
  contracted: 'disbursement',
  disbursed: 'post-loan',
  declined: null,
  withdrawn: null,
}

/** The days an application may rest in this status, or null where nothing presses. */
export function daysAllowedIn(status: ApplicationStatus): number | null {
  const stage = stageOfStatus[status]
  return stage === null || status === 'returned' ? null : stageDays[stage]
}

/** Every status whose present stage is this one. */
export function statusesAt(stage: Stage): ApplicationStatus[] {
  return applicationStatuses.filter((status) => stageOfStatus[status] === stage)
}

export interface StageFacts {
  asOf: Day
  /** The business day the present status began. */
  enteredOn: Day
  /** The customer has been asked for something and has not answered. */
  isWaitingForCustomer?: boolean
  /** Approved against the score, or outside policy. */
  isException?: boolean
  /** For a declined or withdrawn application: the status it ended from. */
  endedFrom?: ApplicationStatus
  loanStatus?: LoanStatus | null
  /** The loan has an instalment whose day has passed. */
  isOverdue?: boolean
}

export interface StageState {
  stage: Stage
  state: StageStateName
  /** The last day for the present stage, when it has one. */
  dueOn: Day | null
}

/** Where a case stands on the rail; a declined or withdrawn one where it ended. */
export function presentStage(status: ApplicationStatus, facts: StageFacts): Stage {
  if (status === 'disbursed' && isClosed(facts)) return 'settlement'
  const stage = stageOfStatus[status] ?? stageOfStatus[facts.endedFrom ?? 'scored']
  return stage ?? 'approval'
}

function isClosed({ loanStatus }: StageFacts): boolean {
  return loanStatus !== undefined && loanStatus !== null && loanStatus !== 'active'
}

function loanState({ loanStatus, isOverdue }: StageFacts): StageStateName {
  if (loanStatus === 'settled') return 'pass'
  if (loanStatus === 'written-off' || loanStatus === 'cancelled') return 'reject'
  if (loanStatus === 'transferred') return 'skip'
  return isOverdue ? 'late' : 'doing'
}

function presentState(
  status: ApplicationStatus,
  facts: StageFacts,
  dueOn: Day | null,
): StageStateName {
  if (status === 'declined' || status === 'withdrawn') return 'reject'
  if (status === 'returned') return 'back'
  if (status === 'disbursed') return loanState(facts)
  if (facts.isWaitingForCustomer) return 'wait'
  return dueOn !== null && facts.asOf > dueOn ? 'late' : 'doing'
}

/**
 * The state of every stage. Stages before the present one have passed, an exceptional approval
 * keeps its mark, and stages that can no longer come are skipped.
 */
export function stageStates(status: ApplicationStatus, facts: StageFacts): StageState[] {
  const present = presentStage(status, facts)
  const at = stages.indexOf(present)
  const days = stageDays[present]
  const dueOn = days === null ? null : addDays(facts.enteredOn, days)
  const state = presentState(status, facts, dueOn)
  const hasEnded = status === 'declined' || status === 'withdrawn'

  return stages.map((stage, index): StageState => {
    if (index === at) return { stage, state, dueOn: hasEnded ? null : dueOn }
    if (index > at) return { stage, state: hasEnded ? 'skip' : 'none', dueOn: null }
    const isExcepted = stage === 'approval' && facts.isException === true
    return { stage, state: isExcepted ? 'except' : 'pass', dueOn: null }
  })
}
