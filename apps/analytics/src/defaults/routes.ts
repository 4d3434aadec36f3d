import { areaRoutes } from '../area-routes.ts'

export const defaultsRoutes = areaRoutes('defaults', {})
