import { uuidv7 } from '@banyan/database'
import type { NewApplication } from '@banyan/domain/applications/application'
import { day } from '@banyan/domain/calendar'
import { documentKinds } from '@banyan/domain/documents/document-kinds'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import type { z } from 'zod'
import type { StepTaken } from './applications/take-step.ts'
import { aBank, type TestBank, type TestStaff } from './testing.ts'
import { aPerson, type TestCustomer } from './testing-customers.ts'

export interface Posts {
  bank: TestBank
  manager: TestStaff
  reviewer: TestStaff
  approver: TestStaff
  headApprover: TestStaff
}

/** A bank with a capital base, and one person in each post that an application passes. */
export async function aStaffedBank(): Promise<Posts> {
  const bank = await aBank()
  const posts = {
    bank,
    manager: await bank.hire('customer-manager', { name: '王敏' }),
    reviewer: await bank.hire('document-reviewer', { name: '李响' }),
    approver: await bank.hire('branch-approver', { name: '周岚' }),
    headApprover: await bank.hire('head-office-approver', {
      name: '赵宁',
      branchId: bank.institution.headOfficeId,
    }),
  }
  await bank.inside(posts.manager, ({ tx, institution }) =>
    tx
      .insertInto('capitalBase')
      .values({
        institutionId: institution.id,
        kind: 'net-capital',
        validFrom: '2020-01-01',
        amount: money(10_000_000_000_00),
        source: 'test',
      })
      .execute(),
  )
  return posts
}

/** A person of good standing whose file lacks no document. */
export async function aReadyPerson({ bank, manager }: Posts): Promise<TestCustomer> {
  const customer = await aPerson(bank, manager, {
    birthDate: day('1988-03-01'),
    annualIncome: money(600_000_00),
    occupation: '中学教师',
    assets: [{ kind: 'real-estate', value: money(2_000_000_00) }],
  })
  await attachEveryDocument({ bank, manager }, customer.id)
  return customer
}

export async function attachEveryDocument(
  { bank, manager }: Pick<Posts, 'bank' | 'manager'>,
  customerId: string,
): Promise<void> {
  await bank.inside(manager, ({ tx, institution, now }) =>
    tx
      .insertInto('document')
      .values(
        documentKinds.map((kind) => ({
          institutionId: institution.id,
          id: uuidv7(),
          customerId,
          applicationId: null,
          kind,
          fileName: `${kind}.pdf`,
          mediaType: 'application/pdf',
          size: 1,
          digest: Buffer.alloc(32),
          createdBy: manager.staffId,
          createdAt: now(),
        })),
      )
      .execute(),
  )
}

/** A confirmed group of these customers with a limit in fen, or without one. */
export async function aGroup(
  { bank, manager, headApprover }: Posts,
  members: readonly TestCustomer[],
  limit: number | null,
): Promise<string> {
  const id = uuidv7()
  await bank.inside(manager, async ({ tx, institution, now }) => {
    const institutionId = institution.id
    await tx
      .insertInto('customerGroup')
      .values({
        institutionId,
        id,
        number: `G${id.slice(-12)}`,
        name: '长河集团',
        nameSort: 'changhe',
        status: 'confirmed',
        leadBranchId: manager.branchId,
        memberCount: members.length,
        madeBy: manager.staffId,
        madeAt: now(),
        confirmedBy: headApprover.staffId,
      })
      .execute()
    await tx
      .insertInto('groupMember')
      .values(
        members.map((member) => ({
          institutionId,
          id: uuidv7(),
          groupId: id,
          customerId: member.id,
          reason: 'ownership',
          validFrom: '2020-01-01',
          knownFrom: now(),
        })),
      )
      .execute()
    if (limit === null) return
    await tx
      .insertInto('groupLimit')
      .values({
        institutionId,
        id: uuidv7(),
        groupId: id,
        amount: limit,
        isRevolving: true,
        validFrom: '2020-01-01',
        setBy: headApprover.staffId,
        setAt: now(),
        note: 'test',
      })
      .execute()
  })
  return id
}

export const wholeTerms = {
  product: 'consumer',
  amount: money(100_000_00),
  termMonths: 24,
  annualRate: parseRate('4.9'),
  method: 'equal-instalment',
  frequency: 'monthly',
  guarantee: 'credit',
  purpose: '装修',
  repaymentSource: '工资收入',
} satisfies Partial<z.input<typeof NewApplication>>

type Change = Partial<z.input<typeof NewApplication>>

/** A complete draft of the manager's customer. */
export async function aDraft(
  posts: Posts,
  change: Change = {},
  customer?: TestCustomer,
): Promise<StepTaken> {
  const { id: customerId } = customer ?? (await aReadyPerson(posts))
  const { bank, manager } = posts
  return bank.as(manager).applications.draft({ ...wholeTerms, customerId, ...change })
}

export const at = ({ id, version }: StepTaken) => ({ applicationId: id, version })

export async function aSubmission(posts: Posts, change: Change = {}, customer?: TestCustomer) {
  const draft = await aDraft(posts, change, customer)
  return posts.bank.as(posts.manager).applications.submit(at(draft))
}

export async function aReview(posts: Posts, change: Change = {}, customer?: TestCustomer) {
  const submitted = await aSubmission(posts, change, customer)
  return posts.bank.as(posts.reviewer).applications.startReview(at(submitted))
}

/** On the approval desk: reviewed, and scored with it. */
export async function aScored(posts: Posts, change: Change = {}, customer?: TestCustomer) {
  const inReview = await aReview(posts, change, customer)
  return posts.bank.as(posts.reviewer).scoring.passReview(at(inReview))
}

/** An approval of what was asked. */
export const asAsked = (taken: StepTaken) => ({
  ...at(taken),
  amount: wholeTerms.amount,
  termMonths: wholeTerms.termMonths,
  annualRate: wholeTerms.annualRate,
  note: '同意',
})
