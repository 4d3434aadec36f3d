import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { readCustomerRow } from './customers-file.ts'
import type { RowRecord } from './row-reading.ts'

const context = { today: day('2026-10-31'), language: 'en' } as const

function codesOf(record: RowRecord): string[] {
  const result = readCustomerRow(record, context)
  return 'row' in result ? [] : result.problems.map(({ column, code }) => `${column}: ${code}`)
}

function rowOf(record: RowRecord) {
  const result = readCustomerRow(record, context)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.row
}

const person = {
  external_id: 'P1',
  kind: '自然人',
  name: '王小明',
  id_type: '身份证',
  id_number: '１１０１０５１９４９１２３１００２x',
  mobile: '+86 138 0013 8000',
  card: '6222 0210 0111 6245 702',
  birth_date: '1949/12/31',
  sex: '女',
  annual_income: '120,000.00',
}

describe('reading a row of customers', () => {
  it('takes a person over in the form of a file', () => {
    expect(rowOf(person)).toMatchObject({
      externalId: 'P1',
      isPartial: false,
      country: 'CN',
      details: {
        kind: 'person',
        idType: 'resident-id',
        idNumber: '11010519491231002X',
        mobile: '13800138000',
        card: '6222021001116245702',
        sex: null,
        birthDate: null,
        annualIncome: 12_000_000,
      },
    })
  })

  it('takes a company over', () => {
    const row = rowOf({
      external_id: 'E1',
      kind: '企业',
      name: '京泰实业（集团）有限公司',
      credit_code: '91350100m000100y43',
      registered_capital: '1000000',
      established_on: '2001-02-03',
      industry_section: 'C26',
      company_type: '有限责任公司',
      former_name: '京泰实业公司',
      branch: 'B01',
    })
    expect(row).toMatchObject({
      formerName: '京泰实业公司',
      branch: 'B01',
      details: {
        name: '京泰实业（集团）有限公司',
        creditCode: '91350100M000100Y43',
        registeredCapital: 100_000_000,
        industrySection: 'C',
        companyType: 'limited-company',
      },
    })
  })

  it('reports every problem of the row at once, each with its column, value and words', () => {
    const faulty = {
      ...person,
      external_id: '',
      id_number: '110105194912310021',
      mobile: '12',
      sex: 'x',
      birth_date: '2026.2.30',
      annual_income: 'much',
    }
    expect(codesOf(faulty).toSorted()).toEqual([
      'annual_income: not-a-number',
      'birth_date: impossible-date',
      'external_id: missing',
      'id_number: wrong-check-digit',
      'mobile: wrong-length',
      'sex: unknown-choice',
    ])
    const result = readCustomerRow(faulty, context)
    expect('problems' in result && result.problems).toContainEqual({
      column: 'birth_date',
      value: '2026.2.30',
      code: 'impossible-date',
      message: 'is a date that does not exist',
    })
  })

  it('says why in Chinese unless asked otherwise', () => {
    const result = readCustomerRow({ ...person, mobile: '12' }, { today: context.today })
    expect('problems' in result && result.problems[0]?.message).toBe('位数不对')
  })

  it.each([
    [{ id_number: '1.10105E+17' }, ['id_number: damaged-by-spreadsheet']],
    [{ id_type: '', id_number: '1.1E+17' }, ['id_number: damaged-by-spreadsheet']],
    [{ id_number: '110105194912310000' }, ['id_number: damaged-by-spreadsheet']],
    [{ id_type: '', id_number: '11010519491231002' }, ['id_number: wrong-length']],
    [{ id_type: '', id_number: '110105194912310021' }, ['id_number: wrong-check-digit']],
    [{ birth_date: '1950-01-01' }, ['birth_date: disagrees-with-identity-number']],
    [{ sex: '男' }, ['sex: disagrees-with-identity-number']],
    [{ name: '', id_number: '' }, ['name: missing', 'id_number: missing']],
    [{ kind: 'robot' }, ['kind: unknown-choice']],
    [{ country: 'China' }, ['country: wrong-format']],
    [{ name: '名'.repeat(61) }, ['name: too-long']],
    [{ card: '6217000010001234567' }, ['card: wrong-check-digit']],
  ])('with %o: %o', (change, codes) => {
    expect(codesOf({ ...person, ...change })).toEqual(codes)
  })

  it.each([
    [{ credit_code: '91350100M000100Y43' }, 'company'],
    [{ lei: 'HWUPKR0MPOU8FGXBT394' }, 'company'],
    [{ id_number: '11010519491231002X' }, 'person'],
    [{ id_number: 'E12345678' }, 'person'],
  ])('tells the kind from %o', (numbers, kind) => {
    expect(rowOf({ external_id: 'X', name: 'X', ...numbers }).details.kind).toBe(kind)
  })

  it.each([
    ['11010519491231002X', 'resident-id'],
    ['932682198501010017', 'foreign-resident'],
    ['E12345678', 'passport'],
    ['军字第123号', 'other'],
  ])('tells the type of document %s', (idNumber, idType) => {
    const { details } = rowOf({ external_id: 'X', kind: 'person', name: 'X', id_number: idNumber })
    expect(details.kind === 'person' && details.idType).toBe(idType)
  })

  it('finds a company’s credit code in the column of documents', () => {
    const inDocuments = {
      external_id: 'X',
      kind: '公司',
      name: 'X',
      id_number: '91350100M000100Y43',
    }
    expect(rowOf(inDocuments).details).toMatchObject({ creditCode: '91350100M000100Y43' })
    expect(rowOf({ ...inDocuments, id_type: '统一社会信用代码' }).isPartial).toBe(false)
    expect(codesOf({ ...inDocuments, id_number: '91350100M000100Y44' })).toEqual([
      'id_number: wrong-check-digit',
    ])
  })

  it('needs a kind where nothing tells it', () => {
    expect(codesOf({ external_id: 'X', name: 'Somebody' })).toEqual(['kind: missing'])
  })

  it('marks a party known only by name, or only by number', () => {
    expect(rowOf({ external_id: 'X1', kind: 'company', name: 'Somebody' }).isPartial).toBe(true)
    const nameless = rowOf({ external_id: 'X2', credit_code: '91350100M000100Y43' })
    expect(nameless).toMatchObject({ isPartial: true, details: { name: 'X2' } })
  })

  it('lets a telephone abroad be', () => {
    const abroad = {
      external_id: 'X',
      kind: 'company',
      name: 'X',
      country: 'de',
      mobile: '+49 89 1234',
    }
    expect(rowOf(abroad).country).toBe('DE')
    expect(codesOf({ ...abroad, country: 'CN' })).toEqual(['mobile: wrong-format'])
  })

  it('takes back what an export guarded', () => {
    const row = rowOf({ external_id: 'X', kind: 'company', name: "'=Equal Ltd" })
    expect(row.details.name).toBe('=Equal Ltd')
  })
})
