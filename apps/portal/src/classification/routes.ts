import { areaRoutes } from '../area-routes.ts'

export const classificationRoutes = areaRoutes('classification', {
  classification: {
    path: '/classification',
    page: () => import('./ClassDeskPage.vue'),
    permission: 'see classes',
  },
  provisions: {
    path: '/classification/provisions',
    page: () => import('./ProvisionsPage.vue'),
    permission: 'see provisions',
  },
})
