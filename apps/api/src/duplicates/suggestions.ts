import { CustomerDetails, type CustomerKind, keptDetails } from '@banyan/domain/customers/customer'
import { type Likeness, relationOfLikeness } from '@banyan/domain/customers/likeness'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { findAlike } from '../likeness/find-alike.ts'
import { listSuggestions, type SuggestionEntry } from './suggestions.queries.ts'

export const FormSoFar = z.strictObject({
  details: CustomerDetails,
  exceptId: z.uuid().nullable(),
})

const reasonsOf = (reasons: readonly string[]) =>
  reasons.map((what) => ({ what, relation: relationOfLikeness[what as Likeness] ?? null }))

/** Whom a form, half typed or whole, resembles; of customers beyond reach only the branch is told. */
export async function findLikeForm(
  context: StaffContext,
  { details, exceptId }: z.output<typeof FormSoFar>,
) {
  const alike = await findAlike(context, keptDetails(details), exceptId)
  return alike.map(({ candidate, kind, score, reasons }) => {
    const { id, number, name, branchName, isWithinReach } = candidate
    const shown = { id, number, name: shownName(context, candidate.kind, name) }
    return {
      kind,
      score,
      reasons: reasonsOf(reasons),
      customer: isWithinReach ? { ...shown, kind: candidate.kind, branchName } : null,
      branchName,
    }
  })
}

export const SuggestionPage = z.strictObject({
  customerId: z.uuid().optional(),
  state: z.enum(['open', 'accepted', 'dismissed']).default('open'),
  kind: z.enum(['duplicate', 'link']).optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

export async function readSuggestions(
  context: StaffContext,
  page: z.output<typeof SuggestionPage>,
) {
  const found = await listSuggestions(context, { ...page, limit: page.limit + 1 })
  const rows = found.slice(0, page.limit).map((entry) => shownSuggestion(context, entry))
  return { rows, next: found.length > page.limit ? (rows.at(-1)?.id ?? null) : null }
}

function shownSuggestion(context: StaffContext, entry: SuggestionEntry) {
  const { oneId, oneNumber, oneName, oneKind, reasons, foundAt, decidedAt, ...rest } = entry
  const { otherId, otherNumber, otherName, otherKind, ...found } = rest
  const party = (id: string, number: string, name: string, kind: string) => ({
    id,
    number,
    name: shownName(context, kind, name),
    kind: kind as CustomerKind,
  })
  return {
    ...found,
    reasons: reasonsOf(reasons),
    one: party(oneId, oneNumber, oneName, oneKind),
    other: party(otherId, otherNumber, otherName, otherKind),
    foundAt: foundAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  }
}
