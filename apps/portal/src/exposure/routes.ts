import { areaRoutes } from '../area-routes.ts'

export const exposureRoutes = areaRoutes('exposure', {
  exposure: {
    path: '/exposure',
    page: () => import('./ExposurePage.vue'),
    permission: 'see concentration',
  },
})
