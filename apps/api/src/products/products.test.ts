import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import type { ProductTerms } from '@banyan/domain/products/product-terms'
import { parseRate } from '@banyan/domain/rate'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDays } from '../close/close-days.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { defaultProducts } from './default-products.ts'
import { findOffer } from './products.queries.ts'

let bank: TestBank
let risk: TestStaff
let head: TestStaff
let manager: TestStaff

beforeAll(async () => {
  bank = await aBank()
  const branchId = bank.institution.headOfficeId
  risk = await bank.hire('risk-officer', { branchId, name: '沈风' })
  head = await bank.hire('head-office-approver', { branchId, name: '赵宁' })
  manager = await bank.hire('customer-manager')
})
afterAll(() => bank.drop())

const consumerTerms = (): ProductTerms => {
  const terms = defaultProducts('city-bank').find(({ code }) => code === 'consumer')?.terms
  if (!terms) throw new Error('no consumer loan')
  return terms
}

const ofProduct = (code: string) => bank.as(manager).products.get({ code })
const offered = async (code: string) =>
  (await bank.as(manager).applications.products()).find((each) => each.code === code)

interface Ask {
  code: string
  basedOn?: number
  terms?: ProductTerms
  validFrom?: string
}

function change({ code, basedOn = 1, terms, validFrom = '2026-12-01' }: Ask) {
  const asked = terms ?? { ...consumerTerms(), maximumMonths: 48 }
  return bank
    .as(risk)
    .products.change({ code, basedOn, terms: asked, validFrom, reason: '缩短期限' })
}

const approve = (id: string) =>
  bank.as(head).products.decide({ id, outcome: 'approved', note: '同意' })

let made = 0

/** A product of the test's own with one version in force. */
async function aProduct(terms: ProductTerms = consumerTerms()): Promise<string> {
  const code = `own-${++made}`
  const { id } = await bank.as(risk).products.create({
    code,
    name: `自有产品${made}`,
    nameEn: `Own product ${made}`,
    kind: 'consumer',
    terms,
    validFrom: '2026-10-15',
    reason: '新产品',
  })
  await approve(id)
  return code
}

const eventsOf = (action: string) =>
  bank.inside(risk, ({ tx, institution }) =>
    tx
      .selectFrom('auditEvent')
      .select('body')
      .where('institutionId', '=', institution.id)
      .where('action', '=', action)
      .execute(),
  )

describe('the products of a new institution', () => {
  it('are of six kinds, each offered under its first version', async () => {
    const products = await bank.as(manager).products.list()

    expect(products.map(({ kind }) => kind).sort()).toEqual([
      'business',
      'consumer',
      'equity-pledge',
      'fixed-asset',
      'mortgage',
      'working-capital',
    ])
    for (const product of products) {
      expect(product).toMatchObject({ version: 1, validFrom: '2026-10-15', waitingId: null })
      expect(product.terms).not.toBeNull()
    }
    expect(await offered('working-capital')).toMatchObject({
      version: 1,
      defaultRate: parseRate('3.85'),
    })
  })
})

describe('a new product', () => {
  it('is offered once another person approves, from its day on', async () => {
    const { id, code } = await bank.as(risk).products.create({
      code: 'green-loan',
      name: '绿色贷款',
      nameEn: 'Green loan',
      kind: 'business',
      terms: consumerTerms(),
      validFrom: '2026-10-15',
      reason: '支持节能改造',
    })
    expect(await offered(code)).toBeUndefined()

    await approve(id)

    expect(await offered(code)).toMatchObject({ name: '绿色贷款', version: 1 })
    expect((await ofProduct(code)).versions[0]).toMatchObject({
      number: 1,
      maker: '沈风',
      checker: '赵宁',
      reason: '支持节能改造',
    })
  })

  it('cannot take the code of another', async () => {
    const again = bank.as(risk).products.create({
      code: 'mortgage',
      name: '又一按揭',
      nameEn: 'Another mortgage',
      kind: 'mortgage',
      terms: consumerTerms(),
      validFrom: '2026-10-15',
      reason: '重复',
    })
    await expect(again).rejects.toThrow('product-code-is-taken')
  })
})

