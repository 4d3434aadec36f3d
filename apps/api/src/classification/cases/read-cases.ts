import { caseKinds, caseRefusal, type CaseStepName } from '@banyan/domain/classification/class-case'
import { type Tier, tiers } from '@banyan/domain/classification/tiers'
import { z } from 'zod'
import { shownName } from '../../access/masking.ts'
import { reachOf } from '../../access/policy.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { lastResult } from '../results.queries.ts'
import { type CaseRow, countCases, findCase, listCases } from './cases.queries.ts'

const steps = ['initial', 'review', 'approval'] as const

export const CasePage = z.strictObject({
  step: z.enum(steps).optional(),
  kind: z.enum(caseKinds).optional(),
  tier: z.enum(tiers).optional(),
  loanId: z.uuid().optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})
export const CaseQuestion = z.strictObject({ id: z.uuid() })

const procedures = {
  initial: 'classification.assess',
  review: 'classification.review',
  approval: 'classification.approve',
} as const satisfies Record<CaseStepName, string>

/** Why the caller may not take the step that the case waits for, or null. */
function refusalOf({ staff }: StaffContext, row: CaseRow): string | null {
  const step = steps.find((each) => each === row.status)
  if (step === undefined) return 'not-this-step'
  if (reachOf(procedures[step], staff.roles) === null) return 'not-your-role'
  const standing = { ...row, kind: 'override' as const, status: step }
  return caseRefusal(standing, step, staff.id)
}

function shown(context: StaffContext, row: CaseRow) {
  const { name, customerKind, initialBy: _initial, reviewedBy: _reviewed, ...rest } = row
  const refusal = refusalOf(context, row)
  return {
    ...rest,
    systemTier: row.systemTier as Tier,
    proposedTier: row.tier as Tier,
    customerName: shownName(context, customerKind, name),
    canAct: refusal === null,
    refusal,
  }
}

/** Cases that wait, with how many at each step. */
export async function pageOfCases(context: StaffContext, page: z.output<typeof CasePage>) {
  const rows = await listCases(context, { ...page, limit: page.limit + 1 })
  const kept = rows.slice(0, page.limit)
  const counted = await countCases(context)
  const countOf = (step: CaseStepName) => counted.find(({ status }) => status === step)?.count ?? 0
  return {
    rows: kept.map((row) => shown(context, row)),
    counts: {
      initial: countOf('initial'),
      review: countOf('review'),
      approval: countOf('approval'),
    },
    next: rows.length > page.limit ? (kept.at(-1)?.id ?? null) : null,
  }
}

/** A case with what each person said, and the last result of the rules for its loan. */
export async function readCase(context: StaffContext, { id }: z.output<typeof CaseQuestion>) {
  const row = found(await findCase(context, id), 'case')
  const opinions = [
    {
      step: 'initial' as const,
      tier: row.initialTier,
      note: row.initialNote,
      by: row.initialName,
      at: row.initialAt,
    },
    {
      step: 'review' as const,
      tier: row.reviewedTier,
      note: row.reviewNote,
      by: row.reviewerName,
      at: row.reviewedAt,
    },
    {
      step: 'approval' as const,
      tier: row.status === 'approved' ? row.tier : null,
      note: row.decisionNote,
      by: row.deciderName,
      at: row.decidedAt,
    },
  ].flatMap(({ at, ...opinion }) => (at === null ? [] : [{ ...opinion, at: at.toISOString() }]))
  const result = await lastResult(context, row.loanId)
  return { ...shown(context, row), opinions, ...result }
}
