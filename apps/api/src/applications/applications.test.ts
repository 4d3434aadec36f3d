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
  wholeTerms,
} from '../testing-applications.ts'
import { aCompany, aPerson } from '../testing-customers.ts'

let posts: Posts
beforeAll(async () => {
  posts = await aStaffedBank()
})
afterAll(() => posts.bank.drop())

const manager = () => posts.bank.as(posts.manager)
const reviewer = () => posts.bank.as(posts.reviewer)
const reasonOf = (error: unknown) => Reflect.get(Object(error), 'message') as string
const refusalOf = (act: Promise<unknown>) => act.then(() => 'done', reasonOf)
const read = (applicationId: string) => manager().applications.get({ applicationId })
const actionsOf = (id: string) =>
  posts.bank.inside(posts.manager, async ({ tx, institution }) => {
    const events = await tx
      .selectFrom('auditEvent')
      .select('action')
      .where('institutionId', '=', institution.id)
      .where('entityId', '=', id)
      .orderBy('seq')
      .execute()
    return events.map(({ action }) => action)
  })

describe('drafting an application', () => {
  it('gives it a rising number of the business year and a first audit event', async () => {
    const customer = await aReadyPerson(posts)
    const first = await aDraft(posts, {}, customer)
    const second = await aDraft(posts, {}, customer)

    expect(first.number).toMatch(/^A2026-\d{6}$/)
    expect(Number(second.number.slice(6))).toBe(Number(first.number.slice(6)) + 1)
    expect(await actionsOf(first.id)).toEqual(['draft'])
  })

  it('needs no more than the product', async () => {
    const { id: customerId } = await aReadyPerson(posts)
    const { id } = await manager().applications.draft({ customerId, product: 'consumer' })
    expect(await read(id)).toMatchObject({ amount: null, status: 'draft', isMine: true })
  })

  it('does not know a customer of another manager', async () => {
    const other = await posts.bank.hire('customer-manager')
    const customer = await aPerson(posts.bank, other)
    expect(await refusalOf(aDraft(posts, {}, customer))).toBe('customer-not-found')
  })

  it('is refused for a product that is not on offer', async () => {
    expect(await refusalOf(aDraft(posts, { product: 'imported' }))).toBe('product-not-offered')
  })

  it('is not for a reviewer', async () => {
    const { id: customerId } = await aReadyPerson(posts)
    const act = reviewer().applications.draft({ ...wholeTerms, customerId })
    expect(await refusalOf(act)).toBe('forbidden')
  })
})

describe('changing an application', () => {
  it('replaces the terms, raises the version, and keeps free text out of the audit', async () => {
    const draft = await aDraft(posts)
    const terms = { ...wholeTerms, amount: money(90_000_00), purpose: '张三的装修' }

    const changed = await manager().applications.change({ ...at(draft), terms })

    expect(changed.version).toBe(draft.version + 1)
    expect(await read(draft.id)).toMatchObject({ amount: 90_000_00, purpose: '张三的装修' })
    const bodies = await posts.bank.inside(posts.manager, ({ tx }) =>
      tx.selectFrom('auditEvent').select('body').where('entityId', '=', draft.id).execute(),
    )
    expect(bodies.at(-1)?.body).toContain('9000000')
    expect(bodies.some(({ body }) => body.includes('张三'))).toBe(false)
  })

  it('that changes nothing leaves no trace', async () => {
    const draft = await aDraft(posts)
    const same = await manager().applications.change({ ...at(draft), terms: wholeTerms })
    expect(same.version).toBe(draft.version)
    expect(await actionsOf(draft.id)).toEqual(['draft'])
  })

  it('from a stale version is a conflict, and changes nothing', async () => {
    const draft = await aDraft(posts)
    const terms = { ...wholeTerms, amount: money(80_000_00) }
    await manager().applications.change({ ...at(draft), terms })

    const second = { ...wholeTerms, amount: money(70_000_00) }
    const act = manager().applications.change({ ...at(draft), terms: second })

    expect(await refusalOf(act)).toBe('stale-version')
    expect(await read(draft.id)).toMatchObject({ amount: 80_000_00 })
  })

  it('is refused once it lies with the reviewers', async () => {
    const submitted = await aSubmission(posts)
    const act = manager().applications.change({ ...at(submitted), terms: wholeTerms })
    expect(await refusalOf(act)).toBe('not-editable')
  })
})

