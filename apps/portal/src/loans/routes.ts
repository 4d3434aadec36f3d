import { areaRoutes } from '../area-routes.ts'

export const loansRoutes = areaRoutes('loans', {
  loans: { path: '/loans', page: () => import('./LoansPage.vue'), permission: 'see loans' },
  overdue: {
    path: '/loans/overdue',
    page: () => import('./OverduePage.vue'),
    permission: 'see overdue loans',
  },
  'loan-acts': {
    path: '/loans/acts',
    page: () => import('./LoanActsPage.vue'),
    permission: 'see loan acts',
  },
  contract: {
    path: '/contracts/:applicationId',
    page: () => import('./ContractPage.vue'),
    permission: 'read contracts',
  },
  'what-if': {
    path: '/loans/:loanId/what-if',
    page: () => import('./WhatIfPage.vue'),
    permission: 'see loans',
  },
  loan: { path: '/loans/:loanId', page: () => import('./LoanPage.vue'), permission: 'see loans' },
})
