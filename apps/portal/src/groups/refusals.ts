import { defineWords } from '@banyan/ui/locale'
import type { Failure } from '../failure.ts'

/** Why an act on a group or a relation is refused. */
export const groupRefusals = defineWords({
  zh: {
    reasons: {
      'group-is-dissolved': '集团已解散',
      'group-is-not-proposed': '集团不在待确认状态，他人可能已处理',
      'own-proposal': '本人提出或改动的集团，须由他人确认',
      'customer-is-in-a-group': '该客户已在另一集团，请先移出',
      'customer-is-not-in-the-group': '该客户已不在本集团',
      'group-not-found': '没有这个集团，或不在您可见的范围内',
      'customer-not-found': '没有这位客户，或不在您名下',
      'relation-not-found': '没有这条关系，或已被他人改动',
      'relation-has-ended': '该关系已终止',
      'relation-ends-before-it-starts': '最后有效日早于起始日',
      'relation-to-related-to-itself': '不能与自己建立关系',
      'relation-percent-more-than-whole': '持股比例不能超过 100%',
      'relation-votingPercent-more-than-whole': '表决权不能超过 100%',
      'relation-amount-missing': '担保关系须填写金额',
      'relation-incomePercent-more-than-whole': '收益权比例不能超过 100%',
      'relation-dependencePercent-more-than-whole': '收支占比不能超过 100%',
      'relation-role-of-another-kind': '该身份不属于这类关系',
      'relation-validTo-before-start': '截止日早于起始日',
      'relation-is-verified': '该关系已核实',
      'own-relation': '本人登记或更正的关系，须由他人核实',
      'nothing-corrected': '没有更正任何内容',
      'guarantee-closes-ring': '此担保将形成担保圈闭环，须说明理由并报上级审批',
      'guarantee-is-decided': '此担保已有审批结果',
      'own-guarantee': '本人提出的担保，须由他人审批',
      'guarantee-not-found': '没有这笔待审担保，或不在您可见的范围内',
      'business-day-not-reached': '该日尚未到来',
      'in-the-future': '日期晚于营业日',
      'sign-in-again': '需要再次验证密码',
      'bad-input': '填写的内容有误，请检查',
      forbidden: '您的岗位不能办理',
      busy: '系统繁忙，请稍后再试',
    },
    notYourPost: '您的岗位不办理此事',
    notYours: '不是您名下的客户',
    outOfReach: '此客户的档案不在您可见的范围内',
    isTop: '顶层成员就是本集团',
    tooMany: (most: string) => `一次最多 ${most} 户`,
    chooseCustomer: '请选择客户',
    giveReason: '请填写至少 2 个字',
    badPercent: '请输入 0 到 100 之间的数，最多 6 位小数',
    badAmount: '请输入大于 0 的金额，最多 2 位小数',
    unknown: '没有办成，请稍后再试',
    offline: '连不上服务器；恢复后可以再次提交，不会重复办理',
  },
  en: {
    reasons: {
      'group-is-dissolved': 'The group is dissolved',
      'group-is-not-proposed': 'Nothing waits for confirmation; someone may have dealt with it',
      'own-proposal': 'You proposed or changed it; another person has to confirm it',
      'customer-is-in-a-group': 'The customer stands in another group; remove it there first',
      'customer-is-not-in-the-group': 'The customer is no longer in this group',
      'group-not-found': 'No such group, or outside what you may see',
      'customer-not-found': 'No such customer, or not yours',
      'relation-not-found': 'No such relation, or someone has changed it',
      'relation-has-ended': 'The relation has ended',
      'relation-ends-before-it-starts': 'The last day is before the first',
      'relation-to-related-to-itself': 'A customer cannot be related to itself',
      'relation-percent-more-than-whole': 'A share cannot be above 100%',
      'relation-votingPercent-more-than-whole': 'Votes cannot be above 100%',
      'relation-amount-missing': 'A guarantee needs an amount',
      'relation-incomePercent-more-than-whole': 'A share of income cannot be above 100%',
      'relation-dependencePercent-more-than-whole': 'A share of trade cannot be above 100%',
      'relation-role-of-another-kind': 'This role does not belong to such a relation',
      'relation-validTo-before-start': 'The last day is before the first',
      'relation-is-verified': 'The relation is verified already',
      'own-relation': 'You entered or corrected it; another person has to verify it',
      'nothing-corrected': 'Nothing was corrected',
      'guarantee-closes-ring':
        'It closes a ring of guarantees: give a reason, and a higher approval',
      'guarantee-is-decided': 'This guarantee has been decided',
      'own-guarantee': 'You proposed it; another person has to decide',
      'guarantee-not-found': 'No such guarantee is waiting, or outside what you may see',
      'business-day-not-reached': 'That day has not come yet',
      'in-the-future': 'The day is after the business day',
      'sign-in-again': 'Your password is needed again',
      'bad-input': 'Please check what you entered',
      forbidden: 'Your post may not do this',
      busy: 'The system is busy; try again in a moment',
    },
    notYourPost: 'Not an act of your post',
    notYours: 'Not your customer',
    outOfReach: 'This customer’s file is outside what you may see',
    isTop: 'the top is the group itself',
    tooMany: (most: string) => `At most ${most} at a time`,
    chooseCustomer: 'Choose a customer',
    giveReason: 'Give at least 2 characters',
    badPercent: 'A number from 0 to 100, with up to 6 decimals',
    badAmount: 'An amount above 0, with up to 2 decimals',
    unknown: 'It could not be done; try again in a moment',
    offline: 'The server cannot be reached; sending again later will not act twice',
  },
})

type RefusalWords = (typeof groupRefusals)['zh']

/** Why a command failed, in words; null when it did not. */
export function failureText(failure: Failure | undefined, words: RefusalWords): string | null {
  if (!failure) return null
  if (failure.code === 'OFFLINE' || failure.reason === 'outcome-unknown') return words.offline
  const reasons: Readonly<Record<string, string>> = words.reasons
  const reason = reasons[failure.reason ?? '']
  if (reason) return reason
  if (failure.code === 'BAD_REQUEST') return words.reasons['bad-input']
  return failure.code === 'FORBIDDEN' ? words.reasons.forbidden : words.unknown
}
