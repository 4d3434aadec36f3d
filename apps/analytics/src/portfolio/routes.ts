import { areaRoutes } from '../area-routes.ts'

export const portfolioRoutes = areaRoutes('portfolio', {
  portfolio: { path: '/portfolio', page: () => import('./PortfolioPage.vue') },
})
