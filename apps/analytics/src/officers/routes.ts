import { areaRoutes } from '../area-routes.ts'

export const officersRoutes = areaRoutes('officers', {})
