import { defineWords, useWords } from '@banyan/ui/locale'
import { computed } from 'vue'
import type { Failure } from '../failure.ts'
import { customerRefusals } from './refusals.ts'

const failureWords = defineWords({
  zh: {
    FORBIDDEN: '您的岗位不能做这件事',
    NOT_FOUND: '没有找到，或不在您可见的范围内',
    BAD_REQUEST: '填写的内容有误',
    CONFLICT: '他人已先一步改动，请刷新后再试',
    OFFLINE: '网络不通，内容没有丢失，请稍后再试',
    SERVICE_UNAVAILABLE: '系统繁忙，没有保存，请稍后再试',
    'outcome-unknown': '不确定是否已保存；再按一次不会重复',
    failed: (id: string) => `没有完成。请求编号 ${id}`,
  },
  en: {
    FORBIDDEN: 'Your post may not do this',
    NOT_FOUND: 'Not found, or outside what you may see',
    BAD_REQUEST: 'Something entered is wrong',
    CONFLICT: 'Somebody else was first; reload and try again',
    OFFLINE: 'No connection. Nothing you typed is lost; try again',
    SERVICE_UNAVAILABLE: 'The system is busy. Nothing was saved; try again',
    'outcome-unknown': 'It may have been saved; pressing again does not do it twice',
    failed: (id: string) => `Not done. Request id ${id}`,
  },
})

/** Reasons and failures in the reader's language. */
export function useRefusals() {
  const refusals = useWords(customerRefusals)
  const failures = useWords(failureWords)
  return computed(() => {
    const reasons: Readonly<Record<string, string>> = refusals.value
    const { failed, ...others } = failures.value
    const codes: Readonly<Record<string, string>> = others
    return {
      reason: (reason: string | null | undefined) => (reason ? (reasons[reason] ?? reason) : null),
      failure: (failure: Failure | undefined) => {
        if (!failure) return null
        const { reason = '', code, requestId = '–' } = failure
        return reasons[reason] ?? codes[reason] ?? codes[code] ?? failed(requestId)
      },
    }
  })
}
