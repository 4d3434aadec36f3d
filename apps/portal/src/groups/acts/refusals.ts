import { defineWords, useWords } from '@banyan/ui/locale'
import type { Failure } from '../../failure.ts'

const reviewRefusals = defineWords({
  zh: {
    reasons: {
      'act-changes-nothing': '没有任何变化',
      'act-is-decided': '已被处理，请刷新',
      'act-is-reversed': '已经撤销过',
      'act-was-not-approved': '尚未生效，不能撤销',
      'act-merges-a-group-with-itself': '不能与自己合并',
      'split-is-the-whole-group': '这是整个集团，不必拆分',
      'members-moved-since': '成员在提出后已有变动，请撤回后重新提出',
      'members-came-since': '集团在提出后有新成员加入，请撤回后重新提出',
      'group-is-dissolved': '集团已解散',
      'group-is-not-dissolved': '集团仍在，不能重新设立',
      'parent-is-no-holder': '只能从持股或控制它的同集团客户中选择上级',
      'parent-makes-a-cycle': '所选上级在其下级之中',
      'customer-is-not-in-a-group': '该客户不在任何集团',
      'own-proposal': '本人提出的，须由他人复核',
      'not-your-act': '只有提出人可以撤回',
      'group-act-not-found': '没有这项变更，或不在您可见的范围内',
      'group-not-found': '没有这个集团，或不在您可见的范围内',
      'customer-not-found': '没有这位客户，或不在您可见的范围内',
      'set-not-found': '没有这个监管口径集团，或不在您可见的范围内',
      'set-proposal-not-found': '没有这项提议，或不在您可见的范围内',
      'set-is-over': '已终止或不认定',
      'set-has-a-proposal': '已有一项提议在等待处理',
      'set-is-not-confirmed': '请先认定，再改判成员',
      'set-too-small': '至少要有两名成员',
      'sign-in-again': '需要再次验证密码',
      'bad-input': '填写的内容有误，请检查',
      forbidden: '您的岗位不能办理',
      busy: '系统繁忙，请稍后再试',
    },
    unknown: '没有办成，请稍后再试',
    offline: '连不上服务器；恢复后可以再次提交，不会重复办理',
  },
  en: {
    reasons: {
      'act-changes-nothing': 'It would change nothing',
      'act-is-decided': 'Someone has decided; reload the page',
      'act-is-reversed': 'It was taken back already',
      'act-was-not-approved': 'It never took effect',
      'act-merges-a-group-with-itself': 'A group cannot be merged with itself',
      'split-is-the-whole-group': 'This is the whole group',
      'members-moved-since': 'Members have moved since; withdraw it and propose again',
      'members-came-since': 'Members have joined since; withdraw it and propose again',
      'group-is-dissolved': 'The group is dissolved',
      'group-is-not-dissolved': 'The group is still there',
      'parent-is-no-holder':
        'Only a customer of the group that holds or controls it can be its parent',
      'parent-makes-a-cycle': 'The chosen parent stands below it',
      'customer-is-not-in-a-group': 'The customer stands in no group',
      'own-proposal': 'You proposed it; another person has to decide',
      'not-your-act': 'Only whoever proposed it may withdraw it',
      'group-act-not-found': 'No such act, or outside what you may see',
      'group-not-found': 'No such group, or outside what you may see',
      'customer-not-found': 'No such customer, or outside what you may see',
      'set-not-found': 'No such set, or outside what you may see',
      'set-proposal-not-found': 'No such proposal, or outside what you may see',
      'set-is-over': 'It has ended, or was dismissed',
      'set-has-a-proposal': 'A proposal waits already',
      'set-is-not-confirmed': 'Confirm the set first',
      'set-too-small': 'At least two members have to stay',
      'sign-in-again': 'Your password is needed again',
      'bad-input': 'Please check what you entered',
      forbidden: 'Your post may not do this',
      busy: 'The system is busy; try again in a moment',
    },
    unknown: 'It could not be done; try again in a moment',
    offline: 'The server cannot be reached; sending again later will not act twice',
  },
})

/** Why an act on groups or sets is refused, in words. */
export function useReviewRefusals() {
  const words = useWords(reviewRefusals)
  function ofReason(reason: string | null | undefined): string | null {
    if (!reason) return null
    const reasons: Readonly<Record<string, string>> = words.value.reasons
    return reasons[reason] ?? words.value.unknown
  }
  function ofFailure(failure: Failure | undefined): string | null {
    if (!failure) return null
    if (failure.code === 'OFFLINE' || failure.reason === 'outcome-unknown')
      return words.value.offline
    if (failure.code === 'BAD_REQUEST') return ofReason('bad-input')
    if (failure.code === 'FORBIDDEN') return ofReason('forbidden')
    return ofReason(failure.reason) ?? words.value.unknown
  }
  return { ofReason, ofFailure }
}
