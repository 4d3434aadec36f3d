import { defineWords } from '@banyan/ui/locale'
import { type FieldWords, wordFor } from './field-words.ts'

/** Why an act on an application is refused, in words. */
export const refusalWords = defineWords({
  zh: {
    reasons: {
      'not-your-role': '您的岗位不办理此步骤',
      'not-your-customer': '不是您名下的客户',
      'not-your-branch': '不在您的机构范围内',
      'not-editable': '已提交，退回后才能修改',
      incomplete: '还有缺项，补齐后才能提交',
      'not-in-review': '不在审核中',
      'own-application': '本人录入的申请，须由他人办理',
      'open-mandatory-finding': '还有必须解决的问题未解决',
      'nothing-to-supplement': '没有要补充的事项',
      'finding-already-resolved': '该问题已解决',
      'product-not-offered': '该产品已停办',
      'customer-closed': '客户档案已关闭',
      'no-scorecard': '没有适用的评分卡',
      'not-scored': '尚未评分，或已作出决定',
      'reviewed-it-too': '您审核过此件，不能再审批',
      'exception-needed': '评分建议否决，只能由总行作例外批准',
      'exception-needs-head-office': '例外批准须由总行审批',
      'guarantee-ring-needs-head-office': '保证人与借款人形成担保圈闭环，须由总行审批',
      'no-authority': '您对该产品没有审批权限',
      'above-authority': '集团合计超出您的审批权限，须上报',
      'over-group-limit': '超出集团限额',
      'false-material': '集团内有虚假材料标记，批准与放款已停止',
      'fact-expired': '客户有内容的核实已过期，请先重新核实',
      'licence-expired': '客户的证照已过期',
      'capital-base-unknown': '未登记资本净额，无法核对集中度',
      'over-single-limit': '超出单一客户集中度上限',
      'over-group-concentration': '超出集团客户集中度上限',
      'over-single-exposure': '超出单一客户风险暴露上限',
      'over-group-exposure': '超出关联客户风险暴露上限',
      'over-customer-limit': '超出该客户的授信限额',
      'exchange-rate-unknown': '外币余额缺少汇率，无法计算占用',
      'more-than-asked': '批准金额不能高于申请金额',
      'rate-outside-product': '利率不在产品现行范围内',
      'rate-not-in-basis-points': '利率与贷款市场报价利率的差须为整基点',
      'longer-than-asked': '批准期限不能长于申请期限',
      'dearer-than-asked': '批准利率不能高于申请利率',
      'not-ready-to-decide': '尚未到审批环节，或已作出决定',
      'no-reason-given': '请至少选择一项否决理由',
      'stale-version': '他人刚改动过此件，已为您取回最新内容',
      'sign-in-again': '需要再次验证密码',
      'application-not-found': '没有这件申请，或不在您可见的范围内',
      'customer-not-found': '没有这位客户，或不是您名下的客户',
      forbidden: '您的岗位不能办理',
      'bad-input': '填写的内容有误，请检查',
      busy: '系统繁忙，请稍后再试',
    },
    wrongStep: (step: string, status: string) => `状态为“${status}”，不能${step}`,
    unknown: '没有办成，请稍后再试',
    offline: '连不上服务器；恢复后可以再次提交，不会重复办理',
  },
  en: {
    reasons: {
      'not-your-role': 'Not a step of your post',
      'not-your-customer': 'Not your customer',
      'not-your-branch': 'Outside your branch',
      'not-editable': 'Submitted; it can be changed once it is returned',
      incomplete: 'Something is still missing',
      'not-in-review': 'Not in review',
      'own-application': 'You entered it; another person has to do this',
      'open-mandatory-finding': 'A mandatory finding is still open',
      'nothing-to-supplement': 'There is nothing to supplement',
      'finding-already-resolved': 'This finding is settled already',
      'product-not-offered': 'This product is no longer offered',
      'customer-closed': 'The customer’s file is closed',
      'no-scorecard': 'No scorecard is in force',
      'not-scored': 'Not scored yet, or decided already',
      'reviewed-it-too': 'You reviewed it, so you cannot decide it',
      'exception-needed': 'The score advises decline; only head office may make an exception',
      'exception-needs-head-office': 'Only head office may approve an exception',
      'guarantee-ring-needs-head-office':
        'The guarantees lead round to the borrower: head office decides',
      'no-authority': 'You have no authority over this product',
      'above-authority': 'The group’s total is above your authority',
      'over-group-limit': 'Over the group’s limit',
      'false-material':
        'Someone in the group carries a mark of false material: approvals and payments are stopped',
      'fact-expired': 'Proof of a fact in the customer’s file has run out; verify it again first',
      'licence-expired': 'A licence of the customer has expired',
      'capital-base-unknown': 'Net capital is not on file, so concentration cannot be checked',
      'over-single-limit': 'Over the limit for one borrower',
      'over-group-concentration': 'Over the concentration limit for a group',
      'over-single-exposure': 'Over the exposure limit for one borrower',
      'over-group-exposure': 'Over the exposure limit for connected customers',
      'over-customer-limit': 'Over the limit allotted to this customer',
      'exchange-rate-unknown': 'A foreign balance has no exchange rate on file',
      'more-than-asked': 'More than was asked for',
      'rate-outside-product': 'The rate lies outside what the product offers today',
      'rate-not-in-basis-points': 'The rate must be whole basis points from the loan prime rate',
      'longer-than-asked': 'Longer than was asked for',
      'dearer-than-asked': 'A higher rate than was asked for',
      'not-ready-to-decide': 'Not ready to decide, or decided already',
      'no-reason-given': 'Choose at least one reason',
      'stale-version': 'Someone has just changed it; the latest has been fetched',
      'sign-in-again': 'Your password is needed again',
      'application-not-found': 'No such application, or outside what you may see',
      'customer-not-found': 'No such customer, or not yours',
      forbidden: 'Your post may not do this',
      'bad-input': 'Please check what you entered',
      busy: 'The system is busy; try again in a moment',
    },
    wrongStep: (step: string, status: string) => `“${step}” is not possible when ${status}`,
    unknown: 'It could not be done; try again in a moment',
    offline: 'The server cannot be reached; sending again later will not act twice',
  },
})

type RefusalWords = (typeof refusalWords)['zh']

const wrongStep = /^cannot-(.+)-when-(.+)$/

/** A reason in words; null stays null, so that it can go straight into `:refusal`. */
export function refusalText(
  reason: string | null | undefined,
  words: RefusalWords,
  fields: FieldWords,
): string | null {
  if (!reason) return null
  const reasons: Readonly<Record<string, string>> = words.reasons
  const known = reasons[reason]
  if (known) return known
  const [, step, status] = wrongStep.exec(reason) ?? []
  if (!step || !status) return words.unknown
  return words.wrongStep(wordFor(fields.steps, step), wordFor(fields.statuses, status))
}

/** Why a command failed, in words. */
export function failureText(
  failure: { code: string; reason: string | undefined } | undefined,
  words: RefusalWords,
  fields: FieldWords,
): string | null {
  if (!failure) return null
  if (failure.code === 'OFFLINE' || failure.reason === 'outcome-unknown') return words.offline
  return refusalText(failure.reason ?? 'unknown', words, fields)
}
