import { defineWords, useWords } from '@banyan/ui/locale'
import type { Failure } from '../failure.ts'

const limitRefusals = defineWords({
  zh: {
    reasons: {
      'limit-starts-in-the-past': '起始日早于营业日',
      'limit-ends-before-it-starts': '最后有效日早于起始日',
      'limit-is-unchanged': '与现行限额相同',
      'limit-is-waiting': '已有一笔调增在等待复核',
      'limit-is-decided': '已被处理，请刷新',
      'limit-has-passed': '最后有效日已过，不能再生效',
      'own-proposal': '本人提交的，须由他人复核',
      'limit-not-found': '没有这笔限额，或不在您可见的范围内',
      'customer-not-found': '没有这位客户，或不在您可见的范围内',
      'group-not-found': '没有这个集团，或不在您可见的范围内',
      'no-closed-day': '还没有日终数据',
      'sign-in-again': '需要再次验证密码',
      'bad-input': '填写的内容有误，请检查',
      forbidden: '您的岗位不能办理',
    },
    giveReason: '请填写至少 2 个字',
    unknown: '没有办成，请稍后再试',
    offline: '连不上服务器；恢复后可以再次提交，不会重复办理',
  },
  en: {
    reasons: {
      'limit-starts-in-the-past': 'It would start before the business day',
      'limit-ends-before-it-starts': 'The last day is before the first',
      'limit-is-unchanged': 'The same as the limit in force',
      'limit-is-waiting': 'A raise waits for a decision already',
      'limit-is-decided': 'Someone has decided; reload the page',
      'limit-has-passed': 'Its last day has passed',
      'own-proposal': 'You submitted it; another person has to decide',
      'limit-not-found': 'No such limit, or outside what you may see',
      'customer-not-found': 'No such customer, or outside what you may see',
      'group-not-found': 'No such group, or outside what you may see',
      'no-closed-day': 'No closed day is on file yet',
      'sign-in-again': 'Your password is needed again',
      'bad-input': 'Please check what you entered',
      forbidden: 'Your post may not do this',
    },
    giveReason: 'Give at least 2 characters',
    unknown: 'It could not be done; try again in a moment',
    offline: 'The server cannot be reached; sending again later will not act twice',
  },
})

/** Why an act on limits failed, in words. */
export function useLimitRefusals() {
  const words = useWords(limitRefusals)
  function ofFailure(failure: Failure | undefined): string | null {
    if (!failure) return null
    const { unknown, offline } = words.value
    if (failure.code === 'OFFLINE' || failure.reason === 'outcome-unknown') return offline
    const reasons: Readonly<Record<string, string>> = words.value.reasons
    if (failure.code === 'BAD_REQUEST') return reasons['bad-input'] ?? unknown
    if (failure.code === 'FORBIDDEN') return reasons['forbidden'] ?? unknown
    return reasons[failure.reason ?? ''] ?? unknown
  }
  return { words, ofFailure }
}
