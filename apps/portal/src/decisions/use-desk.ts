import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Queue } from '../applications/list-filters.ts'
import { useQueue } from './use-queue.ts'

export const deskQueues = ['waiting', 'late', 'returned'] as const satisfies readonly Queue[]

/** The queue on the left, the case chosen in the address, and the way from one to the next. */
export function useDesk(id: () => string | undefined) {
  const route = useRoute()
  const router = useRouter()
  const queries = useQueryClient()
  const queue = computed<Queue>(
    () => deskQueues.find((each) => each === route.query['queue']) ?? 'waiting',
  )
  const waiting = useQueue(() => queue.value)
  const { rows } = waiting
  const present = computed(() => id() ?? rows.value[0]?.id)
  const index = computed(() => rows.value.findIndex((row) => row.id === present.value))
  /** Where the reader stood, so that a decided case is followed by the one after it. */
  const place = ref(0)
  watch(index, (at) => {
    if (at >= 0) place.value = at
  })

  const open = (to: string | undefined) =>
    router.replace({ name: 'desk', params: to ? { id: to } : {}, query: route.query })
  const choose = (to: Queue) =>
    router.replace({ name: 'desk', params: {}, query: to === 'waiting' ? {} : { queue: to } })

  function go(step: 1 | -1) {
    const at = index.value < 0 ? 0 : index.value + step
    const to = rows.value[Math.max(0, Math.min(rows.value.length - 1, at))]
    if (to) void open(to.id)
  }

  /** After a decision: fetches the queue anew and opens the case that took the place. */
  async function advance() {
    const stood = place.value
    await queries.invalidateQueries({ queryKey: ['applications', 'list'] })
    const follower = rows.value[Math.min(stood, rows.value.length - 1)]
    await open(follower?.id)
  }

  return { ...waiting, queue, index, present, open, choose, go, advance }
}
