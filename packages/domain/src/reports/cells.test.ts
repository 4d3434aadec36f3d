import { describe, expect, it } from 'vitest'

import type { CellUnit } from './cells.ts'
import { checkAtMost, checkEqual, formatCell, formatTenThousands } from './cells.ts'
import { releaseRefusal, reportRefusal, reportsFor } from './report-kinds.ts'
import { industrySections, isIndustrySection } from './industry-sections.ts'

describe('a cell in print', () => {
  it.each([
    [0, '0.00'],
    [1_000_000, '1.00'],
    [4_999, '0.00'],
    [5_000, '0.01'],
    [-5_000, '-0.01'],
    [123_456_789_00, '12345.68'],
    [9_007_199_254_740_991, '9007199254.74'],
  ])('shows %d fen as %s 万元', (fen, text) => {
    expect(formatTenThousands(fen)).toBe(text)
  })

  it.each<[CellUnit, number | null, string]>([
    ['money', 1_000_000, '1.00'],
    ['count', 12, '12'],
    ['percent', 1050, '10.50'],
    ['percent', 5, '0.05'],
    ['rate', 4_350_000, '4.35'],
    ['rate', 15_678_000, '15.68'],
    ['money', null, ''],
  ])('of %s %s reads %j', (unit, value, text) => {
    expect(formatCell({ unit, value })).toBe(text)
  })
})

describe('a check', () => {
  it('holds both sides', () => {
    expect(checkEqual('x', 1, 2)).toEqual({ id: 'x', ok: false, left: 1, right: 2 })
    expect(checkEqual('x', 2, 2).ok).toBe(true)
    expect([checkAtMost('x', 2, 2).ok, checkAtMost('x', 3, 2).ok]).toEqual([true, false])
  })
})

describe('a report', () => {
  it.each([
    ['asset-quality', 'city-bank', true, null],
    ['asset-quality', 'rural-credit-union', false, 'day-not-closed'],
    ['asset-quality', 'micro-lender', true, 'not-for-this-institution'],
    ['micro-lender-pack', 'micro-lender', true, null],
    ['micro-lender-pack', 'city-bank', true, 'not-for-this-institution'],
  ] as const)('%s of a %s answers', (code, kind, isDayClosed, refusal) => {
    expect(reportRefusal(code, { kind, isDayClosed })).toBe(refusal)
    expect(reportsFor(kind).includes(code)).toBe(refusal !== 'not-for-this-institution')
  })

  it.each([
    [{ status: 'built', builtBy: 'wu', failedChecks: 0 }, null],
    [{ status: 'built', builtBy: 'sun', failedChecks: 0 }, 'built-it-too'],
    [{ status: 'built', builtBy: 'wu', failedChecks: 1 }, 'check-failed'],
    [{ status: 'released', builtBy: 'wu', failedChecks: 0 }, 'already-released'],
    [{ status: 'superseded', builtBy: 'wu', failedChecks: 0 }, 'already-released'],
  ] as const)('%j released by a second person answers %s', (report, refusal) => {
    expect(releaseRefusal(report, { id: 'sun' })).toBe(refusal)
  })
})

describe('industry sections', () => {
  it('are the twenty of the standard, A to T', () => {
    expect(industrySections.map(({ code }) => code).join('')).toBe('ABCDEFGHIJKLMNOPQRST')
    expect(isIndustrySection('T')).toBe(true)
    expect(isIndustrySection('U')).toBe(false)
  })
})
