import { execFile } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'

const main = join(import.meta.dirname, 'main.ts')

function classify(words: string[], input: unknown) {
  return new Promise<{ status: number; out: string; problem: string }>((resolve) => {
    const given = ['classify', ...words]
    const child = execFile(process.execPath, [main, ...given], (error, out, problem) =>
      resolve({ status: error ? 1 : 0, out: out.trim(), problem: problem.trim() }),
    )
    child.stdin?.end(typeof input === 'string' ? input : JSON.stringify(input))
  })
}

const monthly = { on: '2026-01-10', firstDueOn: '2026-02-20', intervalMonths: 1 }

describe('classes on the command line', () => {
  it('are those of the decision table', async () => {
    const cases: [object, string][] = [
      [{ scope: 'corporate' }, '正常'],
      [{ daysPastDue: 5, technical: true }, '正常'],
      [{ daysPastDue: 5 }, '关注'],
      [{ daysPastDue: 8, technical: true }, '关注'],
      [{ daysPastDue: 90 }, '关注'],
      [{ daysPastDue: 91, guarantee: 'cash' }, '次级'],
      [{ daysPastDue: 270 }, '次级'],
      [{ daysPastDue: 271 }, '可疑'],
      [{ daysPastDue: 360 }, '可疑'],
      [{ daysPastDue: 361 }, '损失'],
      [{ stage: 3, eclShare: '49.99%' }, '次级'],
      [{ stage: 3, eclShare: 50 }, '可疑'],
      [{ stage: 3, eclShare: 0.9 }, '损失'],
      [{ eclShare: 60 }, '正常'],
      [{ ownNpl: 100, ownTotal: 1000 }, '关注'],
      [{ allBank90: 100, allBankTotal: 500 }, '关注'],
      [{ allBank90: '100.01', allBankTotal: 500 }, '次级'],
      [{ scope: 'retail', otherBankNpl: true }, '正常'],
      [{ scope: 'small-micro', refinancing: '无还本续贷' }, '正常'],
      [{ refinancing: '借新还旧' }, '关注'],
      [{ scope: 'card', dpd: 121 }, '可疑'],
    ]
    const { status, out } = await classify(
      ['--json'],
      cases.map(([facts]) => ({ asOf: '2026-10-15', ...facts })),
    )
    expect(status).toBe(0)
    const told = JSON.parse(out).map(({ tierName }: { tierName: string }) => tierName)
    expect(told).toEqual(cases.map(([, tier]) => tier))
  })

  it('say when an observation ends and when an upgrade may be', async () => {
    const asked = [
      { restructured: monthly },
      { restructured: { ...monthly, firstDueOn: '2026-06-30', intervalMonths: 6 } },
      { restructured: { ...monthly, firstDueOn: '2026-12-31', intervalMonths: 12 } },
      {
        restructured: { ...monthly, firstDueOn: '2026-12-31', intervalMonths: 12 },
        looserObservation: true,
      },
      { previous: '次级', arrearsClearedOn: '2026-01-15' },
      { previous: '次级', arrearsClearedOn: '2026-01-15', asOf: '2026-07-15' },
    ].map((facts) => ({ asOf: '2026-05-01', ...facts }))
    const { out } = await classify(['--json'], asked)
    expect(
      JSON.parse(out).map((told: Record<string, unknown>) => [
        told.tier,
        told.obsEnd,
        told.earliestUpgradeOn,
      ]),
    ).toEqual([
      ['special-mention', '2027-02-20', null],
      ['special-mention', '2027-06-30', null],
      ['special-mention', '2028-12-31', null],
      ['special-mention', '2027-12-31', null],
      ['substandard', null, '2026-07-15'],
      ['normal', null, '2026-07-15'],
    ])
  })

  it('are one line for a person', async () => {
    const held = { previous: '次级', arrearsClearedOn: '2026-01-15', asOf: '2026-05-01' }
    const { out } = await classify([], held)
    expect(out).toBe(
      'substandard 次级\tno rule\tno upgrade: not-observed-long-enough\tupgrade from 2026-07-15',
    )
  })

  it.each([
    [{ daysLate: 3 }, [], 'daysLate: unknown-field'],
    [[{}, { asOf: 'soon' }], [], '2: asOf: not-a-day'],
    ['{', [], 'standard input is not JSON'],
    ['', ['nowhere.json'], 'nowhere.json cannot be read'],
  ])('are refused for %j', async (given, words, problem) => {
    expect(await classify(words, given)).toEqual({ status: 1, out: '', problem })
  })
})
