import { day } from '@banyan/domain/calendar'
import type { TimeOfDay } from '@banyan/domain/collection/collection-rules'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOf } from '../collection/local-time.ts'
import { jobHandlers } from '../job-handlers.ts'
import { workOffJobs } from '../jobs/testing.ts'
import { refusalOf } from '../testing-refusals.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { closeByClock } from './close-by-clock.ts'

let bank: TestBank
let risk: TestStaff
let approver: TestStaff

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  approver = await bank.hire('head-office-approver')
})
afterAll(() => bank.drop())

const proposer = () => bank.as(risk).close
const decider = () => bank.as(approver).close
const progress = () => proposer().progress({})

async function agreeOn(closesAt: TimeOfDay | null): Promise<string> {
  const { id } = await proposer().proposeSchedule({ closesAt, reason: '运行部决议' })
  await decider().decideSchedule({ id, outcome: 'approved', note: '同意' })
  return id
}

/** The clock of a schedule strikes, wound for `at` and seen by the worker at `seen`. */
async function strike(scheduleId: string, [on, time]: [string, string], seen = [on, time]) {
  const at = instantOf({ on: day(on), time })
  const now = () => instantOf({ on: day(seen[0] ?? ''), time: seen[1] ?? '' })
  const { businessDay } = await progress()
  await bank.resources.transact(bank.institution.id, (tx) =>
    closeByClock(
      {
        tx,
        institution: bank.institution,
        staff: { id: approver.staffId },
        requestId: 'clock',
        businessDay: day(businessDay),
        now,
      },
      { scheduleId, at: at.toISOString() },
    ),
  )
}

/** Does what was asked for; clocks stay as they are wound. */
const works = () =>
  workOffJobs(bank, { ...jobHandlers, 'close-by-clock': { inOneTransaction: async () => {} } })

const closedDays = async () => {
  const { rows } = await proposer().history({})
  return rows.map((closed) => closed.day).filter((closed) => closed >= '2026-10-15')
}

describe('a close by the clock', () => {
  it('is off until two people have agreed on a time', async () => {
    expect((await progress()).byClock).toBeNull()
    const { id } = await proposer().proposeSchedule({ closesAt: '22:00', reason: '运行部决议' })
    expect((await progress()).byClock).toBeNull()
    const again = proposer().proposeSchedule({ closesAt: '21:00', reason: '再提' })
    expect(await refusalOf(again)).toBe('schedule-is-waiting')
    await decider().decideSchedule({ id, outcome: 'refused', note: '暂不启用' })
    expect((await proposer().schedule({})).closesAt).toBeNull()
    const late = decider().decideSchedule({ id, outcome: 'approved', note: '同意' })
    expect(await refusalOf(late)).not.toBe('done')
  })

  it('is not decided by whoever proposed it', async () => {
    const both = await bank.hire(['risk-officer', 'head-office-approver'])
    const { id } = await bank.as(both).close.proposeSchedule({ closesAt: '22:00', reason: '决议' })
    const own = bank.as(both).close.decideSchedule({ id, outcome: 'approved', note: '同意' })
    expect(await refusalOf(own)).toBe('own-schedule')
    await decider().decideSchedule({ id, outcome: 'refused', note: '不同意' })
  })

  it('closes the day at its time, once, and is wound for the next day', async () => {
    const id = await agreeOn('23:30')
    const wound = { closesAt: '23:30', nextAt: '2026-10-15T15:30:00.000Z' }
    expect((await progress()).byClock).toEqual(wound)
    await strike(id, ['2026-10-15', '23:30'])
    await strike(id, ['2026-10-15', '23:30'])
    expect((await progress()).job).toMatchObject({ through: '2026-10-15' })
    await works()
    expect(await closedDays()).toEqual(['2026-10-15'])
    await strike(id, ['2026-10-15', '23:30'], ['2026-10-15', '23:29'])
    expect((await progress()).job).toBeNull()
    expect((await progress()).byClock?.nextAt).toBe('2026-10-16T15:30:00.000Z')
  })

  it('takes in the nights that were missed', async () => {
    const { history } = await proposer().schedule({})
    const id = history.find(({ status }) => status === 'in-force')?.id ?? ''
    await strike(id, ['2026-10-16', '23:30'], ['2026-10-19', '08:00'])
    await works()
    expect((await progress()).businessDay).toBe('2026-10-19')
    expect(await closedDays()).toHaveLength(4)
  })

  it('leaves it to a person where a month or more is missing', async () => {
    const { history } = await proposer().schedule({})
    const id = history.find(({ status }) => status === 'in-force')?.id ?? ''
    await strike(id, ['2026-10-19', '23:30'], ['2026-11-19', '23:30'])
    expect((await progress()).job).toBeNull()
    expect((await progress()).businessDay).toBe('2026-10-19')
  })

  it('before noon closes the day before, and an old clock stands still', async () => {
    const { history } = await proposer().schedule({})
    const old = history.find(({ status }) => status === 'in-force')?.id ?? ''
    const id = await agreeOn('01:00')
    await strike(old, ['2026-10-19', '23:30'])
    expect((await progress()).job).toBeNull()
    await strike(id, ['2026-10-20', '01:00'])
    expect((await progress()).job).toMatchObject({ through: '2026-10-19' })
    await works()
    expect((await progress()).businessDay).toBe('2026-10-20')
  })

  it('can be taken away', async () => {
    await agreeOn(null)
    expect((await progress()).byClock).toBeNull()
    const same = proposer().proposeSchedule({ closesAt: null, reason: '再次' })
    expect(await refusalOf(same)).toBe('nothing-changed')
  })
})
