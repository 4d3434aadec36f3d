import { addMonths, day } from '@banyan/domain/calendar'
import type { ImportKind } from '@banyan/domain/imports/file-kinds'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workOffJobs } from '../jobs/testing.ts'
import { aRunningLoan } from '../loans/testing-loans.ts'
import { aPostLoanDesk, type PostLoanDesk } from '../warnings/testing.ts'
import { importing } from './testing.ts'
import { undoBatch } from './undo/undo-batch.ts'

let desk: PostLoanDesk

beforeAll(async () => {
  desk = await aPostLoanDesk()
})
afterAll(() => desk.bank.drop())

const take = (kind: ImportKind, text: string) =>
  importing(desk.bank.resources, desk.risk, kind, text, { source: 'court-list' })
const undo = (batchId: string) => {
  const place = { institutionId: desk.bank.institution.id, batchId }
  return desk.bank.inside(desk.risk, (context) => undoBatch(context, place))
}

async function warned(customerId: string) {
  await workOffJobs(desk.bank)
  const { rows } = await desk.bank.as(desk.risk).warnings.list({ customerId })
  return rows.map(({ rule, colour, cause }) => [rule, colour, cause]).toSorted()
}
const eventsOf = async (customerId: string) =>
  (await desk.bank.as(desk.risk).warnings.listEvents({ customerId })).rows

describe('a file of events', () => {
  const head = '客户编号,事件类型,立案日期,标的金额,案号,结案日期\n'

  it('raises warnings at once, and the same file again changes nothing', async () => {
    const { id, number } = await desk.company()
    const text = `${head}${number},涉诉,2026-10-12,"2,000,000",（2026）苏01民初1号,\n`
    expect(await take('events', text)).toMatchObject({ accepted: 1 })
    expect(await warned(id)).toEqual([
      ['sued', 'yellow', 'event'],
      ['sued-for-much', 'orange', 'event'],
    ])
    expect(await eventsOf(id)).toMatchObject([{ kind: 'lawsuit', source: 'court-list' }])
    expect(await take('events', text)).toMatchObject({ unchanged: 1, accepted: 0 })
    expect(await eventsOf(id)).toHaveLength(1)
  })

  it('ends a case that comes again with the day it was closed, and takes that back', async () => {
    const { id, number } = await desk.company()
    const line = `${number},被执行,2026-09-01,100000,（2026）苏01执9号,`
    await take('events', `${head}${line}\n`)
    const closing = await take('events', `${head}${line}2026-10-01\n`)
    expect(closing).toMatchObject({ accepted: 1 })
    expect(await eventsOf(id)).toMatchObject([{ endedOn: '2026-10-01' }])
    expect(await undo(closing.batchId)).toMatchObject({ removed: 0, restored: 1 })
    expect(await eventsOf(id)).toMatchObject([{ endedOn: null }])
  })

  it('asks for the file to be looked at where owners have changed', async () => {
    const { id, number } = await desk.company()
    await take('events', `${head}${number},股东变更,2026-10-12,,股东由甲变更为乙,\n`)
    const { rows } = await desk.bank.as(desk.risk).fileUpdates.list({ customerId: id })
    expect(rows).toMatchObject([{ reason: 'event', cause: 'equity-change', state: 'due' }])
  })

  it('asks the owner of a loan about its rate where an agency has cut the rating', async () => {
    const { bank, manager } = desk
    const { id: customerId, number } = await desk.company()
    await aRunningLoan(bank, manager, { customerId })
    const line = `${number},外部评级下调,2026-10-12,,主体评级由 AA 下调至 A+,\n`
    const { batchId } = await take('events', head + line)
    await workOffJobs(bank)
    const asked = async () => (await bank.as(manager).repricings.list({ customerId })).rows
    expect(await asked()).toMatchObject([
      { status: 'open', ratedOn: '2026-10-12', ratingEvidence: '主体评级由 AA 下调至 A+' },
    ])
    expect(await undo(batchId)).toMatchObject({
      removed: 0,
      kept: [{ entity: 'event', number: '主体评级由 AA 下调至 A+', reason: 'in-use' }],
    })
    expect(await asked()).toHaveLength(1)
    expect(await eventsOf(customerId)).toHaveLength(1)
  })

  it('lets a group know of each of its members', async () => {
    const { bank, manager, risk } = desk
    const [mother, daughter] = [await desk.company(), await desk.company()]
    await bank.as(manager).groups.addRelation({
      ...{ from: mother.id, to: daughter.id, kind: 'ownership' },
      ...{ percent: parseRate('60'), votingPercent: null, amount: null },
      ...{ validFrom: day('2020-01-01'), validTo: null, source: '登记', evidence: '' },
    })
    const line = ({ number }: { number: string }, no: number) =>
      `${number},被执行,2026-10-12,100000,（2026）苏01执${no}号,\n`
    await take('events', head + line(mother, 11) + line(daughter, 12))
    await workOffJobs(bank)
    const { group } = await bank.as(manager).groups.tree({ customerId: daughter.id })
    const { rows } = await bank.as(risk).warnings.list({ groupId: group.id })
    expect(rows).toMatchObject([{ rule: 'group-member-warned', colour: 'orange', timesSeen: 2 }])
    const { causedBy } = await bank.as(risk).warnings.get({ id: rows[0]?.id ?? '' })
    expect(causedBy.map(({ rule }) => rule)).toEqual(['enforced', 'enforced'])
  })

  it('can be taken back whole, and refuses strangers and what is told twice', async () => {
    const { id, number } = await desk.company()
    const line = `${number},行政处罚,2026-10-01,,苏环罚〔2026〕3号,`
    const done = await take(
      'events',
      `${head}${line}\n${line}2026-10-02\nNOBODY,行政处罚,2026-10-01,,苏环罚〔2026〕4号,\n`,
    )
    expect(done).toMatchObject({ accepted: 1, rejected: 2 })
    expect(await undo(done.batchId)).toMatchObject({ removed: 1 })
    expect(await eventsOf(id)).toEqual([])
  })
})

