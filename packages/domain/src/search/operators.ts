import { industrySections } from '../reports/industry-sections.ts'
import type { Condition } from './condition-tree.ts'
import type { ConditionFieldName } from './condition-fields.ts'
import { provinces } from './provinces.ts'

/** How the value behind an operator is read; a name is looked up by whoever knows the branches and staff. */
export type OperatorReading = 'words' | 'money' | 'whole' | 'day' | 'yes-no' | 'name' | 'code'

export interface Operator {
  /** The field it compares. */
  readonly field: ConditionFieldName
  readonly reads: OperatorReading
  /** What it is called in the box, Chinese and English; the first of each is suggested. */
  readonly zh: readonly string[]
  readonly en: readonly string[]
  /** The words a value may be, each with what it stands for. */
  readonly words?: Readonly<Record<string, Meaning>>
}

/** The choices a word stands for, or the condition where it is about another field. */
export type Meaning = readonly string[] | Condition

const statusWords: Record<string, Meaning> = {
  逾期: { field: 'daysPastDue', is: 'at-least', value: 1 },
  overdue: { field: 'daysPastDue', is: 'at-least', value: 1 },
  结清: { field: 'loans', is: 'at-most', value: 0 },
  settled: { field: 'loans', is: 'at-most', value: 0 },
  正常: ['active'],
  active: ['active'],
  草稿: ['draft'],
  draft: ['draft'],
  冻结: ['frozen'],
  frozen: ['frozen'],
  关闭: ['closed'],
  closed: ['closed'],
}

const kindWords: Record<string, Meaning> = {
  公司: ['company'],
  企业: ['company'],
  对公: ['company'],
  company: ['company'],
  个人: ['person'],
  自然人: ['person'],
  person: ['person'],
}

const tierWords: Record<string, Meaning> = {
  正常: ['normal'],
  normal: ['normal'],
  关注: ['special-mention'],
  'special-mention': ['special-mention'],
  mention: ['special-mention'],
  次级: ['substandard'],
  substandard: ['substandard'],
  可疑: ['doubtful'],
  doubtful: ['doubtful'],
  损失: ['loss'],
  loss: ['loss'],
  不良: ['substandard', 'doubtful', 'loss'],
  bad: ['substandard', 'doubtful', 'loss'],
}

const stageWords: Record<string, Meaning> = {
  草稿: ['draft'],
  draft: ['draft'],
  待审核: ['submitted'],
  submitted: ['submitted'],
  审核中: ['in-review'],
  'in-review': ['in-review'],
  退回补件: ['returned'],
  returned: ['returned'],
  待评分: ['reviewed'],
  reviewed: ['reviewed'],
  待审批: ['scored'],
  scored: ['scored'],
  已批准: ['approved'],
  approved: ['approved'],
  已否决: ['declined'],
  declined: ['declined'],
  已撤回: ['withdrawn'],
  withdrawn: ['withdrawn'],
  已签约: ['contracted'],
  contracted: ['contracted'],
  已放款: ['disbursed'],
  disbursed: ['disbursed'],
}

const industryWords: Record<string, Meaning> = Object.fromEntries(
  industrySections.flatMap(({ code, zh, en }) => [
    [zh, [code]],
    [code.toLowerCase(), [code]],
    [en.toLowerCase(), [code]],
  ]),
)

const regionWords: Record<string, Meaning> = Object.fromEntries(
  provinces.flatMap(({ code, zh, en }) => [
    [zh, [code]],
    [en.toLowerCase().replaceAll(' ', ''), [code]],
  ]),
)

/** The operators of the search box: 状态:逾期 金额:>500万 机构:南京, or status:overdue amount:>5m branch:nanjing. */
export const operators = {
  status: {
    field: 'status',
    reads: 'words',
    zh: ['状态'],
    en: ['status'],
    words: statusWords,
  },
  amount: { field: 'balance', reads: 'money', zh: ['金额', '余额'], en: ['amount', 'balance'] },
  branch: { field: 'branch', reads: 'name', zh: ['机构', '支行'], en: ['branch'] },
  officer: { field: 'officer', reads: 'name', zh: ['客户经理'], en: ['officer', 'manager'] },
  type: { field: 'kind', reads: 'words', zh: ['类型'], en: ['type', 'kind'], words: kindWords },
  tier: { field: 'tier', reads: 'words', zh: ['分类', '等级'], en: ['tier'], words: tierWords },
  industry: {
    field: 'industry',
    reads: 'words',
    zh: ['行业'],
    en: ['industry'],
    words: industryWords,
  },
  group: { field: 'group', reads: 'name', zh: ['集团'], en: ['group'] },
  region: {
    field: 'region',
    reads: 'words',
    zh: ['地区'],
    en: ['region'],
    words: regionWords,
  },
  capital: { field: 'registeredCapital', reads: 'money', zh: ['注册', '资本'], en: ['capital'] },
  overdue: { field: 'daysPastDue', reads: 'whole', zh: ['逾期'], en: ['overdue'] },
  income: { field: 'annualIncome', reads: 'money', zh: ['收入'], en: ['income'] },
  established: { field: 'establishedOn', reads: 'day', zh: ['成立'], en: ['established'] },
  born: { field: 'bornOn', reads: 'day', zh: ['出生'], en: ['born'] },
  created: { field: 'createdOn', reads: 'day', zh: ['建档'], en: ['created'] },
  contact: { field: 'lastContactOn', reads: 'day', zh: ['联系'], en: ['contact'] },
  source: { field: 'source', reads: 'code', zh: ['来源'], en: ['source'] },
  stage: { field: 'stage', reads: 'words', zh: ['阶段'], en: ['stage'], words: stageWords },
  limit: { field: 'groupLimit', reads: 'money', zh: ['授信'], en: ['limit'] },
  guaranteed: { field: 'isGuaranteed', reads: 'yes-no', zh: ['担保'], en: ['guaranteed'] },
  mine: { field: 'mine', reads: 'yes-no', zh: ['我的'], en: ['mine'] },
  followed: { field: 'followed', reads: 'yes-no', zh: ['关注'], en: ['followed'] },
} as const satisfies Record<string, Operator>

export type OperatorName = keyof typeof operators
const operatorNames = Object.keys(operators) as OperatorName[]

const byWord = new Map<string, OperatorName>(
  operatorNames.flatMap((name) =>
    [...operators[name].zh, ...operators[name].en].map((word) => [word, name] as const),
  ),
)

/** The operator a word names, in either language, or null. */
export function operatorOf(word: string): OperatorName | null {
  return byWord.get(word.toLowerCase()) ?? null
}

/** Operators whose word begins with, or is one character off, what was typed; in its language, at most five. */
export function suggestOperators(typed: string): string[] {
  const word = typed.toLowerCase()
  const near = [...byWord.keys()].filter(
    (known) => known.startsWith(word) || word.startsWith(known) || shares(known, word),
  )
  return near.slice(0, 5).map((known) => `${known}:`)
}

/** Whether two words have half of the shorter one's characters in common, of Latin ones more than half. */
function shares(one: string, other: string): boolean {
  const common = [...new Set(one)].filter((character) => other.includes(character)).length
  const least = Math.min([...one].length, [...other].length)
  return common > 0 && common * 2 >= (/[a-z]/.test(one) ? least + 1 : least)
}
