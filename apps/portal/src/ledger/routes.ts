import { areaRoutes } from '../area-routes.ts'

export const ledgerRoutes = areaRoutes('ledger', {
  ledger: {
    path: '/ledger',
    page: () => import('./TrialBalancePage.vue'),
    permission: 'see ledger',
  },
  journal: {
    path: '/ledger/journal',
    page: () => import('./JournalPage.vue'),
    permission: 'see ledger',
  },
})
