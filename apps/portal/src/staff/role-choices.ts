import {
  type Role,
  roles,
  separationRefusal,
  type SeparationRefusal,
} from '@banyan/domain/access/roles'

export interface RoleChoice {
  role: Role
  isHeld: boolean
  /** Why it cannot be held together with those chosen; null for what is chosen already. */
  refusal: SeparationRefusal | null
}

/** Every role beside those chosen, in the order of the work. */
export function roleChoices(chosen: readonly Role[]): RoleChoice[] {
  return roles.map((role) => {
    const isHeld = chosen.includes(role)
    return { role, isHeld, refusal: isHeld ? null : separationRefusal([...chosen, role]) }
  })
}
