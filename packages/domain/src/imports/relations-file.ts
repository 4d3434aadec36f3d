import { relationProblems, relationRules } from '../groups/relation.ts'
import type { NewRelation, RelationKind, RelationRole } from '../groups/relation.ts'
import { column } from './columns.ts'
import { readDay, readMoney, readPercent } from './read-values.ts'
import { isRowProblemCode } from './row-problems.ts'
import type { RowContext, RowResult } from './row-problems.ts'
import { choiceReader, RowReading } from './row-reading.ts'
import type { RowRecord } from './row-reading.ts'

const relationKindWords = {
  ownership: ['股权', '持股', '出资', '投资', '控股', 'shareholding', 'invest'],
  control: ['控制', '控制协议', '协议控制'],
  guarantee: ['担保', '保证', '互保'],
  family: ['亲属', '家庭成员', '配偶'],
  officer: ['高管', '法定代表人', '法人', '董事', '监事', '董监高', '任职', 'executive'],
  'same-address': ['同一地址'],
  'same-contact': ['同一电话', '同一邮箱', '同一联系方式'],
  trade: ['上下游', '交易', '购销'],
  'concerted-action': ['一致行动', '一致行动人'],
  'joint-borrower': ['共同借款', '共同借款人'],
  branch: ['分支机构', '分公司'],
  'actual-controller': ['实控人', '实际控制人', '实际控制'],
  'same-source': ['同一还款来源', '同一资金来源'],
} as const satisfies Record<RelationKind, readonly string[]>

const relationRoleWords = {
  'legal-representative': ['法定代表人', '法人'],
  director: ['董事'],
  supervisor: ['监事'],
  executive: ['高管', '高级管理人员'],
  'chief-executive': ['总经理', '负责人'],
  spouse: ['配偶', '夫妻'],
  'parent-child': ['父母子女', '父母', '子女'],
  'grandparent-grandchild': ['祖孙'],
  sibling: ['兄弟姐妹'],
  collateral: ['旁系亲属'],
  'in-law': ['姻亲'],
  income: ['收入', '销售'],
  spending: ['支出', '采购'],
  phone: ['电话', '同一电话'],
  email: ['邮箱', '同一邮箱'],
  repayment: ['还款来源', '同一还款来源'],
  funding: ['资金来源', '同一资金来源'],
  other: ['其他'],
} as const satisfies Record<RelationRole, readonly string[]>

/** The columns of a file of relations: `from` holds, controls or guarantees `to`. */
export const relationColumns = [
  column('from_external_id', '主体编号 上级编号 股东编号 担保人编号 from parent_id', {
    isRequired: true,
  }),
  column('to_external_id', '对象编号 下级编号 被投资企业编号 被担保人编号 to child_id', {
    isRequired: true,
  }),
  column('kind', '关系类型 关系', { isRequired: true, choices: relationKindWords }),
  column('percent', '持股比例 出资比例 比例 持股比例(%) 股权比例', { value: 'percent' }),
  column('voting_percent', '表决权比例 投票权比例', { value: 'percent' }),
  column('amount', '金额 担保金额 出资额 交易金额', { value: 'money' }),
  column('valid_from', '生效日期 开始日期 起始日', { value: 'day' }),
  column('valid_to', '失效日期 结束日期 到期日', { value: 'day' }),
  column('source', '来源 数据来源'),
  column('evidence', '依据 证明材料'),
  column('role', '职务 身份 关系细分', { choices: relationRoleWords }),
  column('income_percent', '收益权比例 收益比例 分红比例', { value: 'percent' }),
  column('dependence_percent', '依存比例 收入占比 支出占比 交易占比', { value: 'percent' }),
]

/** `from` and `to` are external ids, or numbers of customers. */
export type RelationRow = NewRelation

const readKind = choiceReader(relationKindWords)
const readRole = choiceReader(relationRoleWords)

const columnOfField: Readonly<Record<string, string>> = {
  to: 'to_external_id',
  votingPercent: 'voting_percent',
  incomePercent: 'income_percent',
  dependencePercent: 'dependence_percent',
  validTo: 'valid_to',
}

/** A kind given as 法定代表人 or 配偶 says the role as well. */
function roleInKind(text: string, kind: RelationKind | null): RelationRole | null {
  const said = readRole(text)
  const isOfKind =
    kind !== null && 'value' in said && relationRules[kind].roles.includes(said.value)
  return isOfKind ? said.value : null
}

/** One relation, or every problem of the row. A start left empty is the day of the import. */
export function readRelationRow(record: RowRecord, context: RowContext): RowResult<RelationRow> {
  const row = new RowReading(record, context)
  const kind = row.requiredValue('kind', readKind)
  const relation: NewRelation = {
    from: row.requiredText('from_external_id', 100),
    to: row.requiredText('to_external_id', 100),
    kind: kind ?? 'ownership',
    role: row.value('role', readRole) ?? roleInKind(row.cell('kind'), kind),
    percent: row.value('percent', readPercent),
    votingPercent: row.value('voting_percent', readPercent),
    incomePercent: row.value('income_percent', readPercent),
    dependencePercent: row.value('dependence_percent', readPercent),
    amount: row.value('amount', readMoney),
    validFrom: row.value('valid_from', readDay),
    validTo: row.value('valid_to', readDay),
    source: row.text('source', 100),
    evidence: row.text('evidence', 500),
  }
  for (const { field, reason } of relationProblems(relation)) {
    const given = columnOfField[field] ?? field
    if (!row.isRefused(given))
      row.refuse(given, isRowProblemCode(reason) ? reason : 'unknown-choice')
  }
  return row.result(() => relation)
}
