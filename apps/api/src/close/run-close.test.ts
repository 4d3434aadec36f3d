import { randomUUID } from 'node:crypto'
import type { Tx } from '@banyan/database'
import { addDays, type Day, day } from '@banyan/domain/calendar'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { workOffJobs } from '../jobs/testing.ts'
import { aBank, aBranch, type TestBank, type TestStaff } from '../testing.ts'
import { closeDays } from './close-days.ts'
import type { CloseStep } from './close-step.ts'
import { holdsDay, nameBranches, namesOfBranches, severConnection } from './testing.queries.ts'

let bank: TestBank
let risk: TestStaff
let officer: TestStaff
let open = day('2026-10-15')
const branches = 23

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  officer = await bank.hire('customer-manager')
  for (let i = 0; i < branches; i++) await aBranch(bank.db, bank.institution, '', `T${i}`)
})
afterAll(() => bank.drop())
afterEach(async () => {
  open = day((await bank.as(risk).close.progress({})).businessDay)
})

const close = (through: Day, steps?: readonly CloseStep[]) =>
  closeDays(
    bank.resources,
    { institution: bank.institution, staff: { id: risk.staffId }, requestId: 'test' },
    through,
    { rowsPerPortion: 5, ...(steps ? { steps } : {}) },
  )

/** Adds a mark to the name of each branch, five at a time; `before` may break a portion after its work. */
const marking = (mark: string, breaks: (tx: Tx, portion: number) => Promise<void>): CloseStep => {
  let portion = 0
  return {
    name: 'marking',
    run: async ({ tx, institution }, _, { after, limit }) => {
      const ids = await nameBranches(tx, institution.id, { mark, after, limit })
      await breaks(tx, ++portion)
      return { rows: ids.length, next: ids.length === limit ? (ids.at(-1) ?? null) : null }
    },
  }
}
const never = () => Promise.resolve()
const marks = async (mark: string) => {
  const names = await bank.resources.transact(bank.institution.id, (tx) =>
    namesOfBranches(tx, bank.institution.id),
  )
  return names.map((name) => name.split(mark).length - 1)
}
const once = (counts: number[]) => counts.every((count) => count === 1)

describe('a close', () => {
  it.each([1, 2, 4, 5])(
    'goes on where it broke in portion %i, and does no row twice',
    async (at) => {
      const mark = `b${at};`
      const breaking = marking(mark, async (_, portion) => {
        if (portion === at) throw new Error('the power went')
      })
      await expect(close(open, [breaking])).rejects.toThrow('the power went')
      const { days, businessDay } = await bank.as(risk).close.progress({})
      expect(businessDay).toBe(open)
      expect(days[0]?.steps).toMatchObject([
        { step: 'marking', rows: (at - 1) * 5, finishedAt: null },
      ])

      expect(await close(open, [marking(mark, never)])).toMatchObject({
        closedDays: 1,
        businessDay: addDays(open, 1),
      })
      expect(once(await marks(mark))).toBe(true)
    },
  )

  it.each([1, 3])('survives a connection lost in portion %i', async (at) => {
    const mark = `c${at};`
    const severed = marking(mark, (tx, portion) =>
      portion === at ? severConnection(tx) : Promise.resolve(),
    )
    await expect(close(open, [severed])).rejects.toThrow(/terminat|connection/i)
    await close(open, [marking(mark, never)])
    expect(once(await marks(mark))).toBe(true)
  })

  it('is one close for those who run it at once, each of whom does a part', async () => {
    const mark = 'o;'
    const runs = await Promise.all([1, 2, 3].map(() => close(open, [marking(mark, aWhile)])))
    expect(runs.reduce((sum, { closedDays }) => sum + closedDays, 0)).toBe(1)
    expect(new Set(runs.map(({ businessDay }) => businessDay))).toEqual(new Set([addDays(open, 1)]))
    expect(once(await marks(mark))).toBe(true)
  })

  it('catches up missed nights, each with its own steps, in their order', async () => {
    const seen: string[] = []
    const noting = (name: string, isDue?: (on: Day) => boolean): CloseStep => ({
      name,
      ...(isDue ? { isDue } : {}),
      run: async (_, on) => {
        seen.push(`${name} ${on.slice(8)}`)
        return { rows: 0, next: null }
      },
    })
    const first = open
    const onOddDays = (on: Day) => Number(on.slice(8)) % 2 === 1
    await close(addDays(open, 2), [noting('daily'), noting('odd', onOddDays)])
    const expected = [0, 1, 2].flatMap((ahead) => {
      const on = addDays(first, ahead)
      return [`daily ${on.slice(8)}`, ...(onOddDays(on) ? [`odd ${on.slice(8)}`] : [])]
    })
    expect(seen).toEqual(expected)
  })

  it('looks once more, while it holds the day, at what changed after a step', async () => {
    const held: boolean[] = []
    const again: CloseStep = {
      name: 'again',
      again: true,
      run: async ({ tx }) => {
        held.push(await holdsDay(tx))
        return { rows: 1, next: null }
      },
    }
    await close(open, [again])
    expect(held).toEqual([false, true])
    const { days } = await bank.as(risk).close.progress({})
    expect(days[0]?.steps[0]).toMatchObject({ step: 'again', rows: 2 })
  })
})

