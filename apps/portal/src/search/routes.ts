import { areaRoutes } from '../area-routes.ts'

export const searchRoutes = areaRoutes('groups', {
  search: { path: '/search', page: () => import('./SearchPage.vue'), permission: 'search' },
})
