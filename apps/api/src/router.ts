import { analytics } from './analytics/analytics.router.ts'
import { applications } from './applications/applications.router.ts'
import { decisions } from './decisions/decisions.router.ts'
import { scoring } from './scoring/scoring.router.ts'
import { contacts } from './contacts/contacts.router.ts'
import { audit } from './audit/audit.router.ts'
import { customers } from './customers/customers.router.ts'
import { documents } from './documents/documents.router.ts'
import { duplicates } from './duplicates/duplicates.router.ts'
import { messages } from './messages/messages.router.ts'
import { tasks } from './tasks/tasks.router.ts'
import { visits } from './visits/visits.router.ts'
import { timeline } from './timeline/timeline.router.ts'
import { statements } from './statements/statements.router.ts'
import { registry } from './registry/registry.router.ts'
import { feedback } from './feedback/feedback.router.ts'
import { quality } from './quality/quality.router.ts'
import { consents } from './consents/consents.router.ts'
import { promotions } from './promotions/promotions.router.ts'
import { facts } from './facts/facts.router.ts'
import { groupActs } from './groups/acts/group-acts.router.ts'
import { exposure } from './exposure/exposure.router.ts'
import { groupSets } from './groups/sets/group-sets.router.ts'
import { groups } from './groups/groups.router.ts'
import { search } from './search/search.router.ts'
import { follows, layouts, views } from './search/views.router.ts'
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
  duplicates,
  facts,
  consents,
  promotions,
  quality,
  feedback,
  registry,
  statements,
  timeline,
  visits,
  tasks,
  messages,
  applications,
  decisions,
  scoring,
  imports,
  loans,
  monitoring,
  groups,
  groupActs,
  groupSets,
  exposure,
  search,
  views,
  layouts,
  follows,
  reports,
  staff,
  settings,
})

export type Router = typeof router
