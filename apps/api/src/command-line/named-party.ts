import { Day } from '@banyan/domain/calendar'
import { NotFound } from '@banyan/domain/refused'
import { formatRate, type Rate } from '@banyan/domain/rate'
import type { StaffContext } from '../access/staff-context.ts'
import { momentOf, type StatedMoment } from '../groups/as-of/read-tree-as-of.ts'
import { findGroup, findGroupOfCustomer } from '../groups/group-list.queries.ts'
import { listNamedCustomers } from '../groups/groups.queries.ts'
import { CommandFailed, type CommandInput } from './command.ts'

/** A customer by number, or by the id another system or a register knows it by; and its group, if any. */
export async function customerNamed(
  { tx, institution, scope }: StaffContext,
  text: string,
): Promise<{ customerId: string; groupId: string | null }> {
  const number = text.trim().toUpperCase()
  const byNumber = await findGroupOfCustomer(tx, institution.id, scope, { number })
  if (byNumber) return byNumber
  const [id] = await listNamedCustomers(tx, institution.id, text.trim())
  const byName = id && (await findGroupOfCustomer(tx, institution.id, scope, { id }))
  if (!byName) throw new NotFound('customer')
  return byName
}

/** A group by number, or the one in which a customer stands; of a customer without a group its own id alone. */
export async function groupNamed(
  context: StaffContext,
  text: string,
): Promise<{ groupId: string | null; customerId: string | null }> {
  const { tx, institution, scope } = context
  const number = text.trim().toUpperCase()
  const group = await findGroup(tx, institution.id, scope, { number })
  return group ? { groupId: group.id, customerId: null } : customerNamed(context, text)
}

export const momentOptions = ['on', 'known-at'] as const

/** `--on DAY --known-at INSTANT`; left out, the business day and now. */
export function momentAsked(context: StaffContext, options: CommandInput['options']): StatedMoment {
  const on = options['on']
  const knownAt = options['known-at']
  if (on !== undefined && !Day.safeParse(on).success)
    throw new CommandFailed('--on takes a day, as YYYY-MM-DD')
  if (knownAt !== undefined && Number.isNaN(Date.parse(knownAt)))
    throw new CommandFailed('--known-at takes an instant, as 2026-10-15T09:00:00Z')
  return momentOf(context, {
    ...(on === undefined ? {} : { on: Day.parse(on) }),
    ...(knownAt === undefined ? {} : { knownAt }),
  })
}

/** 60.5 for 60.5 %; null where it is not known. */
export function percentNumber(share: Rate | null): number | null {
  return share === null ? null : Number(formatRate(share))
}
