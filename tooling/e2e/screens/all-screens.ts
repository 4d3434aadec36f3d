import type { Page } from '@playwright/test'
import { journeyCustomer } from '../journeys/main-job/file-application.ts'
import { bankUrl } from '../signing-in.ts'

export interface Screen {
  name: string
  open: (page: Page) => Promise<void>
}

const at = (name: string, path: string): Screen => ({
  name,
  open: async (page) => void (await page.goto(bankUrl() + path)),
})

const found = new Map<string, string>()

/** Where the first row of a list leads. */
async function firstOf(page: Page, list: string): Promise<string> {
  const known = found.get(list)
  if (known) return known
  await page.goto(bankUrl() + list)
  const link = page.getByRole('main').getByRole('row').nth(1).getByRole('link').first()
  const path = await link.getAttribute('href')
  if (!path) throw new Error(`${list} has no row to open`)
  found.set(list, path)
  return path
}

const inList = (name: string, list: string, rest = ''): Screen => ({
  name,
  open: async (page) => void (await page.goto(bankUrl() + (await firstOf(page, list)) + rest)),
})

const tree = (name: string, number: string, query = ''): Screen =>
  at(name, `/groups/${number}${query}`)

const applicationOf = (name: string, filter: string) =>
  inList(name, `/applications?queue=all&${filter}`)

const customer = '/customers?kind=company'

function managerScreens(): Screen[] {
  const { group, customer: number } = journeyCustomer()
  return [
    at('home', '/'),
    at('groups', '/groups'),
    tree('tree', group, `?node=${number}`),
    at('customers', '/customers'),
    at('new-customer', '/customers/new'),
    inList('customer', customer),
    inList('customer-papers', customer, '?tab=papers'),
    inList('customer-relations', customer, '?tab=relations'),
    inList('customer-contacts', customer, '?tab=contacts'),
    inList('customer-post-loan', customer, '?tab=post-loan'),
    inList('customer-versions', customer, '?tab=versions'),
    inList('customer-viewers', customer, '?tab=viewers'),
    inList('customer-history', customer, '?tab=history'),
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
    at('search', '/search?q=%E5%8D%97%E5%B1%BF'),
    {
      name: 'search-palette',
      open: async (page) => {
        await page.goto(`${bankUrl()}/`)
        await page.keyboard.press('ControlOrMeta+k')
        await page.getByRole('combobox').first().fill('南屿')
        await page.getByRole('option').first().waitFor()
      },
    },
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
    tree('tree-cross-holding', 'G000002'),
    tree('tree-guarantee-circle', 'G000003'),
    tree('tree-graph', 'G000003', '?as=graph'),
    tree('tree-guarantees', 'G000003', '?tab=guarantees'),
    tree('tree-then', 'G000002', '?since=2024-01-01&on=2026-06-30'),
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
