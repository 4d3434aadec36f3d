import { analytics } from './analytics/analytics.router.ts'
import { applications } from './applications/applications.router.ts'
import { classification } from './classification/classification.router.ts'
import { provisions } from './provisions/provisions.router.ts'
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
import { close } from './close/close.router.ts'
import { consents } from './consents/consents.router.ts'
import { products } from './products/products.router.ts'
import { repricings } from './repricing/repricing.router.ts'
import { promotions } from './promotions/promotions.router.ts'
import { facts } from './facts/facts.router.ts'
import { groupActs } from './groups/acts/group-acts.router.ts'
import { exposure } from './exposure/exposure.router.ts'
import { groupSets } from './groups/sets/group-sets.router.ts'
import { groups } from './groups/groups.router.ts'
import { exports, search } from './search/search.router.ts'
import { follows, layouts, views } from './search/views.router.ts'
import { home } from './home/home.router.ts'
import { jobs } from './jobs/jobs.router.ts'
import { imports } from './imports/imports.router.ts'
import { ledger } from './ledger/ledger.router.ts'
import { loanActs } from './loan-acts/loan-acts.router.ts'
import { bankStatements, debits } from './bank-files/bank-files.router.ts'
import { loans } from './loans/loans.router.ts'
import { monitoring } from './monitoring/monitoring.router.ts'
import { reports } from './reports/reports.router.ts'
import { settings } from './officers/settings.router.ts'
import { staff } from './officers/staff.router.ts'
import { collection } from './collection/collection.router.ts'
import { covenants } from './covenants/covenants.router.ts'
import { fileUpdates } from './inspections/file-updates/file-updates.router.ts'
import { inspections } from './inspections/inspections.router.ts'
import { postLoanRules } from './post-loan-rules/post-loan-rules.router.ts'
import { warnings } from './warnings/warnings.router.ts'
import { createRouter } from './trpc.ts'

export const router = createRouter({
  postLoanRules,
  inspections,
  fileUpdates,
  warnings,
  covenants,
  collection,
  home,
  audit,
  analytics,
  contacts,
  customers,
  documents,
  duplicates,
  facts,
  consents,
  products,
  repricings,
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
  classification,
  provisions,
  imports,
  loans,
  loanActs,
  debits,
  bankStatements,
  ledger,
  monitoring,
  close,
  jobs,
  groups,
  groupActs,
  groupSets,
  exposure,
  search,
  exports,
  views,
  layouts,
  follows,
  reports,
  staff,
  settings,
})

export type Router = typeof router
