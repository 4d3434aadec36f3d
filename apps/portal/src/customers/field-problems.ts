import type { FieldProblem } from '@banyan/domain/customers/person'
import { useWords } from '@banyan/ui/locale'
import { computed, ref, type Ref } from 'vue'
import type { Failure } from '../failure.ts'
import { problemWords } from './field-words.ts'
import { customerWords } from './words.ts'

/** A problem's reason in words; `held-by-C0000001` names the customer who has the number. */
export function useProblemText() {
  const problems = useWords(problemWords)
  const words = useWords(customerWords)
  return computed(() => (reason: string): string => {
    const [, holder] = /^held-by-(.+)$/.exec(reason) ?? []
    if (holder) return words.value.exists(holder)
    const known: Readonly<Record<string, string>> = problems.value
    return known[reason] ?? reason
  })
}

/**
 * What stands beside each field: nothing until it was left once or the form was sent, then what the rules say in
 * the browser, and what the server said last about a field that was not touched since.
 */
export function useFieldProblems(
  found: Readonly<Ref<readonly FieldProblem[]>>,
  failure: Readonly<Ref<Failure | undefined>>,
) {
  const text = useProblemText()
  const left = ref(new Set<string>())
  const isSent = ref(false)
  const shown = computed(() => {
    const map = new Map<string, string>()
    for (const { path, message } of failure.value?.problems ?? []) {
      map.set(path.replace(/^details\./, ''), text.value(message))
    }
    for (const { field, reason } of found.value) {
      if (isSent.value || left.value.has(field)) map.set(field, text.value(reason))
    }
    return map
  })
  return {
    errorOf: (field: string) => shown.value.get(field) ?? null,
    count: computed(() => shown.value.size),
    /** For the form's `focusout`: the field that was just left. */
    leave: (event: FocusEvent) => {
      const field = (event.target as HTMLElement | null)?.closest<HTMLElement>('[data-field]')
      if (field?.dataset['field']) left.value = new Set([...left.value, field.dataset['field']])
    },
    send: () => (isSent.value = true),
    reset: () => {
      left.value = new Set()
      isSent.value = false
    },
  }
}
