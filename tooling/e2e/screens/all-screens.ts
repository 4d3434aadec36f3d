import { journeyCustomer } from '../journeys/main-job/file-application.ts'
import { bankUrl } from '../signing-in.ts'
import { findingScreens, fileTabs, groupScreens, overGroups, tree } from './group-screens.ts'
import { at, firstOf, inList, type Screen } from './screen.ts'

const applicationOf = (name: string, filter: string) =>
  inList(name, `/applications?queue=all&${filter}`)

const customer = '/customers?kind=company'

function managerScreens(): Screen[] {
  const { group, customer: number } = journeyCustomer()
  return [
    at('home', '/'),
    at('groups', '/groups'),
    tree('tree', group, `?node=${number}`),
    at('new-customer', '/customers/new'),
    ...fileTabs(customer),
    inList('person', '/customers?kind=person'),
    inList('change-customer', customer, '/change'),
    at('applications', '/applications?queue=all'),
    at('new-application', '/applications/new'),
    applicationOf('application-waiting', 'sort=longest-waiting'),
    applicationOf('application-lent', 'sort=newest'),
    inList('application-edit', '/applications?queue=waiting', '/edit'),
    {
      name: 'contract',
      open: async (page) => {
        await page.goto(bankUrl() + (await firstOf(page, '/loans')))
        await page.getByRole('link', { name: /^HT/ }).click()
        await page.waitForURL('**/contracts/*')
      },
    },
    at('loans', '/loans'),
    inList('loan', '/loans'),
    inList('loan-repayments', '/loans', '?tab=repayments'),
    at('imports', '/imports'),
    inList('import', '/imports'),
    at('forbidden', '/desk'),
    at('not-found', '/no/such/page'),
    ...findingScreens,
  ]
}

const analytics: Screen[] = [
  at('analytics', '/analytics/'),
  at('analytics-approvals', '/analytics/approvals'),
  at('analytics-vintage', '/analytics/vintage'),
  at('analytics-officers', '/analytics/officers'),
  at('analytics-portfolio', '/analytics/portfolio'),
  {
    name: 'analytics-rows',
    open: async (page) => {
      await page.goto(`${bankUrl()}/analytics/approvals`)
      await page.getByRole('main').getByRole('definition').first().getByRole('link').click()
      await page.getByRole('dialog').getByRole('row').nth(1).waitFor()
    },
  },
]

/** Every screen, each under a post that works with it. */
export const screensOf: Readonly<Record<string, () => Screen[]>> = {
  nobody: () => [at('sign-in', '/sign-in'), at('set-password', '/set-password#none')],
  'customer-manager': managerScreens,
  'document-reviewer': () => [
    at('home', '/'),
    at('applications', '/applications'),
    inList('application', '/applications'),
  ],
  'branch-approver': () => [at('home', '/'), at('desk', '/desk'), tree('tree-big', 'G000001')],
  'head-office-approver': () => [
    at('home', '/'),
    at('desk', '/desk'),
    ...groupScreens,
    ...overGroups,
    at('product-proposals', '/products?tab=proposals'),
    at('product-change', '/products/consumer?tab=changes'),
  ],
  'risk-officer': () => [
    at('home', '/'),
    tree('tree-big', 'G000001'),
    at('overdue', '/loans/overdue'),
    inList('loan-overdue', '/loans/overdue'),
    inList('loan-ledger', '/loans/overdue', '?tab=ledger'),
    inList('loan-history', '/loans/overdue', '?tab=history'),
    inList('loan-events', '/loans/overdue', '?tab=events'),
    inList('loan-statement', '/loans/overdue', '?tab=statement'),
    inList('loan-versions', '/loans', '?tab=versions'),
    inList('loan-documents', '/loans', '?tab=documents'),
    at('loan-acts', '/loans/acts?status=all'),
    at('loans-written-off', '/loans?status=written-off'),
    at('classification', '/classification'),
    at('provisions', '/classification/provisions'),
    at('trial-balance', '/ledger'),
    at('journal', '/ledger/journal?from=2026-10-01'),
    at('close', '/close'),
    at('reports', '/reports'),
    inList('report', '/reports'),
    at('products', '/products'),
    at('product', '/products/working-capital'),
    at('product-versions', '/products/mortgage?tab=versions'),
    at('product-edit', '/products/mortgage/edit'),
    at('product-new', '/products/new'),
    at('repricings', '/products?tab=repricings'),
    at('settings', '/settings'),
  ],
  'disbursement-officer': () => [at('home', '/')],
  'post-loan-officer': () => [
    at('home', '/'),
    at('overdue', '/loans/overdue'),
    inList('what-if', '/loans', '/what-if?kind=prepay-same-term&amount=10000'),
    at('receipts', '/receipts'),
    at('bank-lines', '/receipts?tab=lines'),
    at('debits', '/receipts?tab=debits'),
    at('warnings', '/warnings'),
    inList('warning', '/warnings'),
    at('inspections', '/inspections'),
    inList('inspection', '/inspections'),
    at('file-updates', '/inspections/file-updates'),
    at('covenants', '/inspections/covenants'),
    at('collection', '/collection'),
    inList('collection-case', '/collection'),
    at('clocks', '/collection/clocks?within=1095'),
  ],
  executive: () => [at('home', '/'), ...analytics],
  regulator: () => [
    at('home', '/'),
    at('reports', '/reports'),
    inList('report', '/reports?status=released'),
    at('operations', '/reports/operations'),
  ],
  auditor: () => [
    at('home', '/'),
    at('audit', '/audit'),
    at('audit-seals', '/audit/seals'),
    at('operations', '/reports/operations'),
  ],
  'system-administrator': () => [
    at('home', '/'),
    at('staff', '/staff'),
    at('settings', '/settings'),
  ],
  'security-administrator': () => [at('home', '/'), at('staff', '/staff')],
  'audit-administrator': () => [at('home', '/'), at('audit', '/audit')],
}
