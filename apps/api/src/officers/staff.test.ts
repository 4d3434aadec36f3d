import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../access/sign-in.ts'
import { setPasswordByLink } from '../access/sign-in.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'

let bank: TestBank
let system: TestStaff
let security: TestStaff
const password = 'a long enough passphrase'

beforeAll(async () => {
  bank = await aBank()
  system = await bank.hire('system-administrator')
  security = await bank.hire('security-administrator')
})
afterAll(() => bank.drop())

let count = 0
const aNewcomer = async () => {
  const loginName = `newcomer-${++count}`
  const added = await bank.as(system).staff.add({ name: '新人', loginName, branchId: bank.north })
  return { ...added, loginName }
}
const desk = () => ({ db: bank.db, now: bank.resources.now })
const tokenOf = (path: string) => path.split('#')[1] ?? ''

describe('a new colleague', () => {
  it('sets a password through the link once, and signs in', async () => {
    const { link, loginName } = await aNewcomer()
    const token = tokenOf(link.path)

    expect(await setPasswordByLink(desk(), token, 'short')).toBe('password-too-short')
    expect(await setPasswordByLink(desk(), token, password)).toBeNull()
    expect(await setPasswordByLink(desk(), token, password)).toBe('link-not-valid')

    expect(await signIn(desk(), loginName, password, 'test')).toMatchObject({ ok: true })
  })

  it('may do nothing until roles are granted by another administrator', async () => {
    const { id } = await aNewcomer()

    await expect(
      bank.as(system).staff.setRoles({ staffId: id, roles: ['customer-manager'] }),
    ).rejects.toThrow('forbidden')
    await bank.as(security).staff.setRoles({ staffId: id, roles: ['customer-manager'] })

    const { rows } = await bank.as(system).staff.list({ limit: 100 })
    expect(rows.find((row) => row.id === id)?.roles).toEqual(['customer-manager'])
  })

  it('cannot take a login name that is taken', async () => {
    const { loginName } = await aNewcomer()

    await expect(
      bank.as(system).staff.add({ name: '同名', loginName, branchId: bank.north }),
    ).rejects.toThrow('login-name-is-taken')
  })
})

describe('granting roles', () => {
  it('keeps the three administrators apart, in the rule and in the database', async () => {
    const { id } = await aNewcomer()

    await expect(
      bank
        .as(security)
        .staff.setRoles({ staffId: id, roles: ['system-administrator', 'audit-administrator'] }),
    ).rejects.toThrow('administrators-must-be-different-people')
    await expect(bank.hire(['system-administrator', 'security-administrator'])).rejects.toThrow(
      'administrators_are_different_people',
    )
  })

  it('is refused for oneself', async () => {
    await expect(
      bank.as(security).staff.setRoles({ staffId: security.staffId, roles: ['executive'] }),
    ).rejects.toThrow('own-roles')
  })
})

describe('disabling a colleague', () => {
  it('ends what they do at the next call', async () => {
    const leaver = await bank.hire('customer-manager')
    await bank.as(leaver).search.find({ text: '任何', limit: 20 })

    await bank.as(system).staff.disable({ staffId: leaver.staffId, reason: 'left the bank' })

    await expect(bank.as(leaver).search.find({ text: '任何', limit: 20 })).rejects.toThrow(
      'signed-out',
    )
    await bank.as(system).staff.enable({ staffId: leaver.staffId, reason: 'came back' })
    await bank.as(leaver).search.find({ text: '任何', limit: 20 })
  })

  it('takes effect on roles at the next call', async () => {
    const mover = await bank.hire('risk-officer')
    await bank
      .as(security)
      .staff.setRoles({ staffId: mover.staffId, roles: ['disbursement-officer'] })

    await expect(bank.as(mover).groups.confirm({ groupId: bank.north })).rejects.toThrow(
      'forbidden',
    )
  })
})

describe('moving a colleague', () => {
  it('takes them to another branch of the institution, and says from where', async () => {
    const mover = await bank.hire('customer-manager')

    await bank.as(system).staff.move({ staffId: mover.staffId, branchId: bank.south })

    const { rows } = await bank.as(system).staff.list({ limit: 100 })
    expect(rows.find(({ id }) => id === mover.staffId)?.branchId).toBe(bank.south)
    await expect(
      bank.as(system).staff.move({ staffId: mover.staffId, branchId: bank.south }),
    ).rejects.toThrow('already-in-this-branch')
  })
})

describe('resetting a password', () => {
  it('gives a link that works once, and is refused for oneself', async () => {
    const forgetful = await bank.hire('customer-manager')

    const link = await bank
      .as(security)
      .staff.resetPassword({ staffId: forgetful.staffId, reason: 'forgot it' })

    expect(await setPasswordByLink(desk(), tokenOf(link.path), password)).toBeNull()
    expect(await setPasswordByLink(desk(), tokenOf(link.path), password)).toBe('link-not-valid')
    await expect(
      bank.as(security).staff.resetPassword({ staffId: security.staffId, reason: 'mine' }),
    ).rejects.toThrow('own-account')
  })
})