describe('submitting an application', () => {
  it('is refused with every gap at once', async () => {
    const customer = await aPerson(posts.bank, posts.manager)
    const draft = await aDraft(posts, { amount: money(200_000_000_00), purpose: null }, customer)

    const error: unknown = await manager()
      .applications.submit(at(draft))
      .catch((thrown: unknown) => thrown)

    expect(reasonOf(error)).toBe('incomplete')
    const problems: unknown = Reflect.get(Object(Reflect.get(Object(error), 'cause')), 'problems')
    expect(problems).toEqual([
      { field: 'purpose', reason: 'missing' },
      { field: 'amount', reason: 'above-product-maximum' },
      { field: 'document:identity-document', reason: 'document-missing' },
      { field: 'document:income-evidence', reason: 'document-missing' },
      { field: 'document:purpose-evidence', reason: 'document-missing' },
      { field: 'document:credit-bureau-authorisation', reason: 'document-missing' },
    ])
    const dossier = await read(draft.id)
    expect(dossier.gaps).toHaveLength(6)
    expect(dossier.permitted.submit).toBe('incomplete')
    expect(dossier.documents.required[0]).toEqual({ kind: 'identity-document', isPresent: false })
  })

  it('asks a company for the papers of a company', async () => {
    const company = await aCompany(posts.bank, posts.manager)
    const draft = await aDraft(posts, { product: 'working-capital' }, company)
    const { gaps } = await read(draft.id)
    expect(gaps.map(({ field }) => field)).toContain('document:business-licence')
  })

  it('keeps the day of the first submission through a return', async () => {
    const submitted = await aSubmission(posts)
    expect(await read(submitted.id)).toMatchObject({
      status: 'submitted',
      submittedOn: '2026-10-15',
    })
  })
})

describe('reviewing an application', () => {
  it('cannot pass while a mandatory finding is open, and passes when it is settled', async () => {
    const inReview = await aReview(posts)
    const applicationId = inReview.id
    const finding = { applicationId, text: '收入证明不清楚', isMandatory: true }
    const { id: findingId } = await reviewer().applications.raiseFinding(finding)

    const passed = reviewer().scoring.passReview(at(inReview))
    expect(await refusalOf(passed)).toBe('open-mandatory-finding')
    const blocked = await reviewer().applications.get({ applicationId })
    expect(blocked.permitted.passReview).toBe('open-mandatory-finding')

    await reviewer().applications.resolveFinding({ findingId, resolution: '已补充' })
    expect(await reviewer().scoring.passReview(at(inReview))).toMatchObject({ status: 'scored' })
    expect(await actionsOf(applicationId)).toEqual([
      'draft',
      'submit',
      'start-review',
      'raise-finding',
      'resolve-finding',
      'pass-review',
      'score',
    ])
  })

  it('settles a finding once', async () => {
    const { id: applicationId } = await aReview(posts)
    const finding = { applicationId, text: '缺页', isMandatory: false }
    const { id: findingId } = await reviewer().applications.raiseFinding(finding)
    await reviewer().applications.resolveFinding({ findingId, resolution: '已补' })
    const again = reviewer().applications.resolveFinding({ findingId, resolution: '再补' })
    expect(await refusalOf(again)).toBe('finding-already-resolved')
  })

  it('is not for the person who entered the application', async () => {
    const both = await posts.bank.hire(['customer-manager', 'document-reviewer'])
    const own = { ...posts, manager: both }
    const inReview = await aReview(own)
    const act = posts.bank.as(both).scoring.passReview(at(inReview))
    expect(await refusalOf(act)).toBe('own-application')
  })

  it('of another branch is not to be found', async () => {
    const elsewhere = await posts.bank.hire('document-reviewer', { branchId: posts.bank.south })
    const submitted = await aSubmission(posts)
    const act = posts.bank.as(elsewhere).applications.startReview(at(submitted))
    expect(await refusalOf(act)).toBe('application-not-found')
  })

  it('sends it back with a note that has to be answered', async () => {
    const inReview = await aReview(posts)
    const returned = await reviewer().applications.return({ ...at(inReview), note: '请补流水' })
    expect(returned.status).toBe('returned')

    const again = await manager().applications.submit(at(returned))
    const second = await reviewer().applications.startReview(at(again))
    const act = reviewer().scoring.passReview(at(second))
    expect(await refusalOf(act)).toBe('open-mandatory-finding')
    expect(await read(inReview.id)).toMatchObject({ returnCount: 1, submittedOn: '2026-10-15' })
  })
})

describe('withdrawing an application', () => {
  it('ends it where it stood', async () => {
    const inReview = await aReview(posts)
    const note = '客户改变主意'
    const withdrawn = await manager().applications.withdraw({ ...at(inReview), note })

    expect(withdrawn.status).toBe('withdrawn')
    const { stages } = await read(inReview.id)
    expect(stages.find(({ state }) => state === 'reject')?.stage).toBe('due-diligence')
    const act = manager().applications.withdraw({ ...at(withdrawn), note })
    expect(await refusalOf(act)).toBe('cannot-withdraw-when-withdrawn')
  })
})

describe('the timeline', () => {
  it('tells every step, finding and score, newest first', async () => {
    const scored = await aScored(posts)
    const entries = await manager().applications.timeline({ applicationId: scored.id })
    const steps = entries.flatMap((entry) => (entry.kind === 'step' ? [entry.step] : []))
    expect(steps).toEqual(['score', 'pass-review', 'start-review', 'submit'])
    expect(entries.some(({ kind }) => kind === 'score')).toBe(true)
  })
})
