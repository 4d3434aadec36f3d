import { useWords } from '@banyan/ui/locale'
import { useNotices } from '@banyan/ui/notices'
import { useQueryClient } from '@tanstack/vue-query'
import { useRouter } from 'vue-router'
import { api } from '../api.ts'
import { failureOf } from '../failure.ts'
import { groupRefusals } from './refusals.ts'

/** Goes on with a customer whose file the reader may open; with another the reason is told and nothing happens. */
export function useInReach() {
  const client = useQueryClient()
  const notices = useNotices()
  const router = useRouter()
  const refusals = useWords(groupRefusals)

  async function isOutOfReach(id: string): Promise<boolean> {
    const input = { id }
    const queryFn = () => api.customers.get.query(input)
    try {
      await client.fetchQuery({ queryKey: ['customers', 'get', input], queryFn, staleTime: 60_000 })
      return false
    } catch (error) {
      return failureOf(error).code === 'NOT_FOUND'
    }
  }

  async function inReach(id: string, goOn: () => void): Promise<void> {
    if (await isOutOfReach(id)) notices.failed(refusals.value.outOfReach)
    else goOn()
  }
  const openFile = (id: string) =>
    void inReach(id, () => void router.push({ name: 'customer', params: { id } }))
  const apply = (id: string) =>
    void inReach(id, () => void router.push({ name: 'new-application', query: { customer: id } }))
  return { inReach, openFile, apply }
}
