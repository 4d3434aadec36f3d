import { computed, ref } from 'vue'
import { useRefusals } from '../customers/use-refusals.ts'
import { useCommand } from '../use-command.ts'
import { takenFiles, uploadDocument, type Upload } from './upload-document.ts'

/** Files papers of a customer while a form is filled in: `file` gives the id, or null and says what is wrong. */
export function useFiling(customerId: () => string) {
  const refusals = useRefusals()
  const share = ref(0)
  const problem = ref<string | null>(null)
  const { run, busy, failure } = useCommand(
    (input: Upload, call) =>
      uploadDocument(input, call.context.idempotencyKey, (sent) => (share.value = sent)),
    { refreshes: ['documents'] },
  )
  async function file(chosen: File): Promise<string | null> {
    problem.value = null
    if (chosen.size > takenFiles.largest) {
      problem.value = refusals.value.reason('file-too-large')
      return null
    }
    share.value = 0
    const filed = await run({ file: chosen, customerId: customerId(), kind: 'other' })
    if (!filed) problem.value = refusals.value.failure(failure.value)
    return filed?.id ?? null
  }
  return { file, busy, problem, percent: computed(() => String(Math.round(share.value * 100))) }
}
