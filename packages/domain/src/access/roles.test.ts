import { describe, expect, it } from 'vitest'

import type { Role, SeparationRefusal } from './roles.ts'
import { administratorRoles, isRole, operativeRoles, roles, separationRefusal } from './roles.ts'

describe('holding several roles', () => {
  it.each(roles)('allows %s alone', (role) => {
    expect(separationRefusal([role])).toBeNull()
  })

  it.each<[SeparationRefusal | null, Role[]]>([
    ['administrators-must-be-different-people', ['system-administrator', 'audit-administrator']],
    ['administrators-do-no-business', ['security-administrator', 'customer-manager']],
    ['auditor-does-no-business', ['auditor', 'risk-officer']],
    ['regulator-holds-no-other-role', ['regulator', 'executive']],
    ['disbursement-officer-approves-nothing', ['disbursement-officer', 'branch-approver']],
    [null, ['customer-manager', 'post-loan-officer']],
    [null, ['branch-approver', 'head-office-approver']],
    [null, ['auditor', 'auditor']],
    [null, []],
  ])('answers %s to %j', (refusal, held) => {
    expect(separationRefusal(held)).toBe(refusal)
  })

  it('keeps every pair of administrators apart', () => {
    for (const one of administratorRoles) {
      for (const other of roles.filter((role) => role !== one)) {
        const isForbidden = [...administratorRoles, ...operativeRoles, 'regulator'].includes(other)
        expect(separationRefusal([one, other]) !== null).toBe(isForbidden)
      }
    }
  })

  it('knows its own names', () => {
    expect(isRole('auditor')).toBe(true)
    expect(isRole('admin')).toBe(false)
  })
})
