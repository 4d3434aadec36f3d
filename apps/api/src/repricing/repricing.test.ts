import { uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { defaultRepricingRules } from '@banyan/domain/products/repricing'
import { parseRate } from '@banyan/domain/rate'
import { personScorecard } from '@banyan/domain/scoring/default-scorecards'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workOffJobs } from '../jobs/testing.ts'
import { aReadyPerson, aStaffedBank, at, type Posts, wholeTerms } from '../testing-applications.ts'
import type { TestStaff } from '../testing.ts'
import { lookAtGrade } from './look-at-grade.ts'

let posts: Posts
let disburser: TestStaff
let collector: TestStaff
let risk: TestStaff

beforeAll(async () => {
  posts = await aStaffedBank()
  const branchId = posts.bank.institution.headOfficeId
  disburser = await posts.bank.hire('disbursement-officer', { branchId })
  collector = await posts.bank.hire('post-loan-officer', { branchId })
  risk = await posts.bank.hire('risk-officer', { branchId })
})
afterAll(() => posts.bank.drop())

/** A loan of a person whose last score stands at `grade`, its contract open to repricing unless said otherwise. */
async function aLoanAt(grade: string) {
  const { bank, manager, reviewer, headApprover } = posts
  const customer = await aReadyPerson(posts)
  const draft = await bank
    .as(manager)
    .applications.draft({ ...wholeTerms, customerId: customer.id })
  const submitted = await bank.as(manager).applications.submit(at(draft))
  const started = await bank.as(reviewer).applications.startReview(at(submitted))
  const scored = await bank.as(reviewer).scoring.passReview(at(started))
  const { amount, termMonths, annualRate } = wholeTerms
  await bank.as(headApprover).decisions.approve({
    ...at(scored),
    amount,
    termMonths,
    annualRate,
    note: '同意',
    asException: scored.outcome === 'decline',
  })
  const applicationId = draft.id
  await bank.as(manager).loans.contract({ applicationId, signedOn: day('2026-10-15') })
  const { loan } = await bank.as(disburser).loans.disburse({ applicationId })
  await score(applicationId, grade, '2026-10-15T02:00:00Z')
  return { customerId: customer.id, applicationId, loanId: loan.id, number: loan.number }
}

/** Another score of the customer, as the next application would bring it. */
async function score(applicationId: string, grade: string, madeAt: string): Promise<void> {
  const { bank, reviewer } = posts
  await bank.inside(reviewer, ({ tx, institution }) =>
    tx
      .insertInto('score')
      .values({
        institutionId: institution.id,
        id: uuidv7(),
        applicationId,
        scorecard: personScorecard.code,
        scorecardVersion: personScorecard.version,
        points: 500,
        grade,
        outcome: 'refer',
        inputs: '{}',
        contributions: '[]',
        reasons: '[]',
        madeBy: reviewer.staffId,
        madeAt: new Date(madeAt),
      })
      .execute(),
  )
}

const look = (customerId: string) =>
  posts.bank.inside(posts.manager, (context) => lookAtGrade(context, { customerId }))

const [best = '', second = ''] = personScorecard.grades.map(({ grade }) => grade)

async function aFall() {
  const loan = await aLoanAt(best)
  await score(loan.applicationId, second, '2026-10-15T04:00:00Z')
  expect(await look(loan.customerId)).toBe(1)
  const { rows } = await posts.bank.as(posts.manager).repricings.list({ loanId: loan.loanId })
  const [repricing] = rows
  if (!repricing) throw new Error('nothing was asked')
  return { ...loan, repricing }
}

