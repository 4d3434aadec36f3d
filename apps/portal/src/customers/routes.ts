import { areaRoutes } from '../area-routes.ts'

export const customersRoutes = areaRoutes('customers', {
  customers: {
    path: '/customers',
    page: () => import('./CustomersPage.vue'),
    permission: 'see customers',
  },
  'new-customer': {
    path: '/customers/new',
    page: () => import('./NewCustomerPage.vue'),
    permission: 'create customers',
  },
  'change-customer': {
    path: '/customers/:id/change',
    page: () => import('./ChangeCustomerPage.vue'),
    permission: 'change customers',
  },
  customer: {
    path: '/customers/:id',
    page: () => import('./CustomerPage.vue'),
    permission: 'see customers',
  },
})
