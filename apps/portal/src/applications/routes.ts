import { areaRoutes } from '../area-routes.ts'

export const applicationsRoutes = areaRoutes('applications', {
  applications: {
    path: '/applications',
    page: () => import('./ApplicationsPage.vue'),
    permission: 'see applications',
  },
  'new-application': {
    path: '/applications/new',
    page: () => import('./NewApplicationPage.vue'),
    permission: 'make applications',
  },
  'edit-application': {
    path: '/applications/:id/edit',
    page: () => import('./EditApplicationPage.vue'),
    permission: 'make applications',
  },
  application: {
    path: '/applications/:id',
    page: () => import('./ApplicationPage.vue'),
    permission: 'see applications',
  },
})
