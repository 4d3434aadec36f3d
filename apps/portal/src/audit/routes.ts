import { areaRoutes } from '../area-routes.ts'

export const auditRoutes = areaRoutes('audit', {
  audit: { path: '/audit', page: () => import('./AuditPage.vue'), permission: 'see audit' },
  'audit-seals': {
    path: '/audit/seals',
    page: () => import('./SealsPage.vue'),
    permission: 'see audit',
  },
})
