import { listBranches } from '../officers/staff.queries.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { applicationRows, ApplicationsBehind } from './applications-behind.ts'
import { approvalFigures, Part, Period } from './approval-figures.ts'
import { officerFigures, vintageFigures } from './default-figures.ts'
import { loanRows, LoansBehind } from './loans-behind.ts'
import { overdueFigures, overview, OverviewSpan } from './overview.ts'
import { listProductNames } from './products.queries.ts'

export const analytics = createRouter({
  overview: allowedTo('see analytics').read(OverviewSpan, overview),
  overdue: allowedTo('see analytics').read(Part, overdueFigures),
  approvals: allowedTo('see analytics').read(Period, approvalFigures),
  approvalRows: allowedTo('see analytics').read(ApplicationsBehind, applicationRows),
  vintage: allowedTo('see analytics').read(Part, vintageFigures),
  loanRows: allowedTo('see analytics').read(LoansBehind, loanRows),
  officers: allowedTo('see analytics').read(Period, officerFigures),
  dimensions: allowedTo('see analytics').read(nothing, async ({ tx, institution }) => ({
    branches: await listBranches(tx, institution.id),
    products: await listProductNames(tx, institution.id),
  })),
})
