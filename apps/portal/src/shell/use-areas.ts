import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { can } from '../session/session.ts'
import { areas } from './areas.ts'

/** The areas that this staff may open, each with whether it is the one on screen. */
export function useAreas() {
  const router = useRouter()
  const route = useRoute()
  return computed(() =>
    areas
      .filter(({ name }) => {
        if (!router.hasRoute(name)) return false
        const { permission } = router.resolve({ name }).meta
        return !permission || can(permission)
      })
      .map((area) => ({ ...area, isCurrent: route.meta.area === area.name })),
  )
}
