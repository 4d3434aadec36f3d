import { areaRoutes } from '../area-routes.ts'

export const reportsRoutes = areaRoutes('reports', {
  reports: { path: '/reports', page: () => import('./ReportsPage.vue'), permission: 'see reports' },
  operations: {
    path: '/reports/operations',
    page: () => import('./OperationsPage.vue'),
    permission: 'see operations',
  },
  report: {
    path: '/reports/:reportId',
    page: () => import('./ReportPage.vue'),
    permission: 'see reports',
  },
})