describe('changing a product', () => {
  it('waits for its day, and leaves the earlier version as it was', async () => {
    const code = await aProduct()
    const before = (await ofProduct(code)).versions[0]
    const { id } = await change({ code })
    const answer = await approve(id)

    expect(answer.version).toBe(2)
    const { versions, inForce } = await ofProduct(code)
    expect(inForce).toBe(1)
    expect(versions.map(({ number, validFrom }) => [number, validFrom])).toEqual([
      [2, '2026-12-01'],
      [1, '2026-10-15'],
    ])
    expect(versions[1]).toEqual(before)
    expect(await offered(code)).toMatchObject({ version: 1, maximumMonths: 60 })
    const later = await bank.inside(manager, (context) =>
      findOffer(context, code, day('2026-12-01')),
    )
    expect(later).toMatchObject({ version: 2, maximumMonths: 48 })
  })

  it('is told in the audit trail, term by term', async () => {
    const code = await aProduct()
    const { id } = await change({ code })
    await approve(id)

    const proposed = await eventsOf('product version proposed')
    expect(proposed.at(-1)?.body).toContain('"path":"maximumMonths"')
    const approved = await eventsOf('product version approved')
    expect(JSON.parse(approved.at(-1)?.body ?? '')).toMatchObject({
      detail: { product: code, version: 2, validFrom: '2026-12-01' },
    })
  })

  it('begins on the day of the approval where its own day has passed', async () => {
    const code = await aProduct()
    const { id } = await change({ code, validFrom: '2026-10-15' })
    await approve(id)
    expect(await offered(code)).toMatchObject({ version: 2, maximumMonths: 48 })
  })

  it.each([
    ['begins-in-the-past', { validFrom: '2026-10-14' }],
    ['stale-version', { basedOn: 0 }],
    ['stale-version', { basedOn: 2 }],
  ])('is refused as %s', async (reason, ask) => {
    const code = await aProduct()
    await expect(change({ code, ...ask })).rejects.toThrow(reason)
    expect((await ofProduct(code)).proposals.map(({ status }) => status)).toEqual(['approved'])
  })

  it('is refused where nothing changes, and while another proposal waits', async () => {
    const code = await aProduct()
    await expect(change({ code, terms: consumerTerms() })).rejects.toThrow('nothing-changed')
    await change({ code })
    await expect(change({ code })).rejects.toThrow('proposal-is-waiting')
  })

  it('is refused with every problem of the terms, notices aside', async () => {
    const code = await aProduct()
    const { servicing, ...terms } = consumerTerms()
    const wrong = {
      ...terms,
      maximumMonths: 85,
      minimumAmount: money(terms.maximumAmount + 1),
      servicing: { ...servicing, penalty: { ...servicing.penalty, uplift: parseRate('60') } },
    }
    const error = await change({ code, terms: wrong }).catch((caught: unknown) => caught)
    expect(error).toMatchObject({
      message: 'terms-not-allowed',
      cause: {
        problems: [
          { field: 'maximumAmount', reason: 'minimum-above-maximum' },
          { field: 'maximumMonths', reason: 'term-above-law' },
          { field: 'servicing.penalty.uplift', reason: 'penalty-outside-law' },
        ],
      },
    })
    const long = { ...consumerTerms(), maximumMonths: 84 }
    await expect(change({ code, terms: long })).resolves.toMatchObject({ code })
  })

  it('eight at once leaves one proposal', async () => {
    const code = await aProduct()
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => change({ code })))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { proposals } = await ofProduct(code)
    expect(proposals.filter(({ status }) => status === 'waiting')).toHaveLength(1)
  })
})

