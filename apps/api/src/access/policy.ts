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
function row<P extends string>(permission: P, cells: string, masked: readonly MaskedField[] = []) {
  const letters = cells.split(/\s+/)
  if (letters.length !== roles.length) throw new Error(`${permission}: a cell for each role`)
  const reach = roles.map((role, index): [Role, Reach | null] => {
    const cell = reaches[letters[index] ?? '']
    if (cell === undefined) throw new Error(`${permission}: undeclared cell for ${role}`)
    return [role, cell]
  })
  return { permission, reach: Object.fromEntries(reach) as Record<Role, Reach | null>, masked }
}

const person: readonly MaskedField[] = [
  'identity-number',
  'mobile',
  'card',
  'address',
  'email',
  'person-name',
]
const names: readonly MaskedField[] = ['person-name']

/**
 * Who may do what, how far, and what stays masked: procedure × role.
 * CM customer manager · DR document reviewer · BA branch approver · HA head-office approver ·
 * RO risk officer · DO disbursement officer · PL post-loan officer · EX executive · RG regulator ·
 * AU auditor · SY system, SE security, AA audit administrator.
 */
export const policy = {
  //                                                CM DR BA HA RO DO PL EX RG AU SY SE AA
  'staff.list': row('see staff', '-  -  -  -  -  -  -  i  -  i  i  i  i'),
  'staff.colleagues': row('see colleagues', 'i  i  i  i  i  i  i  i  -  i  i  i  i'),
  'staff.add': row('manage staff', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'staff.move': row('manage staff', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'staff.setRoles': row('grant roles', '-  -  -  -  -  -  -  -  -  -  -  i  -'),
  'staff.disable': row('manage staff', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'staff.enable': row('manage staff', '-  -  -  -  -  -  -  -  -  -  i  -  -'),
  'staff.resetPassword': row('reset passwords', '-  -  -  -  -  -  -  -  -  -  -  i  -'),
  'staff.branches': row('see colleagues', 'i  i  i  i  i  i  i  i  -  i  i  i  i'),
  'groups.list': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.tree': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.relations': row('see groups', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
  'groups.addRelation': row('edit relations', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'groups.endRelation': row('edit relations', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'groups.addMember': row('edit groups', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'groups.removeMember': row('edit groups', 'o  -  -  -  i  -  -  -  -  -  -  -  -'),
  'groups.confirm': row('confirm groups', '-  -  b  i  i  -  -  -  -  -  -  -  -'),
  'groups.setLimit': row('set group limits', '-  -  -  i  i  -  -  -  -  -  -  -  -'),
  'search.find': row('search', 'b  b  b  i  i  b  b  i  -  i  -  -  -', names),
} as const satisfies Record<string, PolicyRow>

export { names as maskedNames, person as maskedPerson }

export type Procedure = keyof typeof policy
export type Permission = (typeof policy)[Procedure]['permission']

const widest: readonly Reach[] = ['institution', 'branch', 'own']

/** The widest reach that any of these roles has in a procedure, or null when none has any. */
export function reachOf(procedure: Procedure, held: readonly Role[]): Reach | null {
  const { reach } = policy[procedure]
  return widest.find((candidate) => held.some((role) => reach[role] === candidate)) ?? null
}

export function isProcedure(path: string): path is Procedure {
  return Object.hasOwn(policy, path)
}

/** What the screens ask before they show a way to do something. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  const rows = Object.values(policy)
  const allowed = rows.filter(({ reach }) => held.some((role) => reach[role] !== null))
  return [...new Set(allowed.map(({ permission }) => permission))]
}
