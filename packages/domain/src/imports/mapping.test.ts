import { describe, expect, it } from 'vitest'
import { buildLookup, compileMapping, mappingProblems } from './apply-mapping.ts'
import { columnsOf, importKinds } from './file-kinds.ts'
import { Mapping } from './mapping.ts'
import { suggestMapping } from './suggest-mapping.ts'

describe('suggesting a mapping', () => {
  it('finds our own headers in every kind of file', () => {
    for (const kind of importKinds) {
      const names = columnsOf(kind).map(({ name }) => name)
      expect(Object.values(suggestMapping(names, kind).columns)).toEqual(names)
    }
  })

  it('finds Chinese headers and other spellings', () => {
    const headers = [
      '客户编号',
      '客户 名称',
      'ID_Number',
      '手机号码',
      '备注',
      ' Kind ',
      '持股比例（%）',
    ]
    expect(suggestMapping(headers, 'customers').columns).toEqual({
      external_id: '客户编号',
      kind: 'Kind',
      name: '客户 名称',
      id_number: 'ID_Number',
      mobile: '手机号码',
    })
    expect(suggestMapping(headers, 'relations').columns).toEqual({
      kind: 'Kind',
      percent: '持股比例（%）',
    })
  })

  it('gives a header to one column only, the exact name first', () => {
    expect(suggestMapping(['loan_id', 'external_id'], 'loans').columns).toEqual({
      external_id: 'external_id',
    })
    expect(suggestMapping(['id', 'loan_id'], 'repayments').columns).toEqual({
      external_id: 'id',
      loan_external_id: 'loan_id',
    })
  })

  it('has no two columns of a kind under one word', () => {
    for (const kind of importKinds) {
      const titles = columnsOf(kind).map(({ title }) => title)
      expect(new Set(titles).size).toBe(titles.length)
    }
  })
})

const mapping = Mapping.parse({
  columns: {
    external_id: { template: 'LC{loan_id}' },
    customer_external_id: { header: 'account', lookup: 'owner' },
    amount: 'amnt',
    annual_rate: { header: 'rate', times: '100' },
    periods: { header: 'term', as: 'digits' },
    disbursed_on: { first: ['issued', 'ordered', { constant: '2026-01-01' }] },
    currency: { constant: 'USD' },
    status: 'state',
    customer_name: { template: '{first} {last}' },
  },
  values: { status: { paid: 'settled', '*': 'active' } },
  skip: [{ header: 'amnt', is: ['', '0'] }],
  lookups: {
    owner: { file: 'disp.csv', key: 'account', value: 'client', where: { type: 'OWNER' } },
  },
})
const headers = 'loan_id account amnt rate term issued ordered state first last'.split(' ')

describe('applying a mapping', () => {
  const owner = new Map([['7', 'client-9']])
  const map = compileMapping(mapping, 'loans', headers, { owner })

  it('fits these headers', () => {
    expect(mappingProblems(mapping, 'loans', headers)).toEqual([])
  })

  it('makes our record out of the file’s cells', () => {
    const cells = ['12', '7', ' 500 ', '0.0435', '36 months', '', '2025-05-05', 'paid', 'Ann', '']
    expect(map(cells)).toEqual({
      external_id: 'LC12',
      customer_external_id: 'client-9',
      amount: '500',
      annual_rate: '4.35',
      periods: '36',
      disbursed_on: '2025-05-05',
      currency: 'USD',
      status: 'settled',
      customer_name: 'Ann ',
    })
  })

  it('leaves empty what a short row or a lookup does not have', () => {
    expect(map(['', '8', '500'])).toMatchObject({
      external_id: '',
      customer_external_id: '',
      annual_rate: '',
      periods: '',
      disbursed_on: '2026-01-01',
      status: 'active',
      customer_name: '',
    })
  })

  it('skips the rows it names', () => {
    expect(map(['12', '7', '0'])).toBeNull()
    expect(map(['12', '7', ' '])).toBeNull()
  })

  it('builds a lookup from the rows that count, the first of a key', () => {
    const table = buildLookup(mapping.lookups?.['owner'] ?? { file: '', key: '', value: '' }, [
      { account: '1', client: 'a', type: 'DISPONENT' },
      { account: '1', client: 'b', type: 'OWNER' },
      { account: '1', client: 'c', type: 'OWNER' },
    ])
    expect([...table]).toEqual([['1', 'b']])
  })
})

describe('checking a mapping', () => {
  it('names every reason it does not fit', () => {
    const unfit = Mapping.parse({
      columns: {
        external_id: 'number',
        nickname: 'nick',
        name: { template: '{given} {nick}' },
        mobile: { header: 'nick', lookup: 'phones' },
      },
      values: { shoe_size: {} },
    })
    expect(mappingProblems(unfit, 'customers', ['number', 'nick', 'nick'])).toEqual([
      { column: 'nickname', code: 'unknown-column' },
      { column: 'shoe_size', code: 'unknown-column' },
      { column: 'nick', code: 'header-twice' },
      { column: 'given', code: 'header-not-found' },
      { column: 'phones', code: 'lookup-not-found' },
    ])
    expect(mappingProblems({ columns: {} }, 'repayments', [])).toHaveLength(4)
  })

  it.each([
    { columns: { name: 7 } },
    { columns: { name: { header: 'x', times: '1e9' } } },
    { columns: { name: { header: 'x', run: 'y' } } },
    { columns: {}, lookups: { a: { file: '../secret', key: 'k', value: 'v' } } },
    { columns: {}, code: 'x' },
  ])('takes no other shape (%#)', (shape) => {
    expect(Mapping.safeParse(shape).success).toBe(false)
  })
})