describe('deciding a proposal', () => {
  it('is not for its maker, whatever roles they hold', async () => {
    const both = await bank.hire(['risk-officer', 'head-office-approver'])
    const code = await aProduct()
    const { id } = await bank.as(both).products.change({
      code,
      basedOn: 1,
      terms: { ...consumerTerms(), maximumMonths: 12 },
      validFrom: '2026-12-01',
      reason: '缩短期限',
    })
    const decide = (staff: TestStaff) =>
      bank.as(staff).products.decide({ id, outcome: 'approved', note: '同意' })
    await expect(decide(both)).rejects.toThrow('own-proposal')
    expect((await bank.as(both).products.get({ code })).proposals[0]?.refusal).toBe('own-proposal')
    await expect(decide(risk)).resolves.toMatchObject({ version: 2 })
  })

  it('is kept apart by the database as well', async () => {
    const code = await aProduct()
    const { id: proposalId } = await change({ code })
    const alone = bank.inside(risk, ({ tx, institution, staff, now }) =>
      tx
        .insertInto('productDecision')
        .values({
          institutionId: institution.id,
          proposalId,
          makerId: staff.id,
          checkerId: staff.id,
          outcome: 'approved',
          note: '自批',
          decidedAt: now(),
        })
        .execute(),
    )
    await expect(alone).rejects.toThrow('product_decision_checker_is_not_maker')
  })

  it('refuses once, and nothing changes', async () => {
    const code = await aProduct()
    const { id } = await change({ code })
    await bank.as(head).products.decide({ id, outcome: 'refused', note: '理由不充分' })
    expect((await ofProduct(code)).versions).toHaveLength(1)
    await expect(approve(id)).rejects.toThrow('proposal-is-decided')
  })

  it('eight approvals at once make one version', async () => {
    const code = await aProduct()
    const { id } = await change({ code })
    const decided = await Promise.allSettled(Array.from({ length: 8 }, () => approve(id)))
    expect(decided.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await ofProduct(code)).versions).toHaveLength(2)
  })

  it('is over when its maker has taken it back', async () => {
    const code = await aProduct()
    const { id } = await change({ code })
    await expect(bank.as(head).products.cancel({ id })).rejects.toThrow('not-your-proposal')
    await bank.as(risk).products.cancel({ id })
    await expect(approve(id)).rejects.toThrow('proposal-is-decided')
    await expect(change({ code })).resolves.toMatchObject({ code })
  })
})

describe('withdrawing a product', () => {
  it('ends its offer from a day on, until another version', async () => {
    const code = await aProduct()
    const { id } = await bank
      .as(risk)
      .products.withdraw({ code, basedOn: 1, validFrom: '2026-10-15', reason: '停办' })
    await approve(id)

    expect(await offered(code)).toBeUndefined()
    const [product] = (await bank.as(manager).products.list()).filter((each) => each.code === code)
    expect(product).toMatchObject({ version: 2, terms: null })

    await approve((await change({ code, basedOn: 2, validFrom: '2026-10-15' })).id)
    expect(await offered(code)).toMatchObject({ version: 3, maximumMonths: 48 })
  })
})