describe('a grade that falls', () => {
  it('asks the owner of the loan, with a task, and changes nothing', async () => {
    const { repricing, loanId, number } = await aFall()

    expect(repricing).toMatchObject({
      status: 'open',
      gradeBefore: best,
      gradeAfter: second,
      suggestedRate: parseRate('5.4'),
      allowsRepricing: true,
      refusal: null,
      owner: '王敏',
    })
    const { rows } = await posts.bank.as(posts.manager).tasks.list({ who: 'mine', state: 'open' })
    expect(rows.find(({ id }) => id === repricing.taskId)).toMatchObject({ dueOn: '2026-10-22' })
    expect(rows.find(({ id }) => id === repricing.taskId)?.text).toContain(number)
    const loan = await posts.bank.as(posts.manager).loans.get({ loanId })
    expect(loan.annualRate).toBe(wholeTerms.annualRate)
  })

  it('asks once for one score, and not while a question is open', async () => {
    const { customerId, applicationId } = await aFall()
    expect(await look(customerId)).toBe(0)
    const third = personScorecard.grades[2]?.grade ?? ''
    await score(applicationId, third, '2026-10-15T05:00:00Z')
    expect(await look(customerId)).toBe(0)
  })

  it('suggests what the rules of the day have it cost, and says whether anybody has confirmed them', async () => {
    const { bank, headApprover } = posts
    expect((await aFall()).repricing.rule).toMatchObject({
      version: 0,
      basisPointsPerGrade: 50,
      isConfirmed: false,
    })
    const body = { ...defaultRepricingRules, basisPointsPerGrade: 20, answerWithinDays: 3 }
    const { version } = await bank.as(risk).postLoanRules.propose({
      kind: 'repricing',
      validFrom: day('2026-10-15'),
      source: '定价管理办法（2026）第六条',
      reason: '调整加点幅度',
      body: { ...body, isConfirmed: true },
    })
    const decide = { kind: 'repricing', version, outcome: 'approved', note: '同意' } as const
    await bank.as(headApprover).postLoanRules.decide(decide)
    const { repricing } = await aFall()
    expect(repricing).toMatchObject({
      suggestedRate: parseRate('5.1'),
      rule: { version, basisPointsPerGrade: 20, isConfirmed: true },
    })
    const { rows } = await bank.as(posts.manager).tasks.list({ who: 'mine', state: 'open' })
    expect(rows.find(({ id }) => id === repricing.taskId)).toMatchObject({ dueOn: '2026-10-18' })
    const restore = await bank.as(risk).postLoanRules.propose({
      kind: 'repricing',
      validFrom: day('2026-10-15'),
      source: '定价管理办法（2026）第六条',
      reason: '恢复',
      body: defaultRepricingRules,
    })
    await bank.as(headApprover).postLoanRules.decide({ ...decide, version: restore.version })
  })

  it('is not a grade that stays or rises', async () => {
    const { customerId, applicationId } = await aLoanAt(second)
    await score(applicationId, second, '2026-10-15T04:00:00Z')
    expect(await look(customerId)).toBe(0)
    await score(applicationId, best, '2026-10-15T05:00:00Z')
    expect(await look(customerId)).toBe(0)
  })

  it('is looked at after every score, by a job', async () => {
    const { bank, manager, reviewer } = posts
    const { customerId, applicationId } = await aLoanAt(best)
    await bank.inside(manager, ({ tx, institution }) =>
      tx
        .updateTable('customer')
        .set({ annualIncome: money(1_00), occupation: '', assets: '[]' })
        .where('institutionId', '=', institution.id)
        .where('id', '=', customerId)
        .execute(),
    )
    const draft = await bank.as(manager).applications.draft({ ...wholeTerms, customerId })
    const submitted = await bank.as(manager).applications.submit(at(draft))
    const started = await bank.as(reviewer).applications.startReview(at(submitted))
    const { grade } = await bank.as(reviewer).scoring.passReview(at(started))
    expect(grade).not.toBe(best)
    await workOffJobs(bank)
    const { rows } = await bank.as(manager).repricings.list({ customerId })
    expect(rows).toMatchObject([{ gradeBefore: best, gradeAfter: grade, status: 'open' }])
    const { rows: warnings } = await bank.as(collector).warnings.list({ customerId })
    expect(warnings.find(({ rule }) => rule === 'grade-fallen')).toMatchObject({
      cause: 'event',
      ownerName: manager.name,
    })
    expect(applicationId).not.toBe(draft.id)
  })
})

