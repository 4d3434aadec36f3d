import { areaRoutes } from '../area-routes.ts'

export const officersRoutes = areaRoutes('officers', {
  officers: { path: '/officers', page: () => import('./OfficersPage.vue') },
})
