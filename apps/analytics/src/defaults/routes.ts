import { areaRoutes } from '../area-routes.ts'

export const defaultsRoutes = areaRoutes('defaults', {
  defaults: { path: '/vintage', page: () => import('./DefaultsPage.vue') },
})