describe('a rating that an agency cuts', () => {
  const cut = (customerId: string) => ({
    customerId,
    kind: 'rating-cut' as const,
    happenedOn: day('2026-10-14'),
    amount: null,
    source: '评级公告',
    evidence: '主体评级由 AA 下调至 A+',
    documentId: null,
  })

  it('asks the same of the owner, as a fall by one grade, once', async () => {
    const { bank, manager } = posts
    const { customerId, loanId, number } = await aLoanAt(best)
    await bank.as(collector).warnings.recordEvent({ ...cut(customerId), kind: 'lawsuit' })
    await bank.as(collector).warnings.recordEvent(cut(customerId))
    await workOffJobs(bank)
    const { rows } = await bank.as(manager).repricings.list({ loanId })
    expect(rows).toMatchObject([
      {
        status: 'open',
        gradeBefore: null,
        gradeAfter: null,
        ratedOn: '2026-10-14',
        ratingEvidence: '主体评级由 AA 下调至 A+',
        suggestedRate: parseRate('5.4'),
      },
    ])
    const { rows: tasks } = await bank.as(manager).tasks.list({ who: 'mine', state: 'open' })
    const task = tasks.find(({ id }) => id === rows[0]?.taskId)
    expect(task?.text).toMatch(new RegExp(`^客户外部评级下调.*${number}`))
    await bank.as(collector).warnings.recordEvent(cut(customerId))
    await workOffJobs(bank)
    expect((await bank.as(manager).repricings.list({ loanId })).rows).toHaveLength(1)
  })

  it('asks nothing once it is over', async () => {
    const { bank, manager } = posts
    const { customerId, loanId } = await aLoanAt(best)
    const { id } = await bank.as(collector).warnings.recordEvent(cut(customerId))
    const ended = { id, endedOn: day('2026-10-15'), reason: '评级已恢复' }
    await bank.as(collector).warnings.endEvent(ended)
    await workOffJobs(bank)
    expect((await bank.as(manager).repricings.list({ loanId })).rows).toEqual([])
  })
})

describe('answering', () => {
  const ask = {
    kind: 'rate-reset',
    from: '2026-10-15',
    annualRate: parseRate('5.4'),
  } as const

  it('goes to another person as an act on the loan, and only that changes the rate', async () => {
    const { bank, manager, headApprover } = posts
    const { repricing, loanId } = await aFall()
    const { actId } = await bank
      .as(manager)
      .repricings.adopt({ id: repricing.id, ask, note: '评级下降，上调利率' })

    const { rows } = await bank.as(manager).repricings.list({ loanId })
    expect(rows).toMatchObject([{ status: 'adopted', actId, actStatus: 'waiting' }])
    expect((await bank.as(manager).loans.get({ loanId })).annualRate).toBe(wholeTerms.annualRate)
    await bank.as(headApprover).loanActs.approve({ actId, note: '同意' })
    expect((await bank.as(manager).loans.get({ loanId })).annualRate).toBe(parseRate('5.4'))
    const { rows: tasks } = await bank.as(manager).tasks.list({ who: 'mine', state: 'done' })
    expect(tasks.map(({ id }) => id)).toContain(repricing.taskId)
  })

  it('is refused where the contract allows no repricing', async () => {
    const { bank, manager } = posts
    const { repricing, loanId } = await aFall()
    await bank.inside(manager, async ({ tx, institution }) => {
      const row = await tx
        .selectFrom('loan')
        .select('terms')
        .where('institutionId', '=', institution.id)
        .where('id', '=', loanId)
        .executeTakeFirstOrThrow()
      const terms = { ...(row.terms as object), allowsRepricing: false }
      await tx
        .updateTable('loan')
        .set({ terms: JSON.stringify(terms) })
        .where('institutionId', '=', institution.id)
        .where('id', '=', loanId)
        .execute()
    })
    const adopt = bank.as(manager).repricings.adopt({ id: repricing.id, ask, note: '上调利率' })
    await expect(adopt).rejects.toThrow('contract-allows-no-repricing')
  })

  it('takes no other act', async () => {
    const { repricing } = await aFall()
    const writeOff = posts.bank.as(collector).repricings.adopt({
      id: repricing.id,
      ask: { kind: 'write-off' },
      note: '核销',
    })
    await expect(writeOff).rejects.toThrow('not-a-repricing')
  })

  it('may leave the loan as it is, with the reason, once', async () => {
    const { bank, manager } = posts
    const { repricing } = await aFall()
    const dismiss = () =>
      bank.as(manager).repricings.dismiss({ id: repricing.id, note: '客户已提供新的担保' })
    await dismiss()
    await expect(dismiss()).rejects.toThrow('repricing-is-closed')
    await expect(
      bank.as(manager).repricings.adopt({ id: repricing.id, ask, note: '上调利率' }),
    ).rejects.toThrow('repricing-is-closed')
  })
})
