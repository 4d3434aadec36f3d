import type { InstitutionKind } from '../decisions/exposure-limits.ts'

export const reportCodes = ['asset-quality', 'migration', 'micro-lender-pack'] as const
export type ReportCode = (typeof reportCodes)[number]

/** Micro-lenders stand outside the banks' returns; the pack is what local bureaus ask of them. */
const reportsOf: Readonly<Record<InstitutionKind, readonly ReportCode[]>> = {
  'city-bank': ['asset-quality', 'migration'],
  'rural-credit-union': ['asset-quality', 'migration'],
  'micro-lender': ['micro-lender-pack'],
}

export type ReportRefusal = 'not-for-this-institution' | 'day-not-closed'

export function reportsFor(kind: InstitutionKind): readonly ReportCode[] {
  return reportsOf[kind]
}

/** Why the report cannot be built for a day, or null. A report stands on a closed business day. */
export function reportRefusal(
  code: ReportCode,
  institution: { kind: InstitutionKind; isDayClosed: boolean },
): ReportRefusal | null {
  if (!reportsOf[institution.kind].includes(code)) return 'not-for-this-institution'
  return institution.isDayClosed ? null : 'day-not-closed'
}

export const reportStatuses = ['built', 'released', 'superseded'] as const
export type ReportStatus = (typeof reportStatuses)[number]

export type ReleaseRefusal = 'already-released' | 'built-it-too' | 'check-failed'

/** Why this person may not release a built report, or null. Its builder never does. */
export function releaseRefusal(
  report: { status: ReportStatus; builtBy: string; failedChecks: number },
  releaser: { id: string },
): ReleaseRefusal | null {
  if (report.status !== 'built') return 'already-released'
  if (report.builtBy === releaser.id) return 'built-it-too'
  return report.failedChecks > 0 ? 'check-failed' : null
}
