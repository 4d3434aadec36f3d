import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { partiesOf } from '../parties.ts'
import { requireOneEnd } from '../relations/relation-reach.ts'
import { ringClosedBy } from './closed-ring.ts'
import { listGuaranteeProposals } from './guarantee-proposals.queries.ts'

export const HeldGuarantees = z.strictObject({
  state: z.enum(['waiting', 'decided']).default('waiting'),
  after: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

/** Guarantees that close a ring and wait for a higher approval, or what became of them. */
export async function listHeldGuarantees(
  context: StaffContext,
  { state, after, limit }: z.infer<typeof HeldGuarantees>,
) {
  const { tx, institution, scope } = context
  const filter = { state, after, limit: limit + 1 }
  const rows = await listGuaranteeProposals(tx, institution.id, scope, filter)
  const page = rows.slice(0, limit)
  const parties = await partiesOf(
    context,
    page.flatMap(({ from, to, ring }) => [from, to, ...ring]),
  )
  return { rows: page, parties, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

export const GuaranteeAsked = z.strictObject({ from: z.uuid(), to: z.uuid() })

/** Before it is recorded: the ring that a guarantee would close, and who then has to let it through. */
export async function readRingPreview(
  context: StaffContext,
  asked: z.infer<typeof GuaranteeAsked>,
) {
  await requireOneEnd(context, asked, 'customer')
  const path = await ringClosedBy(context, asked)
  return {
    closes: path !== null,
    path: path ?? [],
    parties: await partiesOf(context, path ?? []),
    needs: path === null ? null : ('head-office-approver' as const),
  }
}
