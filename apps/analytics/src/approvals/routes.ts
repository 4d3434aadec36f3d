import { areaRoutes } from '../area-routes.ts'

export const approvalsRoutes = areaRoutes('approvals', {})
