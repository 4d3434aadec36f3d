import { areaRoutes } from '../area-routes.ts'

export const groupsRoutes = areaRoutes('groups', {})
