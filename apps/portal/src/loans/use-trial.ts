import { useWords } from '@banyan/ui/locale'
import { computed, type Ref } from 'vue'
import type { Failure } from '../failure.ts'
import { useApiQuery } from '../use-api-query.ts'
import { useSettled } from '../use-settled.ts'
import type { Change } from './change-form.ts'
import { useLoanRefusals } from './refusals.ts'
import { loanWords } from './words.ts'

interface Answer<Outcome> {
  readonly data: Readonly<Ref<Outcome | undefined>>
  readonly isFetching: Readonly<Ref<boolean>>
  readonly failure: Readonly<Ref<Failure | undefined>>
}

/** What is typed, tried on the server once it is whole and the typing rests; nothing is booked. */
export function useTrial<Asked, Outcome extends { readonly refusal?: string | null | undefined }>(
  ask: () => Asked | null,
  answerTo: (settled: Readonly<Ref<Asked | null>>) => Answer<Outcome>,
  { inWords, ofFailure }: ReturnType<typeof useLoanRefusals>,
) {
  const words = useWords(loanWords)
  const settled = useSettled(ask, 300)
  const { data, isFetching, failure } = answerTo(settled)
  const isCurrent = computed(
    () => !isFetching.value && JSON.stringify(settled.value) === JSON.stringify(ask()),
  )
  const isTried = computed(() => ask() !== null && settled.value !== null)
  /** Why it cannot be, in words. */
  const fault = computed(() =>
    isTried.value ? (ofFailure(failure.value) ?? inWords(data.value?.refusal)) : null,
  )
  return {
    isFetching,
    fault,
    /** What it would come to; nothing while it is not whole or cannot be. */
    shown: computed(() => (isTried.value && !fault.value ? data.value : undefined)),
    /** Why it cannot be sent yet, once it is whole. */
    refusal: computed(() => (isCurrent.value ? fault.value : words.value.calculating)),
  }
}

/** A loan with and without a change. */
export function useWhatIf(
  loanId: () => string,
  change: () => Change | null,
  isOpen: () => boolean = () => true,
) {
  return useTrial(
    change,
    (settled) =>
      useApiQuery(
        ['loans', 'whatIf'],
        () => ({ loanId: loanId(), change: settled.value ?? ({ kind: 'write-off' } as const) }),
        { enabled: () => isOpen() && settled.value !== null, keepPrevious: true },
      ),
    useLoanRefusals(),
  )
}
