import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import type { StageFacts, StageState } from '@banyan/domain/applications/stage-rail'
import { presentStage, stageStates } from '@banyan/domain/applications/stage-rail'
import { day } from '@banyan/domain/calendar'
import type { Day } from '@banyan/domain/calendar'
import type { LoanStatus } from '@banyan/domain/loans/loan-status'

export interface CaseFacts {
  status: ApplicationStatus
  statusOn: string
  /** For a declined or withdrawn application, the status it ended from. */
  endedFrom: ApplicationStatus | null
  isException: boolean
  loanStatus: string | null
  oldestUnpaidOn: string | null
}

function stageFacts(facts: CaseFacts, asOf: Day): StageFacts {
  const { endedFrom, loanStatus, oldestUnpaidOn } = facts
  return {
    asOf,
    enteredOn: day(facts.statusOn),
    isException: facts.isException,
    loanStatus: asLoanStatus(loanStatus),
    isOverdue: oldestUnpaidOn !== null && oldestUnpaidOn < asOf,
    ...(endedFrom === null ? {} : { endedFrom }),
  }
}

/** A loan whose import was undone is void in the table, and cancelled in the rules. */
function asLoanStatus(status: string | null): LoanStatus | null {
  return status === 'void' ? 'cancelled' : (status as LoanStatus | null)
}

/** All nine stages of a case, each with its state. */
export function caseStages(facts: CaseFacts, asOf: Day): StageState[] {
  return stageStates(facts.status, stageFacts(facts, asOf))
}

/** The stage a case stands at. */
export function presentStageOf(facts: CaseFacts, asOf: Day): StageState {
  const stage = presentStage(facts.status, stageFacts(facts, asOf))
  const state = caseStages(facts, asOf).find((each) => each.stage === stage)
  return state ?? { stage, state: 'doing', dueOn: null }
}
