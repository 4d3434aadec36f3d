import { areaRoutes } from '../area-routes.ts'

export const staffRoutes = areaRoutes('staff', {})
