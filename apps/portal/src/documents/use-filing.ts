import { labelled } from '@banyan/ui/locale'
import { computed, ref } from 'vue'
import { useRefusals } from '../customers/use-refusals.ts'
import { useCommand } from '../use-command.ts'
import { takenFiles, uploadDocument, type Upload } from './upload-document.ts'

/** Files papers of a customer while a form is filled in: `file` gives the ids of those taken; `problem` says which were not. */
export function useFiling(customerId: () => string) {
  const refusals = useRefusals()
  const share = ref(0)
  const problem = ref<string | null>(null)
  const { run, busy, failure } = useCommand(
    (input: Upload, call) =>
      uploadDocument(input, call.context.idempotencyKey, (sent) => (share.value = sent)),
    { refreshes: ['documents'] },
  )
  async function fileOne(chosen: File): Promise<{ id?: string; refusal: string | null }> {
    if (chosen.size > takenFiles.largest) {
      return { refusal: refusals.value.reason('file-too-large') }
    }
    share.value = 0
    const filed = await run({ file: chosen, customerId: customerId(), kind: 'other' })
    return filed
      ? { id: filed.id, refusal: null }
      : { refusal: refusals.value.failure(failure.value) }
  }
  async function file(chosen: readonly File[]): Promise<string[]> {
    problem.value = null
    const ids: string[] = []
    const refused: string[] = []
    for (const each of chosen) {
      const { id, refusal } = await fileOne(each)
      if (id) ids.push(id)
      else refused.push(labelled(each.name, refusal ?? ''))
    }
    problem.value = refused.join(' · ') || null
    return ids
  }
  return { file, busy, problem, percent: computed(() => String(Math.round(share.value * 100))) }
}
