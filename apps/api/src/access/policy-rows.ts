import { type Role, roles } from '@banyan/domain/access/roles'

/** How far a role sees: its own customers, its branch and those below, the whole institution. */
export type Reach = 'own' | 'branch' | 'institution'

/** Personal fields that leave the system masked wherever this procedure shows them. */
export type MaskedField =
  | 'identity-number'
  | 'mobile'
  | 'card'
  | 'address'
  | 'email'
  | 'person-name'

export interface PolicyRow {
  permission: string
  reach: Readonly<Record<Role, Reach | null>>
  masked: readonly MaskedField[]
}

const reaches: Record<string, Reach | null> = {
  '-': null,
  o: 'own',
  b: 'branch',
  i: 'institution',
}

/** One cell for every role, in the order of `roles`. A missing or unknown cell stops the start. */
export function row<P extends string>(
  permission: P,
  cells: string,
  masked: readonly MaskedField[] = [],
) {
  const letters = cells.split(/\s+/)
  if (letters.length !== roles.length) throw new Error(`${permission}: a cell for each role`)
  const reach = roles.map((role, index): [Role, Reach | null] => {
    const cell = reaches[letters[index] ?? '']
    if (cell === undefined) throw new Error(`${permission}: undeclared cell for ${role}`)
    return [role, cell]
  })
  return { permission, reach: Object.fromEntries(reach) as Record<Role, Reach | null>, masked }
}

export const person: readonly MaskedField[] = [
  'identity-number',
  'mobile',
  'card',
  'address',
  'email',
  'person-name',
]
export const names: readonly MaskedField[] = ['person-name']
