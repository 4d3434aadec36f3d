import { useWords } from '@banyan/ui/locale'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useApiQuery } from '../use-api-query.ts'
import type { ActAsk } from './act-form.ts'
import { actWords } from './act-words.ts'
import { useActRefusals } from './use-act-refusals.ts'
import { useTrial } from './use-trial.ts'

/** What an act that is asked for would come to. */
export function useActPreview(
  loanId: MaybeRefOrGetter<string>,
  ask: () => ActAsk | null,
  isOpen: () => boolean,
) {
  const words = useWords(actWords)
  const { isFetching, fault, shown, refusal } = useTrial(
    ask,
    (settled) =>
      useApiQuery(
        ['loanActs', 'preview'],
        () => ({ loanId: toValue(loanId), ask: settled.value ?? ({ kind: 'write-off' } as const) }),
        { enabled: () => isOpen() && settled.value !== null, keepPrevious: true },
      ),
    useActRefusals(),
  )
  return {
    isFetching,
    fault,
    shown,
    refusal: computed(() => (ask() === null ? words.value.fill : refusal.value)),
  }
}
