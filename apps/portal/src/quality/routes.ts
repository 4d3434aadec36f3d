import { areaRoutes } from '../area-routes.ts'

export const qualityRoutes = areaRoutes('customers', {
  quality: {
    path: '/quality',
    page: () => import('./QualityPage.vue'),
    permission: 'see data quality',
  },
})
