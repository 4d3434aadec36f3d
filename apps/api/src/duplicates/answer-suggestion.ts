import { type Likeness, relationOfLikeness } from '@banyan/domain/customers/likeness'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { addRelation } from '../groups/add-relation.ts'
import { found } from '../not-found.ts'
import { closeSuggestion, listSuggestions, type SuggestionEntry } from './suggestions.queries.ts'

export const AcceptSuggestion = z.strictObject({
  id: z.uuid(),
  as: z.enum(['link', 'duplicate']),
  note: z.string().trim().max(200, 'too-long').default(''),
})
export const DismissSuggestion = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(4, 'too-short').max(200, 'too-long'),
})

async function openSuggestion(context: StaffContext, id: string): Promise<SuggestionEntry> {
  const [entry] = await listSuggestions(context, { id, state: 'open', limit: 1 })
  return found(entry, 'suggestion')
}

/** Taken as a link it becomes a relation; taken as a duplicate it is left for a merge to be proposed. */
export async function acceptSuggestion(
  context: StaffContext,
  { id, as, note }: z.output<typeof AcceptSuggestion>,
): Promise<{ id: string; relationId: string | null }> {
  const entry = await openSuggestion(context, id)
  const relationId = as === 'link' ? await linkOf(context, entry) : null
  const closing = { state: 'accepted', note, relationId } as const
  if (!(await closeSuggestion(context, id, closing))) throw new Refused('already-answered')
  await recordAudit(context, {
    entity: 'customer',
    id: entry.oneId,
    action: 'suggestion-accepted',
    detail: { suggestion: id, other: entry.otherId, as, reasons: entry.reasons, relationId },
  })
  return { id, relationId }
}

async function linkOf(context: StaffContext, entry: SuggestionEntry): Promise<string> {
  const reason = entry.reasons.find((what) => relationOfLikeness[what as Likeness])
  const kind = reason && relationOfLikeness[reason as Likeness]
  if (!kind) throw new Refused('no-link-to-make')
  const role =
    reason === 'same-mobile' ? 'phone' : reason === 'same-email' ? ('email' as const) : null
  const { id } = await addRelation(context, {
    from: entry.oneId,
    to: entry.otherId,
    kind,
    role,
    percent: null,
    votingPercent: null,
    incomePercent: null,
    dependencePercent: null,
    amount: null,
    validFrom: null,
    validTo: null,
    source: 'suggestion',
    evidence: entry.reasons.join(', '),
  })
  return id
}

export async function dismissSuggestion(
  context: StaffContext,
  { id, reason }: z.infer<typeof DismissSuggestion>,
): Promise<{ id: string }> {
  const { oneId, otherId } = await openSuggestion(context, id)
  const closing = { state: 'dismissed', note: reason, relationId: null } as const
  if (!(await closeSuggestion(context, id, closing))) throw new Refused('already-answered')
  const detail = { suggestion: id, other: otherId, reason }
  await recordAudit(context, {
    entity: 'customer',
    id: oneId,
    action: 'suggestion-dismissed',
    detail,
  })
  return { id }
}
