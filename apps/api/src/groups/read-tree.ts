import { guaranteeCircles } from '@banyan/domain/groups/guarantee-circle'
import { subtreeMaxima, subtreeSums } from '@banyan/domain/groups/subtree-sums'
import { NotFound } from '@banyan/domain/refused'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { findGroup, findGroupOfCustomer } from './groups.queries.ts'
import { findLimit, getTreeColumns, listGuarantees } from './tree.queries.ts'

/** A group or one of its customers, by id or by number. */
export const TreeOf = z.strictObject({
  groupId: z.uuid().optional(),
  number: z.string().max(40).optional(),
  customerId: z.uuid().optional(),
})
export type TreeOf = z.infer<typeof TreeOf>

async function groupIdOf(
  context: StaffContext,
  { groupId, number, customerId }: TreeOf,
): Promise<string> {
  const { tx, institution, scope } = context
  if (groupId) return groupId
  if (customerId) {
    const customer = found(
      await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }),
      'customer',
    )
    return customer.groupId ?? missing()
  }
  const text = (number ?? '').trim().toUpperCase()
  const group = await findGroup(tx, institution.id, scope, { number: text })
  if (group) return group.id
  const customer = found(
    await findGroupOfCustomer(tx, institution.id, scope, { number: text }),
    'group',
  )
  return customer.groupId ?? missing()
}

function missing(): never {
  throw new NotFound('group')
}

/** The whole tree of a group in depth-first order, with what each node and everything below it owes. */
export async function readTree(context: StaffContext, input: TreeOf) {
  const { tx, institution, scope, businessDay } = context
  const groupId = await groupIdOf(context, input)
  const group = found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  const columns = await getTreeColumns(tx, institution.id, groupId, businessDay)
  const limit = await findLimit(tx, institution.id, groupId, businessDay)
  const guarantees = await listGuarantees(tx, institution.id, groupId, businessDay)
  const { sizes } = columns
  const used = columns.balances.reduce((sum, balance) => sum + balance, 0)
  const reserved = columns.reserved.reduce((sum, amount) => sum + amount, 0)
  const names = columns.names.map((name, index) =>
    shownName(context, columns.kinds[index] ?? '', name),
  )
  return {
    group: { ...group, businessDay },
    limit: limit ?? null,
    used,
    reserved,
    overdue: columns.overdue.reduce((sum, amount) => sum + amount, 0),
    guaranteeCircles: guaranteeCircles(
      guarantees.map(({ from, to }) => ({ guarantor: from, borrower: to })),
    ),
    nodes: {
      ...columns,
      names,
      subtreeBalances: subtreeSums(columns.balances, sizes),
      subtreeReserved: subtreeSums(columns.reserved, sizes),
      subtreeOverdue: subtreeSums(columns.overdue, sizes),
      subtreeDays: subtreeMaxima(columns.daysPastDue, sizes),
      subtreeTiers: subtreeMaxima(columns.tiers, sizes),
    },
  }
}