const aWhile = () => new Promise<void>((resolve) => setTimeout(resolve, 20))

describe('a close asked for at a screen', () => {
  it('is done by a worker, and followed step by step', async () => {
    const { jobId } = await bank.as(risk).close.start({ through: open })
    expect((await bank.as(risk).close.progress({})).job).toMatchObject({
      id: jobId,
      status: 'waiting',
      through: open,
    })
    await expect(bank.as(risk).close.start({ through: open })).rejects.toThrow('close-is-running')

    await workOffJobs(bank)

    const { job, businessDay, days } = await bank.as(risk).close.progress({})
    expect(job).toBeNull()
    expect(businessDay).toBe(addDays(open, 1))
    const [closed] = days
    expect(closed?.day).toBe(open)
    expect(closed?.closedAt).not.toBeNull()
    expect(closed?.steps.map(({ step }) => step)).toEqual(
      expect.arrayContaining(['periods', 'tiers', 'reservations', 'accruals', 'open-next-day']),
    )
    expect(closed?.steps.every(({ finishedAt }) => finishedAt !== null)).toBe(true)
  })

  it('is for those who may, a month at most, and of a day that is still open', async () => {
    await expect(bank.as(officer).close.start({ through: open })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(bank.as(risk).close.start({ through: addDays(open, 31) })).rejects.toThrow(
      'too-many-days-to-close',
    )
    await expect(bank.as(risk).close.start({ through: addDays(open, -1) })).rejects.toThrow(
      'nothing-to-close',
    )
  })

  it('starts once for one intent, whose answer comes again', async () => {
    const key = randomUUID()
    const asked = () => bank.as(risk, { idempotencyKey: key }).close.start({ through: open })
    const answers = [await asked(), await asked()]
    expect(answers[0]).toEqual(answers[1])
    await workOffJobs(bank)
  })

  it('is remembered day by day, newest first, in pages', async () => {
    const first = await bank.as(risk).close.history({ limit: 3 })
    expect(first.rows).toHaveLength(3)
    const next = await bank.as(risk).close.history({ limit: 3, cursor: day(first.next ?? '') })
    const days = [...first.rows, ...next.rows].map(({ day: on }) => on)
    expect(days).toEqual(days.toSorted().toReversed())
    expect(new Set(days).size).toBe(6)
  })

  it('is checked against everything computed anew', async () => {
    await bank.as(risk).close.check({})
    await workOffJobs(bank)
    expect((await bank.as(risk).jobs.list({})).rows).toEqual([])
    expect((await bank.as(risk).close.progress({})).lastCheck).toMatchObject({ differences: 0 })
  })
})
