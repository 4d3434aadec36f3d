import type { Role } from '@banyan/domain/access/roles'
import { describe, expect, it } from 'vitest'
import { roleChoices } from './role-choices.ts'

const refusedBeside = (...chosen: Role[]) =>
  Object.fromEntries(
    roleChoices(chosen).flatMap(({ role, refusal }) => (refusal ? [[role, refusal]] : [])),
  )

describe('the roles offered beside those chosen', () => {
  it('are all open when none is chosen', () => {
    expect(refusedBeside()).toEqual({})
  })

  it('lock approving for whoever pays out', () => {
    expect(refusedBeside('disbursement-officer')).toMatchObject({
      'branch-approver': 'disbursement-officer-approves-nothing',
      'head-office-approver': 'disbursement-officer-approves-nothing',
      auditor: 'auditor-does-no-business',
    })
  })

  it('leave what is chosen free to be taken away', () => {
    const held = roleChoices(['regulator']).filter(({ isHeld }) => isHeld)

    expect(held).toEqual([{ role: 'regulator', isHeld: true, refusal: null }])
    expect(Object.keys(refusedBeside('regulator'))).toHaveLength(12)
  })
})
