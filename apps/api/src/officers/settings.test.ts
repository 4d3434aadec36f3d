import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, sessionFor, type TestBank, type TestStaff } from '../testing.ts'

let bank: TestBank
let risk: TestStaff
let system: TestStaff
let auditor: TestStaff

beforeAll(async () => {
  bank = await aBank()
  risk = await bank.hire('risk-officer')
  system = await bank.hire('system-administrator')
  auditor = await bank.hire('auditor')
})
afterAll(() => bank.drop())

const aBase = (change: object = {}) => ({
  kind: 'net-capital' as const,
  validFrom: day('2026-10-15'),
  amount: money(5_000_000_000_00),
  source: '资本充足率汇总表',
  ...change,
})
const lastEvent = async (entity: string, action: string) => {
  const { rows } = await bank
    .as(auditor)
    .audit.events({ from: day('2026-10-01'), to: day('2026-10-31'), entity, action, limit: 1 })
  return rows[0]
}

describe('recording a capital base', () => {
  it('keeps it, counts it from its day on, and leaves an event', async () => {
    await bank.as(risk).settings.recordCapitalBase(aBase())
    await bank
      .as(risk)
      .settings.recordCapitalBase(aBase({ validFrom: '2026-12-31', amount: 6_000_000_000_00 }))

    const { bases, limits } = await bank.as(risk).settings.capitalBases()
    expect(bases.map(({ validFrom, amount, isCurrent }) => [validFrom, amount, isCurrent])).toEqual(
      [
        ['2026-12-31', 6_000_000_000_00, false],
        ['2026-10-15', 5_000_000_000_00, true],
      ],
    )
    expect(limits.map(({ base, percent }) => [base, percent])).toEqual([
      ['net-capital', 10],
      ['tier-1', 15],
      ['net-capital', 15],
      ['tier-1', 20],
    ])
    expect(await lastEvent('institution', 'capital base recorded')).toMatchObject({
      subject: '河畔银行',
      staffId: risk.staffId,
      detail: { kind: 'net-capital', source: '资本充足率汇总表' },
    })
  })

  it('never replaces one of the same kind and day', async () => {
    const base = aBase({ validFrom: '2026-10-16' })
    await bank.as(risk).settings.recordCapitalBase(base)

    await expect(
      bank.as(risk).settings.recordCapitalBase({ ...base, amount: money(1) }),
    ).rejects.toThrow('capital-base-stands')
    await bank.as(risk).settings.recordCapitalBase({ ...base, kind: 'net-assets' })
  })

  it.each([
    ['2026-10-13', 'before-last-closed-day'],
    ['2027-10-16', 'more-than-a-year-ahead'],
  ])('from %s is refused: %s', async (validFrom, reason) => {
    await expect(bank.as(risk).settings.recordCapitalBase(aBase({ validFrom }))).rejects.toThrow(
      reason,
    )
  })

  it('asks for the password again when it was given too long ago', async () => {
    const now = bank.resources.now()
    const session = { ...sessionFor(risk, now), freshUntil: new Date(now.getTime() - 1) }

    await expect(
      bank.as(risk, { session }).settings.recordCapitalBase(aBase({ validFrom: '2026-10-20' })),
    ).rejects.toThrow('sign-in-again')
  })
})

describe('adding a branch', () => {
  it('puts it below another, and leaves an event', async () => {
    const added = await bank
      .as(system)
      .settings.addBranch({ code: 'n02', name: '北城二路支行', parentId: bank.north })

    expect(added.code).toBe('N02')
    const branches = await bank.as(system).settings.branches()
    expect(branches.find(({ id }) => id === added.id)).toMatchObject({
      name: '北城二路支行',
      parent: '北城支行',
      staffCount: 0,
    })
    expect(await lastEvent('branch', 'added')).toMatchObject({
      subject: 'N02 北城二路支行',
      detail: { code: 'N02', parentId: bank.north },
    })
  })

  it('cannot take a code that is taken, in either case of letters', async () => {
    await expect(
      bank.as(system).settings.addBranch({ code: 'n01', name: '另一支行', parentId: bank.south }),
    ).rejects.toThrow('branch-code-is-taken')
  })

  it('stands below a branch of the institution', async () => {
    await expect(
      bank
        .as(system)
        .settings.addBranch({ code: 'X01', name: '无上级支行', parentId: risk.staffId }),
    ).rejects.toThrow('branch-not-found')
  })
})

describe('what a new institution starts with', () => {
  it('shows products, authorities and the grades of its scorecards', async () => {
    const settings = bank.as(auditor).settings

    expect((await bank.as(auditor).products.list()).map(({ code }) => code)).toContain(
      'working-capital',
    )
    expect(await settings.authorities()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ role: 'branch-approver', upTo: 5_000_000_00, validTo: null }),
      ]),
    )
    const cards = await settings.scorecards()
    expect(cards.map(({ customerKind }) => customerKind).sort()).toEqual(['company', 'person'])
    for (const { grades } of cards) expect(grades.at(-1)?.from).toBeNull()
  })
})

describe('finding a colleague', () => {
  beforeAll(async () => {
    const newcomer = { name: '欧阳雪', loginName: 'ouyang.xue', branchId: bank.north }
    await bank.as(system).staff.add(newcomer)
  })

  it.each([
    ['name', '欧阳'],
    ['pinyin', 'ouyang'],
    ['login name', 'OUYANG.X'],
  ])('works by %s', async (_, text) => {
    const { rows } = await bank.as(system).staff.list({ text, limit: 10 })
    expect(rows.map(({ name, isLocked }) => [name, isLocked])).toEqual([['欧阳雪', false]])
  })
})
