import { applicationSteps } from '@banyan/domain/applications/application-status'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aDraft,
  aGroup,
  aReadyPerson,
  aReview,
  asAsked,
  aScored,
  aStaffedBank,
  at,
  type Posts,
  wholeTerms,
} from '../testing-applications.ts'
import { sessionFor } from '../testing.ts'

let posts: Posts
beforeAll(async () => {
  posts = await aStaffedBank()
})
afterAll(() => posts.bank.drop())

const approver = () => posts.bank.as(posts.approver)
const refusalOf = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error: unknown) => Reflect.get(Object(error), 'message') as string,
  )
const kept = (applicationId: string) =>
  posts.bank.inside(posts.manager, async ({ tx }) => ({
    application: await tx
      .selectFrom('application')
      .selectAll()
      .where('id', '=', applicationId)
      .executeTakeFirstOrThrow(),
    decision: await tx
      .selectFrom('decision')
      .selectAll()
      .where('applicationId', '=', applicationId)
      .executeTakeFirst(),
    reservation: await tx
      .selectFrom('reservation')
      .selectAll()
      .where('applicationId', '=', applicationId)
      .executeTakeFirst(),
  }))

describe('approving an application', () => {
  it('ends the whole path from draft with a decision and a reservation', async () => {
    const { bank, manager, reviewer } = posts
    const draft = await aDraft(posts)
    const submitted = await bank.as(manager).applications.submit(at(draft))
    const inReview = await bank.as(reviewer).applications.startReview(at(submitted))
    const scored = await bank.as(reviewer).scoring.passReview(at(inReview))

    const approved = await approver().decisions.approve({
      ...asAsked(scored),
      amount: money(90_000_00),
      conditions: '追加担保',
    })

    expect(approved).toMatchObject({ status: 'approved', number: draft.number })
    const { application, decision, reservation } = await kept(draft.id)
    expect(application).toMatchObject({ status: 'approved', decidedOn: '2026-10-15' })
    expect(decision).toMatchObject({
      makerId: manager.staffId,
      checkerId: posts.approver.staffId,
      outcome: 'approved',
      amount: 90_000_00,
      role: 'branch-approver',
      conditions: '追加担保',
      groupExposure: 0,
    })
    expect(reservation).toMatchObject({ amount: 90_000_00, status: 'open' })
    const { stages } = await bank.as(manager).applications.get({ applicationId: draft.id })
    expect(stages.map(({ state }) => state)).toEqual([
      ...['pass', 'pass', 'pass', 'pass', 'pass', 'doing'],
      ...['none', 'none', 'none'],
    ])
  })

  it('needs the password again within five minutes', async () => {
    const scored = await aScored(posts)
    const stale = sessionFor(posts.approver, new Date('2026-10-15T01:50:00Z'))
    const act = posts.bank.as(posts.approver, { session: stale }).decisions.approve(asAsked(scored))
    expect(await refusalOf(act)).toBe('sign-in-again')
  })

  it('is not for its maker, nor for its reviewer', async () => {
    const maker = await posts.bank.hire(['customer-manager', 'branch-approver'])
    const own = await aScored({ ...posts, manager: maker })
    const bySelf = posts.bank.as(maker).decisions.approve(asAsked(own))
    expect(await refusalOf(bySelf)).toBe('own-application')

    const both = await posts.bank.hire(['document-reviewer', 'branch-approver'])
    const reviewed = await aScored({ ...posts, reviewer: both })
    const byReviewer = posts.bank.as(both).decisions.approve(asAsked(reviewed))
    expect(await refusalOf(byReviewer)).toBe('reviewed-it-too')
    expect((await kept(own.id)).decision).toBeUndefined()
  })

  it('by a second approver finds it changed', async () => {
    const scored = await aScored(posts)
    const second = await posts.bank.hire('branch-approver')
    await approver().decisions.approve(asAsked(scored))
    const stale = posts.bank.as(second).decisions.approve(asAsked(scored))
    expect(await refusalOf(stale)).toBe('stale-version')
    const current = { ...asAsked(scored), version: scored.version + 1 }
    expect(await refusalOf(posts.bank.as(second).decisions.approve(current))).toBe('not-scored')
  })

  it.each([
    [{ amount: money(100_000_01) }, 'more-than-asked'],
    [{ termMonths: 25 }, 'longer-than-asked'],
    [{ annualRate: parseRate('5') }, 'dearer-than-asked'],
  ])('with %j is refused', async (change, reason) => {
    const scored = await aScored(posts)
    const act = approver().decisions.approve({ ...asAsked(scored), ...change })
    expect(await refusalOf(act)).toBe(reason)
    expect((await kept(scored.id)).reservation).toBeUndefined()
  })

  it('above the authority of the branch goes to head office', async () => {
    const terms = {
      product: 'business',
      amount: money(6_000_000_00),
      method: 'interest-only',
    } as const
    const scored = await aScored(posts, terms)
    const request = { ...asAsked(scored), amount: terms.amount }
    expect(await refusalOf(approver().decisions.approve(request))).toBe('above-authority')
    const weighed = await approver().decisions.weigh({ applicationId: scored.id })
    expect(weighed).toMatchObject({ approve: 'above-authority', decline: null })

    const approved = await posts.bank.as(posts.headApprover).decisions.approve(request)
    expect(approved.status).toBe('approved')
    expect((await kept(scored.id)).decision?.role).toBe('head-office-approver')
  })

  it('goes to head office where the guarantees lead round to the borrower', async () => {
    const [borrower, guarantor] = [await aReadyPerson(posts), await aReadyPerson(posts)]
    const guarantee = (from: string, to: string) =>
      posts.bank.as(posts.manager).groups.addRelation({
        from,
        to,
        kind: 'guarantee',
        percent: null,
        votingPercent: null,
        amount: money(100_000_00),
        validFrom: day('2026-01-01'),
        validTo: null,
        source: 'contract',
        evidence: '',
        confirmsRing: { reason: 'asked for' },
      })
    await guarantee(guarantor.id, borrower.id)
    const secured = await aScored(posts, { guarantee: 'guarantee' }, borrower)
    const plain = await approver().decisions.weigh({ applicationId: secured.id })
    expect(plain.approve).toBeNull()

    await guarantee(borrower.id, guarantor.id)
    const unaffected = await approver().decisions.weigh({ applicationId: secured.id })
    expect(unaffected.approve).toBeNull()
    const other = await aScored(posts, { guarantee: 'guarantee' }, guarantor)
    expect(await refusalOf(approver().decisions.approve(asAsked(other)))).toBe(
      'guarantee-ring-needs-head-office',
    )
    const approved = await posts.bank.as(posts.headApprover).decisions.approve(asAsked(other))
    expect(approved.status).toBe('approved')
  })

  it('counts what the whole group owes and was promised', async () => {
    const members = [await aReadyPerson(posts), await aReadyPerson(posts)]
    await aGroup(posts, members, 150_000_00)
    const first = await aScored(posts, {}, members[0])
    const second = await aScored(posts, {}, members[1])
    await approver().decisions.approve(asAsked(first))

    const whole = approver().decisions.approve(asAsked(second))
    expect(await refusalOf(whole)).toBe('over-group-limit')
    const rest = { ...asAsked(second), amount: money(50_000_00) }
    expect(await approver().decisions.approve(rest)).toMatchObject({ status: 'approved' })
    expect((await kept(second.id)).decision?.groupExposure).toBe(100_000_00)
  })

  it('eight at once take exactly what the group limit holds', async () => {
    const members = await Promise.all(Array.from({ length: 8 }, () => aReadyPerson(posts)))
    await aGroup(posts, members, 3 * wholeTerms.amount)
    const scored = await Promise.all(members.map((member) => aScored(posts, {}, member)))

    const outcomes = await Promise.all(
      scored.map((each) => refusalOf(approver().decisions.approve(asAsked(each)))),
    )

    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(3)
    expect(outcomes.filter((outcome) => outcome === 'over-group-limit')).toHaveLength(5)
    const reserved = await Promise.all(scored.map(async ({ id }) => (await kept(id)).reservation))
    const total = reserved.reduce((sum, row) => sum + (row?.amount ?? 0), 0)
    expect(total).toBe(3 * wholeTerms.amount)
  })

  it('eight at once take exactly what the limit of one customer holds', async () => {
    const customer = await aReadyPerson(posts)
    const terms = { customerId: customer.id, amount: 3 * wholeTerms.amount, isRevolving: true }
    const riskOfficer = await posts.bank.hire('risk-officer')
    const { id } = await posts.bank
      .as(riskOfficer)
      .exposure.setCustomerLimit({ ...terms, note: '首次核定' })
    await posts.bank
      .as(posts.headApprover)
      .exposure.decideCustomerLimit({ id, outcome: 'approved', note: '同意' })
    const scored = []
    for (let count = 0; count < 8; count++) scored.push(await aScored(posts, {}, customer))

    const outcomes = await Promise.all(
      scored.map((each) => refusalOf(approver().decisions.approve(asAsked(each)))),
    )

    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(3)
    expect(outcomes.filter((outcome) => outcome === 'over-customer-limit')).toHaveLength(5)
  })

  it('gives back what it held when the application is withdrawn', async () => {
    const members = [await aReadyPerson(posts), await aReadyPerson(posts)]
    await aGroup(posts, members, wholeTerms.amount)
    const first = await aScored(posts, {}, members[0])
    const second = await aScored(posts, {}, members[1])
    const approved = await approver().decisions.approve(asAsked(first))
    expect(await refusalOf(approver().decisions.approve(asAsked(second)))).toBe('over-group-limit')

    const note = '客户不再需要'
    await posts.bank.as(posts.manager).applications.withdraw({ ...at(approved), note })
    expect((await kept(first.id)).reservation?.status).toBe('void')
    expect(await refusalOf(approver().decisions.approve(asAsked(second)))).toBe('done')
  })

  it('is known to those who made or reviewed it, and not to another branch', async () => {
    const scored = await aScored(posts)
    const elsewhere = await posts.bank.hire('branch-approver', { branchId: posts.bank.south })
    const act = posts.bank.as(elsewhere).decisions.approve(asAsked(scored))
    expect(await refusalOf(act)).toBe('application-not-found')
  })
})

