import { areaRoutes } from '../area-routes.ts'

export const groupsRoutes = areaRoutes('groups', {
  groups: {
    path: '/groups',
    page: () => import('./GroupListPage.vue'),
    permission: 'see groups',
  },
  'group-acts': {
    path: '/group-acts',
    page: () => import('./acts/GroupActsPage.vue'),
    permission: 'see groups',
  },
  'group-act': {
    path: '/group-acts/:id',
    page: () => import('./acts/GroupActPage.vue'),
    permission: 'see groups',
  },
  'group-set': {
    path: '/group-sets/:id',
    page: () => import('./sets/GroupSetPage.vue'),
    permission: 'see groups',
  },
  group: {
    path: '/groups/:number',
    page: () => import('./GroupTreePage.vue'),
    permission: 'see groups',
  },
})
