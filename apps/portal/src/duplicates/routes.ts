import { areaRoutes } from '../area-routes.ts'

export const duplicatesRoutes = areaRoutes('customers', {
  duplicates: {
    path: '/duplicates',
    page: () => import('./DuplicatesPage.vue'),
    permission: 'see merges',
  },
  merge: { path: '/merges', page: () => import('./MergePage.vue'), permission: 'see merges' },
})
