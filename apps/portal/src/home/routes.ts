import { areaRoutes } from '../area-routes.ts'

export const homeRoutes = areaRoutes('home', {
  home: { path: '/', page: () => import('./HomePage.vue'), permission: 'see home' },
})
