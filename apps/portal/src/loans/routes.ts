import { areaRoutes } from '../area-routes.ts'

export const loansRoutes = areaRoutes('loans', {})
