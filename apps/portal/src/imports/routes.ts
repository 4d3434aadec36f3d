import { areaRoutes } from '../area-routes.ts'

export const importsRoutes = areaRoutes('imports', {
  imports: {
    path: '/imports',
    page: () => import('./ImportsPage.vue'),
    permission: 'see imports',
  },
  import: {
    path: '/imports/:importId',
    page: () => import('./ImportPage.vue'),
    permission: 'see imports',
  },
})
