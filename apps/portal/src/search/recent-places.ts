import { computed, shallowRef, watch } from 'vue'
import { useSession } from '../session/session.ts'
import type { Found } from './found-place.ts'

export type RecentPlace = Pick<Found, 'party' | 'id' | 'number' | 'name' | 'kind' | 'groupNumber'>

const most = 8
const recent = shallowRef<readonly RecentPlace[]>([])
let owner: string | undefined

/**
 * What this member of staff opened from the search, the latest first. It lives as long as the browser's tab:
 * names of customers are not left behind on the machine, nor shown to whoever signs in next.
 */
export function useRecentPlaces() {
  const session = useSession()
  watch(
    () => session.value?.staff.id,
    (id) => {
      if (id === owner) return
      owner = id
      recent.value = id ? read(id) : []
    },
    { immediate: true },
  )
  return {
    recent: computed(() => recent.value),
    remember: ({ party, id, number, name, kind, groupNumber }: RecentPlace) =>
      keep(withLatest(recent.value, { party, id, number, name, kind, groupNumber })),
    forget: () => keep([]),
  }
}

/** The list with `place` at its head, each place once, no longer than `most`. */
export function withLatest(
  places: readonly RecentPlace[],
  place: RecentPlace,
): readonly RecentPlace[] {
  return [place, ...places.filter(({ id }) => id !== place.id)].slice(0, most)
}

const keyOf = (staffId: string) => `banyan-recent-${staffId}`

function keep(places: readonly RecentPlace[]) {
  recent.value = places
  if (!owner) return
  try {
    sessionStorage.setItem(keyOf(owner), JSON.stringify(places))
  } catch {
    recent.value = places
  }
}

function read(staffId: string): readonly RecentPlace[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(staffId)) ?? '[]')
    return Array.isArray(kept) ? (kept as RecentPlace[]) : []
  } catch {
    return []
  }
}
