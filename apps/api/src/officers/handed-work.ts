import type { Role } from '@banyan/domain/access/roles'
import { Refused } from '@banyan/domain/refused'
import { type Procedure, reachOf } from '../access/policy.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { findActiveStaff, findFilePlace, type FilePlace } from './active-staff.queries.ts'
import { listColleagues } from './staff.queries.ts'

/** Work that one hands to another, by what its new owner has to be able to do. */
const doing = {
  collection: 'collection.recordAction',
  warnings: 'warnings.note',
  inspections: 'inspections.record',
} as const satisfies Record<string, Procedure>

export type HandedWork = keyof typeof doing
export const handedWorks = Object.keys(doing) as [HandedWork, ...HandedWork[]]

interface Candidate {
  id: string
  branchId: string
  roles: readonly string[]
}

/**
 * Why somebody cannot be given this work, or null. Whoever holds a case or a warning can see it; what is done in a
 * customer's file needs the file within reach.
 */
function unfitness(
  work: HandedWork,
  { id, branchId, roles }: Candidate,
  file: FilePlace | null,
): string | null {
  const reach = reachOf(doing[work], roles as readonly Role[])
  if (reach === null) return 'assignee-of-other-post'
  if (file === null || reach === 'institution') return null
  const isWithin = reach === 'own' ? file.officerId === id : file.branchIds.includes(branchId)
  return isWithin ? null : 'assignee-without-reach'
}

type Place = Pick<StaffContext, 'tx' | 'institution'>

/** Refuses a new owner who does not work here now, or whose post does not do such work. */
export async function refuseUnfit(
  context: Place,
  work: HandedWork,
  { staffId, customerId = null }: { staffId: string; customerId?: string | null },
): Promise<void> {
  const member = await findActiveStaff(context, staffId)
  if (member === undefined) throw new Refused('assignee-not-active')
  const file = customerId === null ? null : await findFilePlace(context, customerId)
  const reason = unfitness(work, member, file)
  if (reason !== null) throw new Refused(reason)
}

/** Who can be given this work, of the customer where it is done in one's file. */
export async function listFitColleagues(
  context: Place,
  work: HandedWork,
  customerId: string | null,
) {
  const file = customerId === null ? null : await findFilePlace(context, customerId)
  const members = await listColleagues(context.tx, context.institution.id, undefined)
  return members.filter((member) => unfitness(work, member, file) === null)
}
