import { areaRoutes } from '../area-routes.ts'

export const groupsRoutes = areaRoutes('groups', {
  groups: {
    path: '/groups',
    page: () => import('./GroupListPage.vue'),
    permission: 'see groups',
  },
  group: {
    path: '/groups/:number',
    page: () => import('./GroupTreePage.vue'),
    permission: 'see groups',
  },
})
