import type { Stage, StageState } from '@banyan/ui/stage'
import type { Outputs } from '../api.ts'

type PresentStage = Outputs['groups']['tree']['nodes']['presentStages'][number]
type CaseStage = NonNullable<PresentStage>['stage']

export interface ShownStage {
  readonly stage: Stage
  readonly state: StageState
}

const shown: Readonly<Record<CaseStage, Stage>> = {
  intake: 'intake',
  documents: 'documents',
  'due-diligence': 'diligence',
  rating: 'grading',
  approval: 'approval',
  contract: 'signing',
  disbursement: 'disbursement',
  'post-loan': 'post-loan',
  settlement: 'settled',
}

/** A case's stage as the marks on screen name it. */
export function shownStage(present: PresentStage | undefined): ShownStage | null {
  return present ? { stage: shown[present.stage], state: present.state } : null
}
