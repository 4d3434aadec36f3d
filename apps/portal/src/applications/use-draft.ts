import { computed, onScopeDispose, ref, type Ref, watch } from 'vue'
import { api } from '../api.ts'
import { useCommand } from '../use-command.ts'
import { problemsOf, type TermsForm, termsOf } from './terms-form.ts'

interface Saved {
  readonly id: string
  readonly version: number
}

const quiet = 1200

/**
 * Keeps a draft as it is typed: made with its product, then changed a moment after each pause.
 * `flush` waits until what is on screen is kept, and gives the application, or undefined.
 */
export function useDraft(
  form: Ref<TermsForm>,
  { customerId, saved: first }: { customerId: () => string | undefined; saved?: Saved },
) {
  const saved = ref<Saved | undefined>(first)
  const savedAt = ref<Date>()
  const keptText = ref(first ? JSON.stringify(termsOf(form.value)) : '')
  const refreshes = ['applications'] as const
  const draft = useCommand(
    (input: Parameters<typeof api.applications.draft.mutate>[0], call) =>
      api.applications.draft.mutate(input, call),
    { refreshes },
  )
  const change = useCommand(
    (input: Parameters<typeof api.applications.change.mutate>[0], call) =>
      api.applications.change.mutate(input, call),
    { refreshes },
  )
  const failure = computed(() => change.failure.value ?? draft.failure.value)
  const isSaving = computed(() => draft.busy.value || change.busy.value)
  const text = computed(() => JSON.stringify(termsOf(form.value)))
  const isKept = computed(() => text.value === keptText.value)

  let running: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(text, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), quiet)
  })
  onScopeDispose(() => clearTimeout(timer))

  async function keep(): Promise<void> {
    const customer = customerId()
    const terms = termsOf(form.value)
    if (!customer || terms.product === '') return
    const sent = JSON.stringify(terms)
    const before = saved.value
    const taken = before
      ? await change.run({ applicationId: before.id, version: before.version, terms })
      : await draft.run({ customerId: customer, ...terms })
    if (!taken) return
    saved.value = { id: taken.id, version: taken.version }
    savedAt.value = new Date()
    keptText.value = sent
  }

  async function flush(): Promise<Saved | undefined> {
    clearTimeout(timer)
    await running
    if (!isKept.value && Object.keys(problemsOf(form.value)).length === 0) {
      running = keep()
      await running
      running = undefined
    }
    return isKept.value ? saved.value : undefined
  }

  return { saved, savedAt, isSaving, isKept, failure, flush }
}
