import { areaRoutes } from '../area-routes.ts'

export const importsRoutes = areaRoutes('imports', {})
