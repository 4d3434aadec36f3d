import { areaRoutes } from '../area-routes.ts'

export const collectionRoutes = areaRoutes('collection', {
  collection: {
    path: '/collection',
    page: () => import('./QueuePage.vue'),
    permission: 'see collection',
  },
  clocks: {
    path: '/collection/clocks',
    page: () => import('./ClocksPage.vue'),
    permission: 'see collection',
  },
  'collection-case': {
    path: '/collection/:id',
    page: () => import('./CasePage.vue'),
    permission: 'see collection',
  },
})
