import { areaRoutes } from '../area-routes.ts'

export const portfolioRoutes = areaRoutes('portfolio', {})
