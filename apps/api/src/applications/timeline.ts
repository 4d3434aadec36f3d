import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { findApplication } from './applications.queries.ts'
import { findDecision, listNamedFindings, listScores, listSteps } from './dossier.queries.ts'

export type TimelineEntry = { at: Date; by: string | null } & (
  | { kind: 'step'; step: string; to: string; note: string; roles: string[] }
  | { kind: 'finding-raised' | 'finding-resolved'; text: string; isMandatory: boolean }
  | { kind: 'score'; points: number; grade: string; outcome: string }
  | { kind: 'conditions'; text: string }
)

/** All that happened to an application and was said of it, newest first; nothing in it changes. */
export async function getTimeline(
  context: StaffContext,
  { applicationId }: { applicationId: string },
): Promise<TimelineEntry[]> {
  found(await findApplication(context, applicationId), 'application')
  const steps = await listSteps(context, applicationId)
  const findings = await listNamedFindings(context, applicationId)
  const scores = await listScores(context, applicationId)
  const decision = await findDecision(context, applicationId)
  const entries: TimelineEntry[] = [
    ...steps.map(({ at, staffName: by, staffRoles: roles, step, toStatus: to, note }) => {
      return { kind: 'step' as const, at, by, roles, step, to, note }
    }),
    ...findings.flatMap(findingEntries),
    ...scores.map(({ madeAt: at, points, grade, outcome }) => {
      return { kind: 'score' as const, at, by: null, points, grade, outcome }
    }),
  ]
  if (decision && decision.conditions !== '') {
    const { decidedAt: at, decidedBy: by, conditions: text } = decision
    entries.push({ kind: 'conditions', at, by, text })
  }
  // A stable sort of the reversed list keeps what happened in one instant in its order.
  return entries.toReversed().toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

type Finding = Awaited<ReturnType<typeof listNamedFindings>>[number]

function findingEntries(finding: Finding): TimelineEntry[] {
  const { text, isMandatory, raisedAt, raisedBy, resolvedAt, resolvedBy, resolution } = finding
  const raised: TimelineEntry = {
    kind: 'finding-raised',
    at: raisedAt,
    by: raisedBy,
    text,
    isMandatory,
  }
  if (resolvedAt === null) return [raised]
  return [
    raised,
    {
      kind: 'finding-resolved',
      at: resolvedAt,
      by: resolvedBy,
      text: resolution ?? '',
      isMandatory,
    },
  ]
}
