import { uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anApprovedApplication } from '../loans/testing.queries.ts'
import {
  aGroup,
  aReadyPerson,
  asAsked,
  aScored,
  aStaffedBank,
  type Posts,
} from '../testing-applications.ts'
import { refusalOf } from '../testing-refusals.ts'
import type { TestStaff } from '../testing.ts'
import { setVerification } from './facts.queries.ts'

let posts: Posts
let payer: TestStaff
let risk: TestStaff

beforeAll(async () => {
  posts = await aStaffedBank()
  risk = await posts.bank.hire('risk-officer')
  payer = await posts.bank.hire('disbursement-officer')
})
afterAll(() => posts.bank.drop())

const as = (staff: TestStaff) => posts.bank.as(staff)
const approve = (taken: Awaited<ReturnType<typeof aScored>>) =>
  refusalOf(as(posts.approver).decisions.approve(asAsked(taken)))
const mark = (customerId: string) =>
  as(risk).facts.markFalse({ customerId, what: '流水系伪造', documentId: null })
async function anApproval() {
  const { id: customerId } = await aReadyPerson(posts)
  const { manager: officer, approver } = posts
  return anApprovedApplication(posts.bank, { officer, approver }, { customerId })
}
const lift = (id: string) => as(posts.headApprover).facts.liftFalse({ id, reason: '经核查属实' })

/** A proof of the identity number that ran out long ago. */
async function provedUntil(customerId: string, expiresOn: string): Promise<void> {
  await posts.bank.inside(posts.reviewer, (context) =>
    setVerification(context, {
      institutionId: context.institution.id,
      id: uuidv7(),
      customerId,
      field: 'idNumber',
      valueDigest: Buffer.alloc(32),
      evidence: '身份证原件',
      documentId: null,
      expiresOn,
      verifiedBy: posts.reviewer.staffId,
      verifiedAt: context.now(),
    }),
  )
}

describe('false material', () => {
  it('stops decisions for everybody in the group until another person lifts it', async () => {
    const [borrower, sister] = [await aReadyPerson(posts), await aReadyPerson(posts)]
    await aGroup(posts, [borrower, sister], null)
    const scored = await aScored(posts, {}, borrower)
    const { id } = await mark(sister.id)
    expect(await approve(scored)).toBe('false-material')
    const { approve: why } = await as(posts.approver).decisions.weigh({ applicationId: scored.id })
    expect(why).toBe('false-material')
    const { blocks } = await as(posts.manager).facts.list({ customerId: borrower.id })
    expect(blocks).toMatchObject([{ reason: 'false-material', customerId: sister.id }])
    await lift(id)
    expect(await approve(scored)).toBe('done')
  })

  it('stops payments of loans that were approved before', async () => {
    const made = await anApproval()
    const { applicationId, customerId } = made
    await as(posts.manager).loans.contract({ ...made, signedOn: day('2026-10-15') })
    const { id } = await mark(customerId)
    const pay = () => refusalOf(as(payer).loans.disburse({ applicationId }))
    expect(await pay()).toBe('false-material')
    expect(await as(payer).loans.disbursal({ applicationId })).toMatchObject({
      refusal: 'false-material',
    })
    await lift(id)
    expect(await pay()).toBe('done')
  })

  it('never lets a payment by that was marked in the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const made = await anApproval()
      const { applicationId, customerId } = made
      await as(posts.manager).loans.contract({ ...made, signedOn: day('2026-10-15') })
      const [paid] = await Promise.all([
        refusalOf(as(payer).loans.disburse({ applicationId })),
        mark(customerId),
      ])
      expect(['done', 'false-material']).toContain(paid)
      expect(await refusalOf(as(payer).loans.disburse({ applicationId }))).not.toBe('done')
    }
  })
})

describe('proof that has run out', () => {
  it('stops a decision the day after its last day, until it is renewed', async () => {
    const borrower = await aReadyPerson(posts)
    const scored = await aScored(posts, {}, borrower)
    await provedUntil(borrower.id, '2026-10-14')
    expect(await approve(scored)).toBe('fact-expired')
    await provedUntil(borrower.id, '2026-10-15')
    expect(await approve(scored)).toBe('done')
  })
})
