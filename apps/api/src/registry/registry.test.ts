import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, type CustomerDesk } from '../customers/testing.ts'
import { undoBatch } from '../imports/undo/undo-batch.ts'
import { importing } from '../imports/testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

const head =
  'credit_code,name,legal_representative,registered_capital,established_on,status,address,industry\n'
const load = (text: string, source = 'registry') =>
  importing(desk.bank.resources, desk.risk, 'registry', head + text, { source })
const lookup = (creditCode: string) => desk.bank.as(desk.manager).registry.lookup({ creditCode })
const conflictsOf = async (customerId: string) =>
  (await desk.bank.as(desk.manager).facts.conflicts({ customerId })).rows

describe('the register of companies', () => {
  it('fills a form by its credit code and says where that came from', async () => {
    const { creditCode } = aCompany()
    const done = await load(
      `${creditCode},江南纺织有限公司,沈登记,5000000,2012-03-04,存续,苏州市吴中区人民路1号,C17\n`,
    )
    expect(done).toMatchObject({ accepted: 1, rejected: 0 })
    expect(await lookup(` ${creditCode.toLowerCase()}`)).toMatchObject({
      creditCode,
      name: '江南纺织有限公司',
      legalRepresentative: '沈登记',
      registeredCapital: 500_000_000,
      establishedOn: '2012-03-04',
      status: '存续',
      address: '苏州市吴中区人民路1号',
      industrySection: 'C',
      source: 'registry',
      isStruckOff: false,
      customer: null,
    })
    expect(await lookup(aCompany().creditCode)).toBe(null)
    expect(
      await load(
        `${creditCode},江南纺织有限公司,沈登记,5000000,2012-03-04,存续,苏州市吴中区人民路1号,C17\n`,
      ),
    ).toMatchObject({ unchanged: 1, accepted: 0 })
  })

  it('refuses rows without a good code, and importers who do not reach the institution', async () => {
    const done = await load('123,坏代码公司,,,,,,\n,无代码公司,,,,,,\n')
    expect(done).toMatchObject({ accepted: 0, rejected: 2 })
    const own = importing(desk.bank.resources, desk.manager, 'registry', `${head}x\n`, {})
    expect(
      await own.then(
        (end) => end,
        (error: unknown) => error,
      ),
    ).not.toMatchObject({
      accepted: 1,
    })
  })

  it('makes a conflict of what a file says otherwise, when it is loaded and when the file is saved', async () => {
    const company = aCompany({ legalRepresentative: '李试' })
    const { id } = await desk.customersAs(desk.manager).create({ details: company })
    await load(`${company.creditCode},${company.name},王新任,5000000,2015-06-01,存续,,C\n`)
    expect(await conflictsOf(id)).toMatchObject([
      {
        field: 'legalRepresentative',
        held: { source: 'portal', value: '李试' },
        other: { source: 'registry', value: '王新任' },
        taken: 'held',
      },
    ])
    const other = aCompany({ name: '登记在先公司' })
    await load(`${other.creditCode},另一名称公司,${other.legalRepresentative},,,存续,,\n`)
    const made = await desk.customersAs(desk.manager).create({ details: other })
    expect(await conflictsOf(made.id)).toMatchObject([
      { field: 'name', other: { source: 'registry', value: '另一名称公司' } },
    ])
    const [conflict] = await conflictsOf(made.id)
    await desk.bank
      .as(desk.manager)
      .facts.settle({ id: conflict?.id ?? '', choose: 'other', reason: '以登记为准' })
    const file = await desk.customersAs(desk.manager).get({ id: made.id })
    expect(file).toMatchObject({ name: '另一名称公司', fileVersion: 2 })
    expect(await conflictsOf(made.id)).toEqual([])
  })

  it('says again what it said when a load is undone', async () => {
    const company = aCompany()
    await load(`${company.creditCode},旧登记名,甲,,,存续,南京市玄武区长江路1号,\n`)
    const second = await load(`${company.creditCode},新登记名,乙,,,注销,,\n`)
    expect(await lookup(company.creditCode)).toMatchObject({
      name: '新登记名',
      address: '',
      isStruckOff: true,
    })
    const place = { institutionId: desk.bank.institution.id, batchId: second.batchId }
    await desk.bank.inside(desk.risk, (context) => undoBatch(context, place))
    expect(await lookup(company.creditCode)).toMatchObject({
      name: '旧登记名',
      address: '南京市玄武区长江路1号',
    })
  })
})

describe('importing statements', () => {
  const figures = '客户编号,报表日期,报表类型,口径,是否审计,营业收入,净利润,总资产,总负债,净资产\n'
  const take = (text: string) =>
    importing(desk.bank.resources, desk.risk, 'statements', figures + text, { source: 'core' })
  const statementsOf = (customerId: string) =>
    desk.bank.as(desk.manager).statements.list({ customerId })

  it('keeps one for each period and scope, replaces other figures, and can be undone', async () => {
    const { id, number } = await desk.customersAs(desk.manager).create({ details: aCompany() })
    const first = `${number},2025-12-31,年报,合并,是,"1,000,000",(50000),3000000,1000000,2000000\n`
    expect(await take(first)).toMatchObject({ accepted: 1 })
    expect(await take(first)).toMatchObject({ unchanged: 1 })
    const second = await take(first.replace('(50000)', '-60000'))
    expect(await statementsOf(id)).toMatchObject([
      {
        periodEnd: '2025-12-31',
        period: 'year',
        scope: 'consolidated',
        isAudited: true,
        source: 'core',
        figures: { revenue: 100_000_000, netProfit: -6_000_000, cash: null },
        ratios: { debtToAssets: 33_333_333 },
      },
    ])
    const place = { institutionId: desk.bank.institution.id, batchId: second.batchId }
    await desk.bank.inside(desk.risk, (context) => undoBatch(context, place))
    expect(await statementsOf(id)).toMatchObject([{ figures: { netProfit: -5_000_000 } }])
  })

  it('refuses periods that do not end, people, strangers and figures that cannot be', async () => {
    const { number } = await desk.customersAs(desk.manager).create({ details: aCompany() })
    const done = await take(
      `${number},2025-11-30,年报,本部,否,1,,,,\n` +
        `NOBODY,2025-12-31,年报,本部,否,1,,,,\n` +
        `${number},2025-12-31,年报,本部,否,-1,,,,\n` +
        `${number},2025-12-31,年报,本部,否,,,,,\n`,
    )
    expect(done).toMatchObject({ accepted: 0, rejected: 4 })
  })
})