describe('going back to an earlier version', () => {
  it('is a new version with terms equal to the byte', async () => {
    const code = await aProduct()
    await approve((await change({ code, validFrom: '2026-10-15' })).id)
    const first = (await ofProduct(code)).versions.find(({ number }) => number === 1)
    if (!first?.terms) throw new Error('no first version')
    await approve(
      (await change({ code, basedOn: 2, terms: first.terms, validFrom: '2026-10-15' })).id,
    )

    const kept = await bank.inside(manager, ({ tx, institution }) =>
      tx
        .selectFrom('productVersion')
        .select(({ cast, ref }) => ['number', cast<string>(ref('terms'), 'text').as('terms')])
        .where('institutionId', '=', institution.id)
        .where('product', '=', code)
        .orderBy('number')
        .execute(),
    )
    expect(kept.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(kept[2]?.terms).toBe(kept[0]?.terms)
    expect(kept[1]?.terms).not.toBe(kept[0]?.terms)
  })
})

describe('what never changes', () => {
  it('a version: the application may not update or delete it', async () => {
    const code = await aProduct()
    const edit = bank.inside(risk, ({ tx, institution }) =>
      tx
        .updateTable('productVersion')
        .set({ validFrom: '2020-01-01' })
        .where('institutionId', '=', institution.id)
        .where('product', '=', code)
        .execute(),
    )
    await expect(edit).rejects.toThrow('permission denied')
  })
})

describe('who may', () => {
  it('see products: everyone inside; propose and decide: the head office alone', async () => {
    const ask = { code: 'consumer', basedOn: 1, validFrom: '2026-12-01', reason: '停办' }
    await expect(bank.as(manager).products.withdraw(ask)).rejects.toThrow('forbidden')
    const executive = await bank.hire('executive')
    await expect(bank.as(executive).products.withdraw(ask)).rejects.toThrow('forbidden')
    await expect(bank.as(executive).products.list()).resolves.not.toHaveLength(0)
  })

  it('find the waiting ones first', async () => {
    const code = await aProduct()
    const { id } = await change({ code })
    const page = await bank.as(head).products.proposals({ status: 'waiting', limit: 1 })
    expect(page.rows).toMatchObject([{ id, product: code, maker: '沈风', refusal: null }])
    const mine = await bank.as(risk).products.proposals({ status: 'waiting', limit: 100 })
    expect(mine.rows.find((row) => row.id === id)).toMatchObject({
      isMine: true,
      refusal: 'own-proposal',
    })
  })
})

describe('the name of a product', () => {
  const rename = (code: string, basedOn: number, validFrom: string, name: string) =>
    bank.as(risk).products.change({
      code,
      basedOn,
      names: { name, nameEn: 'Renamed' },
      terms: consumerTerms(),
      validFrom,
      reason: '统一命名',
    })

  /** As first versions of earlier releases are. */
  async function untell(product: string): Promise<void> {
    const superuser = new pg.Client(bank.superuserUrl)
    await superuser.connect()
    await superuser.query(
      'update product_version set name = null, name_en = null where product = $1 and number = 1',
      [product],
    )
    await superuser.end()
  }

  it('stands in the first version, also where that does not tell it yet', async () => {
    const code = await aProduct()
    const { name, nameEn, versions } = await ofProduct(code)
    expect(versions).toMatchObject([{ number: 1, names: { name, nameEn } }])
    await untell(code)
    expect((await ofProduct(code)).versions).toMatchObject([{ names: { name, nameEn } }])
  })

  it('of the beginning is still told once a product of the beginning has another', async () => {
    const code = 'equity-pledge'
    const { name, nameEn, versions } = await ofProduct(code)
    const { id } = await bank.as(risk).products.change({
      code,
      basedOn: 1,
      names: { name: '股权质押贷', nameEn: 'Pledged shares' },
      terms: versions[0]?.terms ?? consumerTerms(),
      validFrom: '2026-10-15',
      reason: '统一命名',
    })
    await approve(id)
    expect(await ofProduct(code)).toMatchObject({
      name: '股权质押贷',
      versions: [{ names: { name: '股权质押贷' } }, { names: { name, nameEn } }],
    })
  })

  it('is no change where it is the same', async () => {
    const code = await aProduct()
    const { name, nameEn } = await ofProduct(code)
    await expect(
      bank.as(risk).products.change({
        code,
        basedOn: 1,
        names: { name, nameEn },
        terms: consumerTerms(),
        validFrom: '2026-12-01',
        reason: '统一命名',
      }),
    ).rejects.toThrow('nothing-changed')
  })

  it('changes with a version of another person from its day on, and the terms may stay', async () => {
    const code = await aProduct()
    const { name: before } = await ofProduct(code)
    const { id } = await rename(code, 1, '2026-10-17', '安居消费贷')
    expect((await ofProduct(code)).proposals[0]).toMatchObject({
      names: { name: '安居消费贷', nameEn: 'Renamed' },
      name: before,
    })
    await approve(id)
    const closer = { institution: bank.institution, staff: { id: risk.staffId }, requestId: 't' }
    await closeDays(bank.resources, closer, day('2026-10-15'))
    expect((await ofProduct(code)).name).toBe(before)
    await closeDays(bank.resources, closer, day('2026-10-16'))
    expect(await ofProduct(code)).toMatchObject({ name: '安居消费贷', nameEn: 'Renamed' })
    expect((await ofProduct(code)).versions).toMatchObject([
      { number: 2, names: { name: '安居消费贷' } },
      { number: 1, names: { name: before } },
    ])
    expect(await offered(code)).toMatchObject({ name: '安居消费贷', version: 2 })

    await untell(code)
    expect((await ofProduct(code)).versions).toMatchObject([{ number: 2 }, { names: null }])
    const now = await rename(code, 2, '2026-10-17', '安居贷')
    await approve(now.id)
    expect((await ofProduct(code)).name).toBe('安居贷')
  })
})
