import { day } from '@banyan/domain/calendar'
import {
  type ConditionFieldName,
  conditionFieldNames,
} from '@banyan/domain/search/condition-fields'
import type { Condition, ConditionGroup } from '@banyan/domain/search/condition-tree'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBankWithAList } from './testing-list.ts'

type Listing = Awaited<ReturnType<typeof aBankWithAList>>

let bank: Listing['bank']
let anna: Listing['anna']
let boris: Listing['boris']
let risk: Listing['risk']
let millId: string
let groupId: string

beforeAll(async () => {
  ;({ bank, anna, boris, risk, millId, groupId } = await aBankWithAList())
})
afterAll(() => bank.drop())

const list = (filter: ConditionGroup | null, more: object = {}, by = risk) =>
  bank.as(by).search.customers({ filter, ...more })
const namesOf = async (filter: ConditionGroup | null, more: object = {}, by = risk) =>
  (await list(filter, more, by)).rows.map(({ name }) => name).toSorted()
const everyone = ['孙十', '赵六', '远山木业', '长河商店', '长河机械有限公司']
const [mill, shop, wood, zhao, sun] = ['长河机械有限公司', '长河商店', '远山木业', '赵六', '孙十']
const sorted = (names: readonly (string | undefined)[]) => names.toSorted()

/** One question at least of every field, and whom it leaves. */
const questions: [Condition | (() => Condition), (string | undefined)[]][] = [
  [{ field: 'kind', is: 'in', value: ['person'] }, [zhao, sun]],
  [{ field: 'status', is: 'not-in', value: ['active'] }, [sun]],
  [() => ({ field: 'branch', is: 'in', value: [bank.south] }), [wood]],
  [() => ({ field: 'officer', is: 'not-in', value: [anna.staffId] }), [wood, sun]],
  [{ field: 'region', is: 'in', value: ['32'] }, [mill]],
  [{ field: 'region', is: 'in', value: ['3202'] }, []],
  [{ field: 'industry', is: 'in', value: ['F'] }, [shop]],
  [() => ({ field: 'group', is: 'in', value: [groupId] }), [mill, shop]],
  [{ field: 'inGroup', is: 'is', value: false }, [wood, zhao, sun]],
  [{ field: 'tier', is: 'in', value: ['substandard', 'loss'] }, [mill]],
  [{ field: 'tier', is: 'in', value: ['normal'] }, []],
  [{ field: 'tier', is: 'not-in', value: ['normal', 'substandard'] }, [shop, wood, zhao, sun]],
  [{ field: 'stage', is: 'in', value: ['draft'] }, []],
  [{ field: 'source', is: 'in', value: ['旧系统'] }, [sun]],
  [{ field: 'companyType', is: 'in', value: ['farmers-cooperative'] }, []],
  [{ field: 'sex', is: 'in', value: ['female'] }, [zhao]],
  [{ field: 'country', is: 'not-in', value: ['CN'] }, []],
  [{ field: 'product', is: 'in', value: ['imported'] }, [mill]],
  [{ field: 'guarantee', is: 'in', value: ['mortgage'] }, [mill]],
  [{ field: 'daysPastDue', is: 'at-least', value: 97 }, [mill]],
  [{ field: 'daysPastDue', is: 'at-least', value: 98 }, []],
  [{ field: 'daysPastDue', is: 'at-most', value: 96 }, [shop, wood, zhao, sun]],
  [{ field: 'daysPastDue', is: 'between', value: [97, 97] }, [mill]],
  [{ field: 'loans', is: 'at-least', value: 2 }, [mill]],
  [{ field: 'balance', is: 'between', value: [600_000_000, 600_000_000] }, [mill]],
  [{ field: 'balance', is: 'at-most', value: 0 }, [shop, wood, zhao, sun]],
  [{ field: 'groupLimit', is: 'known' }, []],
  [{ field: 'annualIncome', is: 'at-least', value: 20_000_000 }, [zhao]],
  [{ field: 'registeredCapital', is: 'unknown' }, [shop, wood, zhao, sun]],
  [{ field: 'bornOn', is: 'between', value: [day('1990-01-02'), day('1990-01-02')] }, [zhao]],
  [{ field: 'establishedOn', is: 'from', value: day('2024-02-29') }, [wood]],
  [{ field: 'establishedOn', is: 'until', value: day('2024-02-28') }, [mill]],
  [{ field: 'createdOn', is: 'between', value: [day('2026-10-15'), day('2026-10-15')] }, everyone],
  [{ field: 'createdOn', is: 'until', value: day('9999-12-31') }, everyone],
  [{ field: 'changedOn', is: 'until', value: day('2026-10-14') }, []],
  [{ field: 'lastContactOn', is: 'within-days', value: 14 }, [shop]],
  [{ field: 'lastContactOn', is: 'older-than-days', value: 14 }, []],
  [{ field: 'lastContactOn', is: 'older-than-days', value: 13 }, [shop]],
  [{ field: 'maturesOn', is: 'from', value: day('2027-01-10') }, [mill]],
  [{ field: 'partial', is: 'is', value: false }, []],
  [{ field: 'hasExpiredLicence', is: 'is', value: true }, []],
  [{ field: 'isGuaranteed', is: 'is', value: true }, []],
  [{ field: 'guarantees', is: 'is', value: false }, everyone],
  [{ field: 'followed', is: 'is', value: true }, []],
  [{ field: 'mine', is: 'is', value: true }, []],
  [{ field: 'name', is: 'contains', value: '長河' }, [mill, shop]],
  [{ field: 'name', is: 'begins', value: '河' }, []],
  [{ field: 'number', is: 'begins', value: 'c0000' }, everyone],
  [{ field: 'legalRepresentative', is: 'contains', value: '七' }, [mill]],
  [{ field: 'occupation', is: 'contains', value: '%' }, []],
  [{ field: 'employer', is: 'begins', value: '第一' }, [zhao]],
]

