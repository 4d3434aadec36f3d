import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { buildReport, ReportOrder } from './build-report.ts'
import { correctReport, Correction } from './correct-report.ts'
import { listFilings } from './filing-calendar.ts'
import { listOperationsPage, OperationsPage } from './operations/operations-record.ts'
import {
  CellRequest,
  compareReport,
  getCell,
  getReport,
  listReportsPage,
  reportChoices,
  ReportsPage,
} from './read-report.ts'
import { releaseReport, ReportName } from './release-report.ts'

const isolation = 'repeatable read'

export const reports = createRouter({
  list: allowedTo('see reports').read(ReportsPage, listReportsPage),
  get: allowedTo('see reports').read(ReportName, getReport),
  cell: allowedTo('see reports').read(CellRequest, getCell),
  compare: allowedTo('see reports').read(ReportName, compareReport),
  filings: allowedTo('see reports').read(nothing, listFilings),
  choices: allowedTo('build reports').read(nothing, reportChoices),
  build: allowedTo('build reports', { isolation }).write(ReportOrder, buildReport),
  correct: allowedTo('build reports', { isolation }).write(Correction, correctReport),
  release: allowedTo('release reports', { fresh: true }).write(ReportName, releaseReport),
  operations: allowedTo('see operations').read(OperationsPage, listOperationsPage),
})
