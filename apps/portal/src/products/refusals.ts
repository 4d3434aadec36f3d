import { defineWords, useWords } from '@banyan/ui/locale'
import type { Failure } from '../failure.ts'

const productRefusals = defineWords({
  zh: {
    reasons: {
      'proposal-is-waiting': '已有一项变更在等待批准',
      'begins-in-the-past': '生效日早于营业日',
      'nothing-changed': '与现行条款相同',
      'product-not-offered': '产品已停办',
      'product-code-is-taken': '代码已被使用',
      'terms-not-allowed': '条款不符合规定，请按提示修改',
      'proposal-is-decided': '已被处理，请刷新',
      'own-proposal': '本人提出的，须由他人批准',
      'not-your-proposal': '只有提出人可以撤回',
      'proposal-not-found': '没有这项变更',
      'product-not-found': '没有这个产品',
      'stale-version': '产品已有更新的版本，请重新载入后再改',
      'repricing-is-closed': '已答复过，请刷新',
      'contract-allows-no-repricing': '合同没有约定可以重新定价',
      'repricing-not-found': '没有这项提示，或不在您可见的范围内',
      'not-a-repricing': '只能调整利率或还款计划',
      'sign-in-again': '需要再次验证密码',
      'bad-input': '填写的内容有误，请检查',
      forbidden: '您的岗位不能办理',
      busy: '系统繁忙，请稍后再试',
    },
    problems: {
      'minimum-above-maximum': '下限高于上限',
      'standard-out-of-range': '标准值不在上下限之间',
      'lpr-not-known': '该日没有贷款市场报价利率，或利率低于零',
      'term-above-usual': '超过一般期限，须有专门理由',
      'term-above-law': '超过规定的最长期限',
      'penalty-outside-law': '罚息加收比例超出规定范围',
      'fee-named-twice': '费用代码重复',
      'option-missing': '所选方式缺少此项',
      'above-rate-cap': '综合年化成本高于利率上限',
      needed: '请填写',
    },
    giveReason: '请填写至少 2 个字',
    unknown: '没有办成，请稍后再试',
    offline: '连不上服务器；恢复后可以再次提交，不会重复办理',
  },
  en: {
    reasons: {
      'proposal-is-waiting': 'A change waits for a decision already',
      'begins-in-the-past': 'It would begin before the business day',
      'nothing-changed': 'The same as the terms in force',
      'product-not-offered': 'The product is withdrawn',
      'product-code-is-taken': 'The code is taken',
      'terms-not-allowed': 'The terms are not allowed; see what is marked',
      'proposal-is-decided': 'Someone has decided; reload the page',
      'own-proposal': 'You proposed it; another person has to decide',
      'not-your-proposal': 'Only whoever proposed it may take it back',
      'proposal-not-found': 'No such change',
      'product-not-found': 'No such product',
      'stale-version': 'The product has a newer version; reload and change that',
      'repricing-is-closed': 'It was answered already; reload the page',
      'contract-allows-no-repricing': 'The contract allows no repricing',
      'repricing-not-found': 'No such question, or outside what you may see',
      'not-a-repricing': 'Only rate or plan can be changed so',
      'sign-in-again': 'Your password is needed again',
      'bad-input': 'Please check what you entered',
      forbidden: 'Your post may not do this',
      busy: 'The system is busy; try again in a moment',
    },
    problems: {
      'minimum-above-maximum': 'The least is above the most',
      'standard-out-of-range': 'The standard lies outside least and most',
      'lpr-not-known': 'No loan prime rate on that day, or a rate below zero',
      'term-above-usual': 'Longer than usual: needs a reason of its own',
      'term-above-law': 'Longer than the law allows',
      'penalty-outside-law': 'The uplift lies outside what the law allows',
      'fee-named-twice': 'A charge’s code stands twice',
      'option-missing': 'What was chosen needs this',
      'above-rate-cap': 'Costs more a year than the rate cap allows',
      needed: 'Please fill in',
    },
    giveReason: 'Give at least 2 characters',
    unknown: 'It could not be done; try again in a moment',
    offline: 'The server cannot be reached; sending again later will not act twice',
  },
})

/** Why something about products is refused, and what is wrong with terms, in words. */
export function useProductRefusals() {
  const words = useWords(productRefusals)
  function ofReason(reason: string | null | undefined): string | null {
    if (!reason) return null
    const reasons: Readonly<Record<string, string>> = words.value.reasons
    return reasons[reason] ?? words.value.unknown
  }
  function ofProblem(reason: string): string {
    const problems: Readonly<Record<string, string>> = words.value.problems
    return problems[reason] ?? words.value.reasons['bad-input']
  }
  function ofFailure(failure: Failure | undefined): string | null {
    if (!failure) return null
    if (failure.code === 'OFFLINE' || failure.reason === 'outcome-unknown')
      return words.value.offline
    if (failure.code === 'BAD_REQUEST') return ofReason('bad-input')
    if (failure.code === 'FORBIDDEN') return ofReason('forbidden')
    return ofReason(failure.reason) ?? words.value.unknown
  }
  return { words, ofReason, ofProblem, ofFailure }
}
