import { z } from 'zod'
import type { ApplicationStatus } from './application-status.ts'
import { canTake } from './application-status.ts'

export const findingSeverities = ['mandatory', 'advisory'] as const
export type FindingSeverity = (typeof findingSeverities)[number]

export interface Finding {
  severity: FindingSeverity
  isOpen: boolean
}

export const NewFinding = z.object({
  applicationId: z.uuid(),
  text: z.string().trim().min(1).max(1000),
  isMandatory: z.boolean(),
})
export type NewFinding = z.infer<typeof NewFinding>

export const FindingResolution = z.object({
  findingId: z.uuid(),
  resolution: z.string().trim().min(1).max(1000),
})
export type FindingResolution = z.infer<typeof FindingResolution>

export type ReviewRefusal = 'not-in-review' | 'own-application' | 'open-mandatory-finding'
export type ReturnRefusal = 'not-in-review' | 'nothing-to-supplement'

/** Why this reviewer may not pass the documents, or null when they may. */
export function passReviewRefusal(
  application: { status: ApplicationStatus; enteredBy: string },
  reviewer: { id: string },
  findings: readonly Finding[],
): ReviewRefusal | null {
  if (!canTake('pass-review', application.status)) return 'not-in-review'
  if (application.enteredBy === reviewer.id) return 'own-application'
  const blocks = findings.some(({ severity, isOpen }) => severity === 'mandatory' && isOpen)
  return blocks ? 'open-mandatory-finding' : null
}

/** Why an application may not go back for supplement: it goes with at least one open finding. */
export function returnRefusal(
  application: { status: ApplicationStatus },
  findings: readonly Finding[],
): ReturnRefusal | null {
  if (!canTake('return', application.status)) return 'not-in-review'
  return findings.some(({ isOpen }) => isOpen) ? null : 'nothing-to-supplement'
}
