import { type Tx, uuidv7 } from '@banyan/database'
import { addDays, type Day, day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { parseRate, type Rate } from '@banyan/domain/rate'
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
  const {
    amount = money(1_200_000_00),
    termMonths = 12,
    businessDay = day('2026-10-15'),
  } = approved
  const customerId = approved.customerId ?? (await aBorrower(bank, officer))
  const applicationId = uuidv7()
  const terms = { amount, termMonths, annualRate: parseRate('4.35') }
  const decidedAt = resources.now()
  await resources.transact(institution.id, async (tx) => {
    const institutionId = institution.id
    await insertApplied(tx, {
      officer,
      row: { institutionId, id: applicationId, customerId, ...terms, decidedAt },
      businessDay,
    })
    await tx
      .insertInto('decision')
      .values({
        institutionId,
        applicationId,
        makerId: officer.staffId,
        checkerId: approver.staffId,
        outcome: 'approved',
        ...terms,
        role: 'branch-approver',
        note: '同意',
        groupExposure: 0,
        decidedOn: businessDay,
        decidedAt,
      })
      .execute()
    const expiresOn = approved.expiresOn ?? addDays(businessDay, 90)
    await tx
      .insertInto('reservation')
      .values({ institutionId, applicationId, customerId, amount, status: 'open', expiresOn })
      .execute()
  })
  return { applicationId, customerId }
}

interface Applied {
  officer: TestStaff
  row: {
    institutionId: string
    id: string
    customerId: string
    amount: Money
    termMonths: number
    annualRate: Rate
    decidedAt: Date
  }
  businessDay: Day
}

async function insertApplied(tx: Tx, { officer, row, businessDay }: Applied): Promise<void> {
  await tx
    .insertInto('application')
    .values({
      ...row,
      number: `SQ-${row.id.slice(-10)}`,
      product: 'working-capital',
      method: 'equal-instalment',
      purpose: '采购原料',
      status: 'approved',
      branchId: officer.branchId,
      officerId: officer.staffId,
      madeBy: officer.staffId,
      createdOn: businessDay,
      createdAt: row.decidedAt,
      statusSince: row.decidedAt,
      statusOn: businessDay,
      decidedOn: businessDay,
    })
    .execute()
}