describe('a file of inflows', () => {
  const head = '客户编号,月份,流入金额\n'
  const months = Array.from({ length: 9 }, (_, back) =>
    addMonths(day('2026-10-15'), -1 - back, 1).slice(0, 7),
  )
  const lines = (number: string, lately: number) =>
    months.map((month, back) => `${number},${month},${back < 3 ? lately : 1_000_000}\n`).join('')

  it('raises a warning when less comes in than before, and none when as much does', async () => {
    const fallen = await desk.company()
    const steady = await desk.company()
    const done = await take(
      'inflows',
      head + lines(fallen.number, 400_000) + lines(steady.number, 1_000_000),
    )
    expect(done).toMatchObject({ accepted: 18 })
    expect(await warned(fallen.id)).toEqual([['inflow-fallen', 'orange', 'event']])
    expect(await warned(steady.id)).toEqual([])
    const again = await take('inflows', head + lines(fallen.number, 400_000))
    expect(again).toMatchObject({ unchanged: 9 })
    const worse = await take('inflows', head + lines(fallen.number, 100_000))
    expect(worse).toMatchObject({ accepted: 3, unchanged: 6 })
    expect(await warned(fallen.id)).toEqual([['inflow-fallen', 'red', 'event']])
    expect(await undo(worse.batchId)).toMatchObject({ removed: 3 })
    expect(await take('inflows', head + lines(fallen.number, 400_000))).toMatchObject({
      unchanged: 9,
    })
  })

  it('refuses a month that is not over', async () => {
    const { number } = await desk.company()
    expect(await take('inflows', `${head}${number},2026-10,1\n`)).toMatchObject({ rejected: 1 })
  })
})

describe('taking back a file of customers', () => {
  it('leaves a customer to whom something has happened since', async () => {
    const done = await take('customers', 'external_id,kind,name\nK1,company,留存企业有限公司\n')
    await take('inflows', '客户编号,月份,流入金额\nK1,2026-09,5\n')
    expect(await undo(done.batchId)).toMatchObject({ removed: 0, keptCount: 1 })
  })
})
