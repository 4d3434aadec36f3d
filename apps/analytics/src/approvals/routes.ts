import { areaRoutes } from '../area-routes.ts'

export const approvalsRoutes = areaRoutes('approvals', {
  approvals: { path: '/approvals', page: () => import('./ApprovalsPage.vue') },
})
