import { useQueryClient } from '@tanstack/vue-query'
import { api, type Inputs } from '../api.ts'
import { useApiQuery } from '../use-api-query.ts'
import { computed } from 'vue'
import { can } from '../session/session.ts'

type Followed = Inputs['follows']['follow']

/** Whom this member of staff follows; the star turns at once and turns back when it could not be kept. */
export function useFollow() {
  const client = useQueryClient()
  const list = useApiQuery(['follows', 'list'], undefined, {
    enabled: () => can('follow customers'),
  })
  const ids = computed(() => new Set((list.data.value ?? []).map(({ id }) => id)))

  async function setFollowed(party: Followed, isFollowed: boolean): Promise<boolean> {
    const call = { context: { idempotencyKey: crypto.randomUUID() } }
    try {
      await (isFollowed ? api.follows.follow : api.follows.unfollow).mutate(party, call)
      return true
    } catch {
      return false
    } finally {
      await Promise.all(
        ['follows', 'search'].map((area) => client.invalidateQueries({ queryKey: [area] })),
      )
    }
  }
  return { list, isFollowed: (id: string) => ids.value.has(id), setFollowed }
}
