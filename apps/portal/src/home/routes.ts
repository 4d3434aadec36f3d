import { areaRoutes } from '../area-routes.ts'

export const homeRoutes = areaRoutes('home', {})
