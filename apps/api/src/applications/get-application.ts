import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import { isEditable } from '@banyan/domain/applications/application-status'
import type { Stage } from '@banyan/domain/applications/stage-rail'
import { presentStage } from '@banyan/domain/applications/stage-rail'
import { requiredDocuments } from '@banyan/domain/applications/submission-gaps'
import { day } from '@banyan/domain/calendar'
import type { StaffContext } from '../access/staff-context.ts'
import { getExposure } from '../groups/exposure.queries.ts'
import { found } from '../not-found.ts'
import {
  type ApplicationRow,
  findApplication,
  listPresentDocuments,
} from './applications.queries.ts'
import { caseStages } from './case-stages.ts'
import {
  findCaseHead,
  findDecision,
  getCustomerRisk,
  listNamedFindings,
  listScores,
  listSteps,
} from './dossier.queries.ts'
import { permittedSteps } from './permitted-steps.ts'
import { gapsOf } from './submit-application.ts'

type Steps = Awaited<ReturnType<typeof listSteps>>

/** Everything about one application on one screen, with what the caller may do and why not. */
export async function getApplication(
  context: StaffContext,
  { applicationId }: { applicationId: string },
) {
  const application = found(await findApplication(context, applicationId), 'application')
  const head = found(await findCaseHead(context, applicationId), 'application')
  const steps = await listSteps(context, applicationId)
  const findings = await listNamedFindings(context, applicationId)
  const decision = await findDecision(context, applicationId)
  const gaps = await gapsOf(context, application)
  const { tx, institution, businessDay } = context
  const { status, customerId } = application
  const facts = {
    status,
    statusOn: head.statusOn,
    endedFrom: endedFrom(status, steps),
    isException: decision?.isException ?? false,
    loanStatus: head.loanStatus,
    oldestUnpaidOn: head.oldestUnpaidOn,
  }
  const rated = findings.map(({ isMandatory, resolvedAt }) => ({
    severity: isMandatory ? ('mandatory' as const) : ('advisory' as const),
    isOpen: resolvedAt === null,
  }))
  const exposure = await getExposure(tx, {
    institutionId: institution.id,
    currency: institution.currency,
    businessDay,
    customerId,
  })
  return {
    ...application,
    ...head,
    asOf: businessDay,
    reviewerName: steps.findLast(({ step }) => step === 'pass-review')?.staffName ?? null,
    isMine: application.madeBy === context.staff.id,
    stages: caseStages(facts, businessDay),
    reachedOn: reachedOn(head.createdOn, steps),
    risk: await getCustomerRisk(context, customerId),
    exposure: { ...exposure, groupName: context.hidesNames ? null : exposure.groupName },
    scores: await listScores(context, applicationId),
    findings,
    decision: decision ?? null,
    gaps: isEditable(status) ? gaps : [],
    documents: await documentsOf(context, application, head),
    permitted: permittedSteps(context, application, {
      findings: rated,
      hasGaps: gaps.length > 0,
    }),
  }
}

function endedFrom(status: ApplicationStatus, steps: Steps): ApplicationStatus | null {
  const hasEnded = status === 'declined' || status === 'withdrawn'
  return hasEnded ? (steps.at(-1)?.fromStatus ?? null) : null
}

/** The day each stage was last entered. */
function reachedOn(createdOn: string, steps: Steps): Partial<Record<Stage, string>> {
  const days: Partial<Record<Stage, string>> = { intake: createdOn }
  for (const { toStatus, happenedOn } of steps) {
    if (toStatus === 'declined' || toStatus === 'withdrawn') continue
    const on = day(happenedOn)
    days[presentStage(toStatus, { asOf: on, enteredOn: on })] = happenedOn
  }
  return days
}

/** What is asked for, missing ones first, and what else is on file. */
async function documentsOf(
  context: StaffContext,
  application: ApplicationRow,
  { customerKind, isConsumer }: { customerKind: string; isConsumer: boolean },
) {
  const present = await listPresentDocuments(context, application)
  const isPresent = (kind: string) => present.some((document) => document.kind === kind)
  const kind = customerKind === 'person' ? 'person' : 'company'
  const required = requiredDocuments(application.guarantee, { isConsumer }, kind)
  return {
    required: required
      .map((each) => ({ kind: each, isPresent: isPresent(each) }))
      .toSorted((a, b) => Number(a.isPresent) - Number(b.isPresent)),
    present,
  }
}
