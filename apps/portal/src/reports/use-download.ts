import { useWords } from '@banyan/ui/locale'
import { useNotices } from '@banyan/ui/notices'
import { ref } from 'vue'
import { failureOf } from '../failure.ts'
import { download } from './download.ts'
import { useReportRefusals } from './refusals.ts'
import { reportWords } from './words.ts'

/** One download at a time; `busy` is the address under way. */
export function useDownload() {
  const words = useWords(reportWords)
  const notices = useNotices()
  const { ofFailure } = useReportRefusals()
  const busy = ref<string | null>(null)

  async function get(url: string): Promise<void> {
    if (busy.value) return
    busy.value = url
    try {
      notices.done(words.value.downloaded(await download(url)))
    } catch (error) {
      const failure = failureOf(error)
      if (failure.reason !== 'sign-in-again') notices.failed(ofFailure(failure) ?? '')
    } finally {
      busy.value = null
    }
  }
  return { get, busy }
}
