import type { ImportKind } from '@banyan/domain/imports/file-kinds'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBreaches } from '../loans/invariants.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { listNumbersOf } from './testing.queries.ts'
import { hasSamples, importing, importingSample } from './testing.ts'

interface Sample {
  kind: ImportKind
  file: string
  mapping: string
  source: string
  accepted: number
  unchanged: number
}

const sample = (
  kind: ImportKind,
  file: string,
  [mapping, source]: [string, string],
  [accepted, unchanged]: [number, number],
): Sample => ({ kind, file, mapping, source, accepted, unchanged })

const tree = 'tree/cn_group_subtree.csv'
const allianz = 'tree/gleif_allianz_238.csv'
const lending = 'loans/lendingclub_2007_2009.csv.gz'
const samples = [
  sample('customers', tree, ['cn-group-customers', 'cn-group'], [218, 0]),
  // A row that the mapping leaves out changes nothing.
  sample('relations', tree, ['cn-group-relations', 'cn-group'], [217, 1]),
  sample('customers', allianz, ['gleif-customers', 'gleif'], [238, 0]),
  sample('relations', allianz, ['gleif-relations', 'gleif'], [237, 1]),
  sample(
    'customers',
    'search/ashare_companies_half.csv',
    ['ashare-customers', 'ashare'],
    [2327, 0],
  ),
  sample('customers', 'loans/berka/client.csv', ['berka-customers', 'berka'], [5369, 0]),
  sample('loans', 'loans/berka/loan.csv', ['berka-loans', 'berka'], [682, 0]),
  sample('loans', lending, ['lending-club-loans', 'lending-club'], [8277, 0]),
]

if (!hasSamples) console.warn('the samples are not there: set SAMPLES_DIR to their folder')

describe.skipIf(!hasSamples)('the samples (SAMPLES_DIR)', () => {
  let bank: TestBank
  let officer: TestStaff

  beforeAll(async () => {
    bank = await aBank()
    officer = await bank.hire('risk-officer')
  })
  afterAll(() => bank.drop())

  it.each(samples)('$mapping: takes every row once', { timeout: 240_000 }, async (given) => {
    const { accepted, unchanged } = given
    const first = await importingSample(bank.resources, officer, given)
    expect(first).toMatchObject({ status: 'done', accepted, unchanged, rejected: 0, errors: [] })
    const second = await importingSample(bank.resources, officer, given)
    expect(second).toMatchObject({ accepted: 0, unchanged: accepted + unchanged, rejected: 0 })
  })

  it('keeps 2,306 listed companies with 21 former names', async () => {
    const counts = await bank.inside(officer, ({ tx, institution }) =>
      listNumbersOf(tx, institution.id, 'ashare'),
    )
    expect(counts).toEqual({ customers: 2306, formerNames: 21, loans: 0, currencies: [] })
  })

  it('makes a party for each loan and keeps its currency', async () => {
    const counts = (source: string) =>
      bank.inside(officer, ({ tx, institution }) => listNumbersOf(tx, institution.id, source))
    expect(await counts('lending-club')).toMatchObject({
      customers: 8277,
      loans: 8277,
      currencies: ['USD'],
    })
    expect(await counts('berka')).toMatchObject({
      customers: 5369,
      loans: 682,
      currencies: ['CZK'],
    })
  })

  it('takes repayments of the imported loans', async () => {
    // 5314 was written off with all of it owed, 5316 is settled.
    const file = `external_id,loan_external_id,paid_on,amount
R1,5314,2026-09-01,100.00
R2,5316,2026-09-01,1
`
    const first = await importing(bank.resources, officer, 'repayments', file, { source: 'berka' })
    expect(first).toMatchObject({ accepted: 1, unchanged: 0, rejected: 1 })
  })

  it('breaks no promise of the books', { timeout: 60_000 }, async () => {
    const breaches = await bank.inside(officer, ({ tx, institution }) =>
      findBreaches(tx, institution.id),
    )
    expect(breaches).toEqual([])
  })
})
