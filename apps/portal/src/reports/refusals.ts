import { defineWords, useWords } from '@banyan/ui/locale'
import { computed } from 'vue'
import type { Failure } from '../failure.ts'

/** Why the report centre refuses, by the reasons of the rules. */
const reportRefusals = defineWords({
  zh: {
    'not-for-this-institution': '本类机构不报此表',
    'day-not-closed': '该营业日还没有日终，报表只能取已日终的日期',
    'needs-a-correction': '此日报表已报送且数字有变，须说明原因后更正',
    'already-released': '此版本已报送',
    'built-it-too': '由您编制，须由另一人复核报送',
    'check-failed': '有校验未通过，不能报送',
    'not-released': '尚未报送，直接重新生成即可',
    'nothing-to-correct': '重算结果与已报送的完全一致，没有可更正的',
    'correction-waits': '已有一份更正在等复核',
    'too-many-rows': '超过十万行，请缩短时间段',
    'sign-in-again': '需要再次验证密码',
    forbidden: '您的岗位不能做这件事',
    'no-post-release': '您的岗位不能复核报送',
    'report-not-found': '没有这份报表，或不在您可见的范围内',
    busy: '系统繁忙，请稍后再试',
    other: '没有办成，数据没有改动。请刷新后再试。',
    unknown: '没有收到答复，结果未知。再按一次不会重复。',
  },
  en: {
    'not-for-this-institution': 'This kind of institution does not file this report',
    'day-not-closed': 'That business day is not closed; a report stands on a closed day',
    'needs-a-correction':
      'Released already and the figures differ: it needs a correction with a reason',
    'already-released': 'This version was released',
    'built-it-too': 'You built it; another person checks and releases it',
    'check-failed': 'A check fails, so it cannot be released',
    'not-released': 'Not released yet; simply build it again',
    'nothing-to-correct': 'Built anew it equals what was released; there is nothing to correct',
    'correction-waits': 'A correction is waiting for its release',
    'too-many-rows': 'More than a hundred thousand rows; choose a shorter period',
    'sign-in-again': 'Your password is needed again',
    forbidden: 'Your post may not do this',
    'no-post-release': 'Your post may not release reports',
    'report-not-found': 'There is no such report, or it is outside what you may see',
    busy: 'The system is busy; try again shortly',
    other: 'It was not done and nothing was changed. Refresh and try again.',
    unknown: 'No answer came, so the outcome is not known. Pressing again does not do it twice.',
  },
})

/** A reason in words; null stays null. */
export function useReportRefusals() {
  const words = useWords(reportRefusals)
  const table = computed<Readonly<Record<string, string>>>(() => words.value)
  const inWords = (reason: string | null | undefined) =>
    reason ? (table.value[reason] ?? words.value.other) : null
  const ofFailure = (failure: Failure | undefined) => {
    if (!failure) return null
    if (failure.reason) return inWords(failure.reason)
    return failure.code === 'OFFLINE' ? words.value.unknown : words.value.other
  }
  return { inWords, ofFailure }
}
