import { areaRoutes } from '../area-routes.ts'

export const closeRoutes = areaRoutes('close', {
  close: { path: '/close', page: () => import('./ClosePage.vue'), permission: 'see closes' },
})
