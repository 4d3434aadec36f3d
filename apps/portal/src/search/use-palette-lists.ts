import { computed, type Ref } from 'vue'
import { can } from '../session/session.ts'
import { useApiQuery } from '../use-api-query.ts'
import type { PaletteLine } from './palette-items.ts'
import type { RecentPlace } from './recent-places.ts'

/** Who is followed and which views are kept, asked for when the palette first opens. */
export function usePaletteLists(isOpen: Readonly<Ref<boolean>>) {
  const follows = useApiQuery(['follows', 'list'], undefined, {
    enabled: () => isOpen.value && can('follow customers'),
  })
  const views = useApiQuery(
    ['views', 'list'],
    { page: 'customers' },
    { enabled: () => isOpen.value && can('see views') && can('see customers') },
  )
  return {
    followed: computed<RecentPlace[]>(() =>
      (follows.data.value ?? []).map(({ party, id, number, name, kind, groupNumber }) => ({
        ...{ party, id, number, name, kind, groupNumber },
      })),
    ),
    views: computed<PaletteLine[]>(() =>
      (views.data.value ?? []).map(({ id, name }) => ({
        id,
        label: name,
        icon: 'i-lucide-bookmark',
        to: { name: 'customers', query: { view: id } },
      })),
    ),
  }
}