describe('declining an application', () => {
  it('keeps its reasons and holds nothing', async () => {
    const scored = await aScored(posts)
    const request = { ...at(scored), reasons: ['cannot-afford' as const], note: '还款压力过大' }
    expect(await approver().decisions.decline(request)).toMatchObject({ status: 'declined' })
    const { decision, reservation } = await kept(scored.id)
    expect(decision).toMatchObject({ outcome: 'declined', reasons: ['cannot-afford'] })
    expect(reservation).toBeUndefined()
  })

  it('without a reason is refused', async () => {
    const scored = await aScored(posts)
    const act = approver().decisions.decline({ ...at(scored), reasons: [], note: '不同意' })
    expect(await refusalOf(act)).toBe('no-reason-given')
  })

  it('is not for one still in review', async () => {
    const inReview = await aReview(posts)
    const request = { ...at(inReview), reasons: ['other' as const], note: '不同意' }
    expect(await refusalOf(approver().decisions.decline(request))).toBe('not-ready-to-decide')
  })
})

describe('any path of steps', () => {
  it('leads to approved only with a decision row', async () => {
    const random = seeded(20261015)
    for (let walk = 0; walk < 12; walk++) {
      let { version, id } = await aDraft(posts)
      for (let step = 0; step < 14; step++) {
        const chosen = applicationSteps[Math.floor(random() * applicationSteps.length)]
        const taken = await attempt(chosen ?? 'submit', { applicationId: id, version })
        if (taken) version = taken.version
        const { application, decision } = await kept(id)
        const isDecided = application.status === 'approved'
        expect(decision?.outcome === 'approved').toBe(isDecided)
        version = application.version
      }
    }
  })
})

/** Takes a step as whoever may, or undefined when it is refused. */
async function attempt(step: string, request: { applicationId: string; version: number }) {
  const { bank, manager, reviewer } = posts
  const note = '原因'
  const { amount, termMonths, annualRate } = wholeTerms
  const acts: Record<string, () => Promise<{ version: number }>> = {
    submit: () => bank.as(manager).applications.submit(request),
    'start-review': () => bank.as(reviewer).applications.startReview(request),
    return: () => bank.as(reviewer).applications.return({ ...request, note }),
    'pass-review': () => bank.as(reviewer).scoring.passReview(request),
    score: () => bank.as(reviewer).scoring.score(request),
    approve: () =>
      approver().decisions.approve({ ...request, amount, termMonths, annualRate, note }),
  }
  return acts[step]?.().catch(() => undefined)
}

/** A small repeatable source of numbers from 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
