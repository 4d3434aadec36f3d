import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { addRelation, RelationEntry } from './add-relation.ts'
import { addMember, GroupMember, removeMember } from './change-members.ts'
import { confirmGroup, GroupNamed } from './confirm-group.ts'
import { endRelation, RelationEnd } from './end-relation.ts'
import { findGroupOfCustomer, listGroups } from './group-list.queries.ts'
import { readTree, TreeOf } from './read-tree.ts'
import { listRelations } from './relations.queries.ts'
import { GroupLimit, setGroupLimit } from './set-group-limit.ts'

const GroupFilter = z.strictObject({
  status: z.enum(['proposed', 'confirmed']).optional(),
  mine: z.boolean().optional(),
  after: z.strictObject({ id: z.uuid() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function groupPage(context: StaffContext, filter: z.infer<typeof GroupFilter>) {
  const { tx, institution, scope } = context
  const rows = await listGroups(tx, institution.id, scope, { ...filter, limit: filter.limit + 1 })
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ rootKind, ...row }) => ({
      ...row,
      name: shownName(context, rootKind ?? '', row.name),
    })),
    next: rows.length > filter.limit && last ? { id: last.id } : null,
  }
}

const OfCustomer = z.strictObject({ customerId: z.uuid() })

/** How one customer stands to others; both ends named as the caller may see them. */
async function relationsOf(context: StaffContext, { customerId }: z.infer<typeof OfCustomer>) {
  const { tx, institution, scope } = context
  found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  const rows = await listRelations(tx, institution.id, customerId)
  return rows.map((row) => ({
    ...row,
    fromName: shownName(context, row.fromKind, row.fromName),
    toName: shownName(context, row.toKind, row.toName),
  }))
}

export const groups = createRouter({
  list: allowedTo('see groups').read(GroupFilter, groupPage),
  tree: allowedTo('see groups').read(TreeOf, readTree),
  relations: allowedTo('see groups').read(OfCustomer, relationsOf),
  addRelation: allowedTo('edit relations').write(RelationEntry, addRelation),
  endRelation: allowedTo('edit relations').write(RelationEnd, endRelation),
  addMember: allowedTo('edit groups').write(GroupMember, addMember),
  removeMember: allowedTo('edit groups').write(GroupMember, removeMember),
  confirm: allowedTo('confirm groups').write(GroupNamed, confirmGroup),
  setLimit: allowedTo('set group limits', { fresh: true }).write(GroupLimit, setGroupLimit),
})
