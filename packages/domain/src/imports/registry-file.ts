import type { Day } from '../calendar.ts'
import type { CompanyType } from '../customers/company.ts'
import { creditCodeProblem } from '../customers/credit-code.ts'
import type { Money } from '../money.ts'
import { column } from './columns.ts'
import { companyTypeWords } from './customers-columns.ts'
import { readDay, readMoney } from './read-values.ts'
import { isRowProblemCode } from './row-problems.ts'
import type { RowContext, RowResult } from './row-problems.ts'
import { choiceReader, RowReading } from './row-reading.ts'
import type { RowRecord } from './row-reading.ts'

/** The columns of a file of the public register of companies. */
export const registryColumns = [
  column('credit_code', '统一社会信用代码 信用代码 社会信用代码 uscc', {
    isRequired: true,
    value: 'identifier',
  }),
  column('name', '企业名称 名称 公司名称', { isRequired: true }),
  column('legal_representative', '法定代表人 法人代表 负责人'),
  column('registered_capital', '注册资本 注册资本(元)', { value: 'money' }),
  column('established_on', '成立日期 注册日期', { value: 'day' }),
  column('status', '登记状态 经营状态 企业状态'),
  column('address', '住所 注册地址 地址', { isPersonal: true }),
  column('industry_section', '行业门类 行业 所属行业 industry'),
  column('company_type', '企业类型 公司类型 类型', { choices: companyTypeWords }),
]

export interface RegistryFileRow {
  creditCode: string
  name: string
  legalRepresentative: string
  registeredCapital: Money | null
  establishedOn: Day | null
  /** As the register words it: 存续, 吊销, 注销 … */
  status: string
  address: string
  industrySection: string | null
  companyType: CompanyType | null
}

const readCompanyType = choiceReader(companyTypeWords)

/** One entry of the register, or every problem of the row. A type in words of its own is left out, not refused. */
export function readRegistryRow(
  record: RowRecord,
  context: RowContext,
): RowResult<RegistryFileRow> {
  const row = new RowReading(record, context)
  const creditCode = row.identifier('credit_code')
  if (creditCode === '') row.refuse('credit_code', 'missing')
  const problem = creditCode === '' ? null : creditCodeProblem(creditCode)
  if (problem) row.refuse('credit_code', isRowProblemCode(problem) ? problem : 'wrong-format')
  const industry = row.identifier('industry_section')
  const type = readCompanyType(row.cell('company_type'))
  const entry: RegistryFileRow = {
    creditCode,
    name: row.requiredText('name', 120),
    legalRepresentative: row.text('legal_representative', 60),
    registeredCapital: row.value('registered_capital', readMoney),
    establishedOn: row.value('established_on', readDay),
    status: row.text('status', 40),
    address: row.text('address', 200),
    industrySection: /^[A-T]\d{0,4}$/.test(industry) ? industry.charAt(0) : null,
    companyType: 'value' in type ? type.value : null,
  }
  return row.result(() => entry)
}

/** Words by which a register says that a company is no more, or may no longer trade. */
const ended = /吊销|注销|撤销|歇业|清算|责令关闭|struck|dissolved|revoked|deregistered/i

export function isStruckOff(status: string): boolean {
  return ended.test(status)
}
