import { areaRoutes } from '../area-routes.ts'

export const applicationsRoutes = areaRoutes('applications', {})
