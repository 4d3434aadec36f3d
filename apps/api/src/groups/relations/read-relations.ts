import { z } from 'zod'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { findGroupOfCustomer } from '../group-list.queries.ts'
import { partiesOf } from '../parties.ts'
import { listFormsOf, listRelations } from '../relations.queries.ts'
import { requireOneEnd } from './relation-reach.ts'

export const OfCustomer = z.strictObject({ customerId: z.uuid() })

/** How one customer stands to others; both ends named as the caller may see them. */
export async function readRelations(
  context: StaffContext,
  { customerId }: z.infer<typeof OfCustomer>,
) {
  const { tx, institution, scope } = context
  found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  const rows = await listRelations(tx, institution.id, customerId)
  return rows.map((row) => ({
    ...row,
    fromName: shownName(context, row.fromKind, row.fromName),
    toName: shownName(context, row.toKind, row.toName),
  }))
}

export const OfRelation = z.strictObject({ relationId: z.uuid() })

/** Every form that a relation was known in, oldest first, with who said so and why. */
export async function readRelationHistory(
  context: StaffContext,
  { relationId }: z.infer<typeof OfRelation>,
) {
  const { tx, institution } = context
  const forms = await listFormsOf(tx, institution.id, relationId)
  const first = found(forms[0], 'relation')
  await requireOneEnd(context, { from: first.fromId, to: first.toId }, 'relation')
  return { forms, parties: await partiesOf(context, [first.fromId, first.toId]) }
}
