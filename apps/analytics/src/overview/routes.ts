import { areaRoutes } from '../area-routes.ts'

export const overviewRoutes = areaRoutes('overview', {})
