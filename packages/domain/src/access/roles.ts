/** Every role a member of staff can hold in one institution. */
export const roles = [
  'customer-manager',
  'document-reviewer',
  'branch-approver',
  'head-office-approver',
  'risk-officer',
  'disbursement-officer',
  'post-loan-officer',
  'executive',
  'regulator',
  'auditor',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const

export type Role = (typeof roles)[number]

/** GB/T 22239-2019, 8.1.4.2 d: three administrators who are three different people. */
export const administratorRoles = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const satisfies readonly Role[]

/** Roles that make, decide or carry out lending business. */
export const operativeRoles = [
  'customer-manager',
  'document-reviewer',
  'branch-approver',
  'head-office-approver',
  'risk-officer',
  'disbursement-officer',
  'post-loan-officer',
] as const satisfies readonly Role[]

export type SeparationRefusal =
  | 'administrators-must-be-different-people'
  | 'administrators-do-no-business'
  | 'auditor-does-no-business'
  | 'regulator-holds-no-other-role'
  | 'disbursement-officer-approves-nothing'

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}

/**
 * Why one person may not hold all of these roles together, or null when they may.
 * Whoever administers, audits or supervises does no business; whoever pays out does not approve.
 */
export function separationRefusal(held: readonly Role[]): SeparationRefusal | null {
  const distinct = new Set(held)
  const countOf = (among: readonly Role[]) => among.filter((role) => distinct.has(role)).length
  const isOperative = countOf(operativeRoles) > 0

  if (countOf(administratorRoles) > 1) return 'administrators-must-be-different-people'
  if (distinct.has('regulator') && distinct.size > 1) return 'regulator-holds-no-other-role'
  if (countOf(administratorRoles) === 1 && isOperative) return 'administrators-do-no-business'
  if (distinct.has('auditor') && isOperative) return 'auditor-does-no-business'
  if (
    distinct.has('disbursement-officer') &&
    countOf(['branch-approver', 'head-office-approver']) > 0
  ) {
    return 'disbursement-officer-approves-nothing'
  }
  return null
}
