import { areaRoutes } from '../area-routes.ts'

export const overviewRoutes = areaRoutes('overview', {
  overview: { path: '/', page: () => import('./OverviewPage.vue') },
})
