import { areaRoutes } from '../area-routes.ts'

export const warningsRoutes = areaRoutes('warnings', {
  warnings: {
    path: '/warnings',
    page: () => import('./WarningDeskPage.vue'),
    permission: 'see warnings',
  },
})
