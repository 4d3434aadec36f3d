import { analytics } from './analytics/analytics.router.ts'
import { applications } from './applications/applications.router.ts'
import { decisions } from './decisions/decisions.router.ts'
import { scoring } from './scoring/scoring.router.ts'
import { contacts } from './contacts/contacts.router.ts'
import { audit } from './audit/audit.router.ts'
import { customers } from './customers/customers.router.ts'
import { documents } from './documents/documents.router.ts'
import { groups } from './groups/groups.router.ts'
import { search } from './search/search.router.ts'
import { home } from './home/home.router.ts'
import { imports } from './imports/imports.router.ts'
import { loans } from './loans/loans.router.ts'
import { monitoring } from './monitoring/monitoring.router.ts'
import { reports } from './reports/reports.router.ts'
import { settings } from './officers/settings.router.ts'
import { staff } from './officers/staff.router.ts'
import { createRouter } from './trpc.ts'

export const router = createRouter({
  home,
  audit,
  analytics,
  contacts,
  customers,
  documents,
  applications,
  decisions,
  scoring,
  imports,
  loans,
  monitoring,
  groups,
  search,
  reports,
  staff,
  settings,
})

export type Router = typeof router
