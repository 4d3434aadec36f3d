import { areaRoutes } from '../area-routes.ts'

export const decisionsRoutes = areaRoutes('decisions', {})
