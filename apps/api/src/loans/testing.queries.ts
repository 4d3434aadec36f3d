import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import type { TestBank, TestStaff } from '../testing.ts'

/** Where borrowers and approvals are made: a test's bank, or the bank of a running server. */
type Bank = Pick<TestBank, 'resources' | 'institution'>

/** Capital large enough that no limit is in the way. */
export async function withCapital({ resources, institution }: Bank, amount = money(1e14)) {
  await resources.transact(institution.id, (tx) =>
    tx
      .insertInto('capitalBase')
      .values(
        ['net-capital', 'net-assets'].map((kind) => ({
          institutionId: institution.id,
          kind,
          validFrom: '2020-01-01',
          amount,
          source: 'test',
        })),
      )
      .execute(),
  )
}

let made = 0

export async function aBorrower(bank: Bank, officer: TestStaff): Promise<string> {
  const { resources, institution } = bank
  const id = uuidv7()
  const count = ++made
  const at = resources.now()
  await resources.transact(institution.id, (tx) =>
    tx
      .insertInto('customer')
      .values({
        institutionId: institution.id,
        id,
        number: `C${count}-${id.slice(-6)}`,
        kind: 'company',
        name: `榕树贸易${count}有限公司`,
        nameSort: `rongshu ${count}`,
        status: 'active',
        branchId: officer.branchId,
        officerId: officer.staffId,
        industrySection: 'F',
        source: 'test',
        createdBy: officer.staffId,
        createdAt: at,
        changedAt: at,
      })
      .execute(),
  )
  return id
}

export interface Approved {
  amount?: Money
  termMonths?: number
  expiresOn?: Day
  customerId?: string
  businessDay?: Day
}

/** An application that another person has approved, its amount reserved. */
export async function anApprovedApplication(
  bank: Bank,
  { officer, approver }: { officer: TestStaff; approver: TestStaff },
  approved: Approved = {},
): Promise<{ applicationId: string; customerId: string }> {
  const { resources, institution } = bank
  const { amount = money(1_200_000_00), termMonths = 12 } = approved
  const businessDay = approved.businessDay ?? ('2026-10-15' as Day)
  const customerId = approved.customerId ?? (await aBorrower(bank, officer))
  const [applicationId, at] = [uuidv7(), resources.now()]
  const terms = { amount, termMonths, annualRate: parseRate('4.35') }
  await resources.transact(institution.id, async (tx) => {
    await tx
      .insertInto('application')
      .values({
        institutionId: institution.id,
        id: applicationId,
        number: `SQ-${applicationId.slice(-10)}`,
        customerId,
        product: 'working-capital',
        ...terms,
        method: 'equal-instalment',
        purpose: '采购原料',
        status: 'approved',
        branchId: officer.branchId,
        officerId: officer.staffId,
        madeBy: officer.staffId,
        createdOn: businessDay,
        createdAt: at,
        statusSince: at,
        statusOn: businessDay,
        decidedOn: businessDay,
        decidedAt: at,
      })
      .execute()
    await tx
      .insertInto('decision')
      .values({
        institutionId: institution.id,
        applicationId,
        makerId: officer.staffId,
        checkerId: approver.staffId,
        outcome: 'approved',
        ...terms,
        role: 'branch-approver',
        note: '同意',
        groupExposure: 0,
        decidedOn: businessDay,
        decidedAt: at,
      })
      .execute()
    await tx
      .insertInto('reservation')
      .values({
        institutionId: institution.id,
        applicationId,
        customerId,
        amount,
        status: 'open',
        expiresOn: approved.expiresOn ?? addDays(businessDay, 90),
      })
      .execute()
  })
  return { applicationId, customerId }
}
