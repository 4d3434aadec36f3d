import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { listBranches } from '../officers/staff.queries.ts'
import { approvalFigures, DecidedRows, decidedRows, Period } from './approval-figures.ts'
import {
  CohortRows,
  cohortRows,
  officerFigures,
  OfficerPeriod,
  VintageFilter,
  vintageFigures,
} from './default-figures.ts'
import { overview, OverviewSpan } from './overview.ts'
import { listProductNames } from './products.queries.ts'

export const analytics = createRouter({
  overview: allowedTo('see analytics').read(OverviewSpan, overview),
  approvals: allowedTo('see analytics').read(Period, approvalFigures),
  approvalRows: allowedTo('see analytics').read(DecidedRows, decidedRows),
  vintage: allowedTo('see analytics').read(VintageFilter, vintageFigures),
  loanRows: allowedTo('see analytics').read(CohortRows, cohortRows),
  officers: allowedTo('see analytics').read(OfficerPeriod, officerFigures),
  dimensions: allowedTo('see analytics').read(nothing, async ({ tx, institution }) => ({
    branches: await listBranches(tx, institution.id),
    products: await listProductNames(tx, institution.id),
  })),
})
