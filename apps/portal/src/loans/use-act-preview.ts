import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useApiQuery } from '../use-api-query.ts'
import { useSettled } from '../use-settled.ts'
import type { ActAsk } from './act-form.ts'
import { actWords } from './act-words.ts'
import { useActRefusals } from './use-act-refusals.ts'
import { useWords } from '@banyan/ui/locale'

/** What an act would come to, once it is typed whole and the typing rests. */
export function useActPreview(
  loanId: MaybeRefOrGetter<string>,
  ask: () => ActAsk | null,
  isOpen: () => boolean,
) {
  const words = useWords(actWords)
  const { inWords, ofFailure } = useActRefusals()
  const settled = useSettled(ask, 300)
  const { data, isFetching, failure } = useApiQuery(
    ['loanActs', 'preview'],
    () => ({ loanId: toValue(loanId), ask: settled.value ?? ({ kind: 'write-off' } as const) }),
    { enabled: () => isOpen() && settled.value !== null, keepPrevious: true },
  )
  const isCurrent = computed(
    () => !isFetching.value && JSON.stringify(settled.value) === JSON.stringify(ask()),
  )
  /** Why the act itself cannot be, in words. */
  const fault = computed(() =>
    ask() === null ? null : (ofFailure(failure.value) ?? inWords(data.value?.refusal)),
  )
  return {
    isFetching,
    fault,
    /** What to show; nothing while the act is not whole or cannot be. */
    shown: computed(() => (ask() && !fault.value ? data.value : undefined)),
    refusal: computed(() => {
      if (ask() === null) return words.value.fill
      return isCurrent.value ? fault.value : words.value.calculating
    }),
  }
}
