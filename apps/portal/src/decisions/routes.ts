import { areaRoutes } from '../area-routes.ts'

const permission = 'see decisions'

export const decisionsRoutes = [
  ...areaRoutes('decisions', {
    desk: { path: '/desk/:id?', page: () => import('./DeskPage.vue'), permission },
  }),
  {
    name: 'decisions',
    path: '/decisions',
    redirect: { name: 'desk' },
    meta: { area: 'decisions', permission },
  },
]
