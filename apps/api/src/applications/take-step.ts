import { uuidv7 } from '@banyan/database'
import {
  type ApplicationStatus,
  type ApplicationStep,
  statusAfter,
} from '@banyan/domain/applications/application-status'
import { Conflict } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import {
  type ApplicationRow,
  insertStep,
  lockApplicationRow,
  setStatus,
} from './applications.queries.ts'

/** What every step answers: where the application stands now. */
export interface StepTaken {
  id: string
  number: string
  status: ApplicationStatus
  version: number
}

/** The application, held, as the person last read it; Conflict when it has changed since. */
export async function lockApplication(
  context: StaffContext,
  { applicationId, version }: { applicationId: string; version: number },
): Promise<ApplicationRow> {
  const application = found(await lockApplicationRow(context, applicationId), 'application')
  if (application.version !== version) throw new Conflict('stale-version')
  return application
}

/** One step of a locked application: its status, its row in the timeline, its audit event. */
export async function takeStep(
  context: StaffContext,
  application: Pick<ApplicationRow, 'id' | 'number' | 'status' | 'version'>,
  step: ApplicationStep,
  { note = '', detail = {} }: { note?: string; detail?: Record<string, unknown> } = {},
): Promise<StepTaken> {
  const { id, number, status: from, version } = application
  const to = statusAfter(step, from)
  await setStatus(context, id, to)
  await insertStep(context, {
    id: uuidv7(),
    applicationId: id,
    step,
    fromStatus: from,
    toStatus: to,
    note,
  })
  await recordAudit(context, {
    entity: 'application',
    id,
    action: step,
    detail: { ...detail, from, to },
  })
  return { id, number, status: to, version: version + 1 }
}