describe('the filter of customers', () => {
  it('has a question here for every field', () => {
    const asked = new Set<ConditionFieldName>(
      questions.map(([condition]) => {
        const { field } = typeof condition === 'function' ? condition() : condition
        return field
      }),
    )
    expect([...asked].toSorted()).toEqual(conditionFieldNames.toSorted())
  })

  it.each(questions)('%j leaves %j', async (condition, expected) => {
    const asked = typeof condition === 'function' ? condition() : condition
    if (asked.field === 'partial') {
      expect(await namesOf({ all: [{ ...asked, value: true } as Condition] })).toHaveLength(4)
      return
    }
    expect(await namesOf({ all: [asked] })).toEqual(sorted(expected))
  })

  it('joins conditions with and and or, three deep', async () => {
    const person: Condition = { field: 'kind', is: 'in', value: ['person'] }
    const frozen: Condition = { field: 'status', is: 'in', value: ['frozen'] }
    const inGroup: Condition = { field: 'inGroup', is: 'is', value: true }
    expect(await namesOf({ any: [{ all: [person, frozen] }, inGroup] })).toEqual(
      sorted([sun, mill, shop]),
    )
    expect(await namesOf({ all: [{ any: [{ all: [person] }, inGroup] }, frozen] })).toEqual([sun])
    expect(await namesOf({ all: [] })).toEqual(sorted(everyone))
  })

  it('asks of me what is mine', async () => {
    expect(await namesOf({ all: [{ field: 'mine', is: 'is', value: true }] }, {}, boris)).toEqual([
      wood,
    ])
    const followed: Condition = { field: 'followed', is: 'is', value: true }
    expect(await namesOf({ all: [followed] }, {}, anna)).toEqual([shop])
  })

  it('never reaches further than the caller', async () => {
    expect(await namesOf(null, {}, boris)).toEqual([wood])
    const everywhere: ConditionGroup = { all: [{ field: 'branch', is: 'in', value: [bank.north] }] }
    expect(await namesOf(everywhere, {}, boris)).toEqual([])
  })

  it('is refused whole when a part of it is unknown', async () => {
    const filter = { all: [{ field: 'wealth', is: 'at-least', value: 1 }] }
    await expect(bank.as(risk).search.customers({ filter: filter as never })).rejects.toMatchObject(
      { code: 'BAD_REQUEST' },
    )
  })
})

describe('the list', () => {
  it.each([
    ['name', ['长河机械有限公司', '长河商店', '孙十', '远山木业', '赵六']],
    ['-name', ['赵六', '远山木业', '孙十', '长河商店', '长河机械有限公司']],
    ['number', ['长河机械有限公司', '长河商店', '远山木业', '赵六', '孙十']],
  ])('in the order of %s goes on page by page', async (sort, expected) => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(null, { sort, after, limit: 2 })
      seen.push(...page.rows.map(({ name }) => name))
      after = page.next
    } while (after)
    expect(seen).toEqual(expected)
  })

  it.each(['-balance', '-daysPastDue', '-created', '-changed', 'created', 'changed', '-number'])(
    'in the order of %s loses and repeats nobody',
    async (sort) => {
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof list>> = await list(null, { sort, after, limit: 2 })
        seen.push(...page.rows.map(({ name }) => name))
        after = page.next
      } while (after)
      expect(seen.toSorted()).toEqual(sorted(everyone))
      if (sort === '-balance' || sort === '-daysPastDue') expect(seen[0]).toBe(mill)
    },
  )

  it('shows what a customer owes, and how late', async () => {
    const { rows } = await list({ all: [{ field: 'loans', is: 'at-least', value: 1 }] })
    expect(rows).toMatchObject([
      {
        id: millId,
        balance: 600_000_000,
        loans: 2,
        daysPastDue: 97,
        tier: 'substandard',
        region: '32',
        groupId,
        isFollowed: false,
      },
    ])
  })

  it.each([
    ['长河', [mill, shop]],
    ['changhe', [mill, shop]],
    ['zl', [zhao]],
    ['91', [mill]],
  ])('takes the words of the box: %s', async (text, expected) => {
    if (text === '91') {
      const { rows } = await list({ all: [{ field: 'region', is: 'in', value: ['32'] }] })
      expect(await namesOf(null, { text: rows[0]?.creditCode ?? '' })).toEqual([mill])
      return
    }
    expect(await namesOf(null, { text })).toEqual(sorted(expected))
  })

  it('takes operators in the box, and tells those it does not know', async () => {
    expect(await namesOf(null, { text: '长河 逾期:>90' })).toEqual([mill])
    const { rows, problems } = await list(null, { text: '长河 迟到:>90' })
    expect({ rows, code: problems[0]?.code }).toEqual({ rows: [], code: 'unknown-operator' })
  })

  it('masks persons for those who only watch', async () => {
    const executive = await bank.hire('executive')
    const seen = JSON.stringify(await list(null, {}, executive))
    for (const name of ['赵六', '孙十', '钱七']) expect(seen).not.toContain(name)
  })
})
