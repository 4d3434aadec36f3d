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
  'collection-rules': {
    path: '/collection/rules',
    page: () => import('../post-loan-rules/RulesPage.vue'),
    permission: 'see post-loan rules',
  },
  'propose-collection-rules': {
    path: '/post-loan-rules/:kind(collection)/propose',
    page: () => import('../post-loan-rules/ProposeRulesPage.vue'),
    permission: 'propose post-loan rules',
  },
  'collection-case': {
    path: '/collection/:id',
    page: () => import('./CasePage.vue'),
    permission: 'see collection',
  },
})
