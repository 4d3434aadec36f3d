import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aDraft,
  aReadyPerson,
  aReview,
  aScored,
  aSubmission,
  aStaffedBank,
  at,
  type Posts,
} from '../testing-applications.ts'

let posts: Posts
let scoredId: string
let returnedId: string
beforeAll(async () => {
  posts = await aStaffedBank()
  const customer = await aReadyPerson(posts)
  for (const thousands of [10, 30, 20])
    await aDraft(posts, { amount: money(thousands * 1000_00) }, customer)
  await aSubmission(posts, {}, customer)
  scoredId = (await aScored(posts, {}, customer)).id
  const inReview = await aReview(posts, {}, customer)
  const note = '请补流水'
  returnedId = inReview.id
  await posts.bank.as(posts.reviewer).applications.return({ ...at(inReview), note })
})
afterAll(() => posts.bank.drop())

describe('the queues', () => {
  it('hold what waits for each role', async () => {
    const { bank, manager, reviewer, approver } = posts
    expect(await bank.as(manager).applications.counts()).toEqual({
      waiting: 4,
      late: 0,
      returned: 1,
      mine: 6,
      all: 6,
    })
    expect(await bank.as(reviewer).applications.counts()).toMatchObject({ waiting: 1, mine: 0 })
    const { rows } = await bank.as(approver).applications.list({ queue: 'waiting' })
    expect(rows.map(({ id }) => id)).toEqual([scoredId])
    expect(rows[0]).toMatchObject({ stage: 'approval', state: 'doing', dueOn: '2026-10-18' })
  })

  it('mark what has lain too long, once its day has passed', async () => {
    const { bank, approver } = posts
    const setDay = (day: string) =>
      bank.inside(approver, ({ tx, institution }) =>
        tx
          .updateTable('institutionState')
          .set({ businessDay: day })
          .where('institutionId', '=', institution.id)
          .execute(),
      )
    await setDay('2026-10-18')
    expect((await bank.as(approver).applications.list({ queue: 'late' })).rows).not.toContainEqual(
      expect.objectContaining({ id: scoredId }),
    )
    await setDay('2026-10-19')
    const { rows } = await bank.as(approver).applications.list({ queue: 'late' })
    expect(rows.find(({ id }) => id === scoredId)).toMatchObject({ state: 'late' })
    expect(rows.some(({ id }) => id === returnedId)).toBe(false)
    await setDay('2026-10-15')
  })

  it('are empty for another branch', async () => {
    const elsewhere = await posts.bank.hire('branch-approver', { branchId: posts.bank.south })
    expect(await posts.bank.as(elsewhere).applications.counts()).toMatchObject({ all: 0 })
  })
})

describe('a list of applications', () => {
  it.each(['longest-waiting', 'newest', 'largest'] as const)(
    'by %s walks every row once, page by page',
    async (sort) => {
      const list = posts.bank.as(posts.manager).applications.list
      const seen: string[] = []
      let cursor: { value: string; id: string } | null = null
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({
          sort,
          limit: 2,
          ...(cursor ? { cursor } : {}),
        })
        seen.push(...page.rows.map(({ id }) => id))
        cursor = page.next
      } while (cursor)
      expect(seen).toHaveLength(6)
      expect(new Set(seen).size).toBe(6)
    },
  )

  it('by amount begins with the largest', async () => {
    const { rows } = await posts.bank.as(posts.manager).applications.list({ sort: 'largest' })
    const amounts = rows.map(({ amount }) => amount ?? 0)
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a))
  })

  it.each([
    [{ status: 'draft' as const }, 3],
    [{ stage: 'documents' as const }, 2],
    [{ stage: 'settlement' as const }, 0],
    [{ text: 'a2026-' }, 6],
    [{ text: '%' }, 0],
    [{ product: 'mortgage' }, 0],
  ])('filtered by %j has %i rows', async (filter, count) => {
    const { rows } = await posts.bank.as(posts.manager).applications.list(filter)
    expect(rows).toHaveLength(count)
  })

  it('masks persons for those who only watch', async () => {
    const executive = await posts.bank.hire('executive')
    const { rows } = await posts.bank.as(executive).applications.list({})
    expect(rows[0]?.customerName).toBe('陈**')
  })
})
