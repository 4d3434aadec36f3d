import { areaRoutes } from '../area-routes.ts'

export const inspectionsRoutes = areaRoutes('inspections', {
  inspections: {
    path: '/inspections',
    page: () => import('./InspectionsPage.vue'),
    permission: 'see inspections',
  },
  'file-updates': {
    path: '/inspections/file-updates',
    page: () => import('./FileUpdatesPage.vue'),
    permission: 'see inspections',
  },
  covenants: {
    path: '/inspections/covenants',
    page: () => import('./CovenantsPage.vue'),
    permission: 'see covenants',
  },
  'inspection-rules': {
    path: '/inspections/rules',
    page: () => import('../post-loan-rules/RulesPage.vue'),
    permission: 'see post-loan rules',
  },
  'propose-inspection-rules': {
    path: '/post-loan-rules/:kind(inspection)/propose',
    page: () => import('../post-loan-rules/ProposeRulesPage.vue'),
    permission: 'propose post-loan rules',
  },
})
