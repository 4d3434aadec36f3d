import type { CompanyType } from '../customers/company.ts'
import type { CustomerKind } from '../customers/customer.ts'
import type { Sex } from '../customers/identity-number.ts'
import type { IdType } from '../customers/person.ts'
import { column } from './columns.ts'

export const customerKindWords = {
  person: ['个人', '自然人', '对私', '个人客户', 'individual', 'natural person'],
  company: ['企业', '公司', '法人', '对公', '单位', '机构', '企业客户', '对公客户', 'legal entity'],
} as const satisfies Record<CustomerKind, readonly string[]>

/** A column of numbers for people and companies alike may call the credit code a type of document. */
export const idTypeWords = {
  'resident-id': ['身份证', '居民身份证', '二代身份证', '港澳台居民居住证'],
  passport: ['护照'],
  'foreign-resident': ['外国人永久居留身份证', '外国人居留证'],
  other: ['其他', '其他证件', '军官证', '户口簿'],
  'credit-code': ['统一社会信用代码', '营业执照', '统一信用代码'],
} as const satisfies Record<IdType | 'credit-code', readonly string[]>

export const sexWords = {
  male: ['男', '男性', 'm'],
  female: ['女', '女性', 'f'],
} as const satisfies Record<Sex, readonly string[]>

export const companyTypeWords = {
  'limited-company': ['有限责任公司', '有限公司'],
  'joint-stock-company': ['股份有限公司', '股份公司'],
  'sole-proprietorship': ['个人独资企业'],
  partnership: ['合伙企业'],
  'self-employed': ['个体工商户'],
  'farmers-cooperative': ['农民专业合作社'],
  finance: ['金融机构'],
  food: ['食品企业', '餐饮企业'],
  'hazardous-chemicals': ['危险化学品企业'],
  medical: ['医疗机构'],
  construction: ['建筑企业', '建筑施工企业'],
  'public-institution': ['事业单位'],
  'foreign-company': ['境外企业', '外国企业'],
} as const satisfies Record<CompanyType, readonly string[]>

/** The columns of a file of customers. Only `external_id` is always needed; see `readCustomerRow`. */
export const customerColumns = [
  column('external_id', '外部编号 客户编号 客户号 编号 客户代码 外部客户号 id', {
    isRequired: true,
  }),
  column('kind', '客户类型 类型 客户类别 客户性质', { choices: customerKindWords }),
  column('name', '客户名称 姓名 名称 客户姓名 企业名称 公司名称 公司全称 full_name'),
  column('short_name', '简称 公司简称 企业简称'),
  column('former_name', '曾用名 原名称'),
  column('id_type', '证件类型 证件种类', { choices: idTypeWords }),
  column('id_number', '证件号码 身份证号 身份证号码 证件号', {
    value: 'identifier',
    isPersonal: true,
  }),
  column('credit_code', '统一社会信用代码 信用代码 社会信用代码 uscc', { value: 'identifier' }),
  column('lei', '法人识别编码 LEI编码', { value: 'identifier' }),
  column('mobile', '手机号 手机 手机号码 联系电话 电话 phone', {
    value: 'identifier',
    isPersonal: true,
  }),
  column('address', '地址 住址 联系地址 注册地址 通讯地址 居住地址', { isPersonal: true }),
  column('branch', '机构 所属机构 支行 经办机构 机构号 branch_code'),
  column('email', '邮箱 电子邮箱 电子邮件 e_mail', { isPersonal: true }),
  column('card', '银行卡号 卡号 card_number', { value: 'identifier', isPersonal: true }),
  column('sex', '性别 gender', { choices: sexWords }),
  column('birth_date', '出生日期 生日 出生年月日 born_on', { value: 'day', isPersonal: true }),
  column('occupation', '职业'),
  column('employer', '工作单位 单位名称'),
  column('annual_income', '年收入 年收入(元)', { value: 'money' }),
  column('company_type', '企业类型 公司类型', { choices: companyTypeWords }),
  column('legal_representative', '法定代表人 法人代表'),
  column('registered_capital', '注册资本 注册资本(元)', { value: 'money' }),
  column('established_on', '成立日期 注册日期', { value: 'day' }),
  column('industry_section', '行业门类 行业 所属行业 行业代码 industry'),
  column('contact_name', '联系人'),
  column('country', '国家 国家代码 国别'),
]
