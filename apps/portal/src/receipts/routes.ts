import { areaRoutes } from '../area-routes.ts'

export const receiptsRoutes = areaRoutes('loans', {
  receipts: {
    path: '/receipts',
    page: () => import('./ReceiptsPage.vue'),
    permission: 'see bank files',
  },
})
