import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { listExpiredPapers } from './expired-papers.queries.ts'
import { findGroup } from './group-list.queries.ts'

export const PapersOfGroup = z.strictObject({ groupId: z.uuid() })

/** The members of a group whose proof of identity or licence has run out, for the marks in its tree. */
export async function readExpiredPapers(
  { tx, institution, scope, businessDay }: StaffContext,
  { groupId }: z.output<typeof PapersOfGroup>,
) {
  const group = found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  return listExpiredPapers(tx, institution.id, group.id, businessDay)
}
