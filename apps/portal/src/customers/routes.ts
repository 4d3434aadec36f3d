import { areaRoutes } from '../area-routes.ts'

export const customersRoutes = areaRoutes('customers', {})
