import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aReview, aScored, aStaffedBank, at, type Posts } from '../testing-applications.ts'

let posts: Posts
beforeAll(async () => {
  posts = await aStaffedBank()
})
afterAll(() => posts.bank.drop())

const scoresOf = (applicationId: string) =>
  posts.bank.inside(posts.manager, ({ tx }) =>
    tx.selectFrom('score').selectAll().where('applicationId', '=', applicationId).execute(),
  )

describe('scoring an application', () => {
  it('follows the review at once and keeps what it was scored on', async () => {
    const scored = await aScored(posts)

    expect(scored).toMatchObject({ status: 'scored', outcome: 'pass' })
    const [kept] = await scoresOf(scored.id)
    expect(kept).toMatchObject({ scorecard: 'person-standard', points: scored.points })
    expect(kept?.inputs).toMatchObject({
      age: 38,
      'monthly-income': 50_000,
      housing: 'owned',
      employment: 'public',
      'overdue-24-months': null,
    })
    expect(kept?.reasons).toContain('weak-overdue-24-months')
  })

  it('may be repeated, and gives the same points for the same file', async () => {
    const first = await aScored(posts)
    const second = await posts.bank.as(posts.approver).scoring.score(at(first))
    expect(second).toMatchObject({ points: first.points, version: first.version + 1 })
    expect(await scoresOf(first.id)).toHaveLength(2)
  })

  it('is refused, review and all, where no card is in force', async () => {
    const inReview = await aReview(posts)
    const { bank, reviewer } = posts
    const setDay = (businessDay: string) =>
      bank.inside(reviewer, ({ tx, institution }) =>
        tx
          .updateTable('institutionState')
          .set({ businessDay })
          .where('institutionId', '=', institution.id)
          .execute(),
      )
    await setDay('2026-10-14')
    const act = bank.as(reviewer).scoring.passReview(at(inReview))
    await expect(act).rejects.toThrow('no-scorecard')
    await setDay('2026-10-15')
    const { status } = await bank.as(reviewer).applications.get({ applicationId: inReview.id })
    expect(status).toBe('in-review')
  })
})
