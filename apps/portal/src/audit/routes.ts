import { areaRoutes } from '../area-routes.ts'

export const auditRoutes = areaRoutes('audit', {})
