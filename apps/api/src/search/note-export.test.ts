import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { auditActions } from '../groups/acts/acts-tests.queries.ts'
import { aGroup } from '../testing-applications.ts'
import { aBank, sessionFor, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany } from '../testing-customers.ts'
import type { ExportNote } from './note-export.ts'

let bank: TestBank
let anna: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
})
afterAll(() => bank.drop())

const taken: z.input<typeof ExportNote> = {
  list: 'customers',
  format: 'xlsx',
  rows: 12,
  columns: ['name', 'balance'],
  filters: ['text', 'tier'],
}
const events = () => bank.inside(anna, ({ tx }) => auditActions(tx, anna.staffId))

describe('taking a list away', () => {
  it('leaves who took how much of it, and the fields that narrowed it', async () => {
    await bank.as(anna).exports.note(taken)
    const { rows } = await bank
      .as(await bank.hire('auditor'))
      .audit.events({ from: '2026-01-01', to: '2026-12-31' })
    expect(rows.find(({ action }) => action === 'list-exported')?.detail).toEqual(taken)
  })

  it('of a tree names the group, and is refused for one out of reach', async () => {
    const member = await aCompany(bank, anna, { name: '导出母' })
    const approver = await bank.hire('branch-approver')
    const posts = { bank, manager: anna, reviewer: anna, approver, headApprover: approver }
    const groupId = await aGroup(posts, [member], null)
    const tree = { ...taken, list: 'tree' as const, groupId }
    const before = (await events()).length
    await bank.as(anna).exports.note(tree)
    expect(await events()).toHaveLength(before + 1)
    const southern = await bank.hire('customer-manager', { branchId: bank.south })
    await expect(bank.as(southern).exports.note(tree)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('asks for a fresh sign-in', async () => {
    const session = { ...sessionFor(anna), freshUntil: new Date(0) }
    await expect(bank.as(anna, { session }).exports.note(taken)).rejects.toThrow('sign-in-again')
  })

  it.each([
    [{ filters: ['张三丰'] }],
    [{ filters: ['name = 310101199001011234'] }],
    [{ list: 'tree' as const }],
    [{ groupId: crypto.randomUUID() }],
  ])('takes no values, and a group of trees alone: %o', async (change) => {
    await expect(bank.as(anna).exports.note({ ...taken, ...change })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})
