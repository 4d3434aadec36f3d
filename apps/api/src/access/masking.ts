import type { Role } from '@banyan/domain/access/roles'
import { maskName } from '@banyan/domain/customers/masking'
import type { StaffContext } from './staff-context.ts'

/** Roles that watch, audit or administer: they see figures and companies, not who a person is. */
const outsiders: readonly Role[] = [
  'executive',
  'regulator',
  'auditor',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
]

export function hidesPersonNames(held: readonly Role[]): boolean {
  return held.every((role) => outsiders.includes(role))
}

/** A party's name as this caller may see it. */
export function shownName(
  context: Pick<StaffContext, 'hidesNames'>,
  kind: string,
  name: string,
): string {
  return context.hidesNames && kind === 'person' ? maskName(name) : name
}
