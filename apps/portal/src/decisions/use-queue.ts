import { computed, shallowRef, watch } from 'vue'
import { api } from '../api.ts'
import type { Queue } from '../applications/list-filters.ts'
import type { ApplicationLine } from '../applications/use-application.ts'
import { useApiQuery } from '../use-api-query.ts'

const page = (queue: Queue) => ({ queue, sort: 'longest-waiting' as const, limit: 100 })

/** One queue, longest waiting first; the pages after the first are fetched when they are asked for. */
export function useQueue(queue: () => Queue) {
  const list = useApiQuery(['applications', 'list'], () => page(queue()), { keepPrevious: true })
  const counts = useApiQuery(['applications', 'counts'])
  const later = shallowRef<ApplicationLine[]>([])
  const cursor = shallowRef(list.data.value?.next ?? null)
  watch(list.data, (fresh) => {
    later.value = []
    cursor.value = fresh?.next ?? null
  })
  const rows = computed(() => [...(list.data.value?.rows ?? []), ...later.value])
  const total = computed(() => counts.data.value?.[queue()] ?? rows.value.length)
  const hasMore = computed(() => cursor.value !== null)

  async function showMore() {
    const from = cursor.value
    if (!from) return
    cursor.value = null
    const more = await api.applications.list.query({ ...page(queue()), cursor: from })
    later.value = [...later.value, ...more.rows]
    cursor.value = more.next
  }

  return { list, counts, rows, total, hasMore, showMore }
}
