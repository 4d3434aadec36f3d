import { isRole, type Role } from '@banyan/domain/access/roles'
import type { Outputs } from '../api.ts'

/** A line of the list of staff. */
export type StaffLine = Outputs['staff']['list']['rows'][number]

export function rolesOf({ roles }: Pick<StaffLine, 'roles'>): Role[] {
  return roles.filter(isRole)
}
