import { areaRoutes } from '../area-routes.ts'

export const reportsRoutes = areaRoutes('reports', {})
