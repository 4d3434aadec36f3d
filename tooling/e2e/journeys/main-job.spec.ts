import { test } from '@playwright/test'
import { watchPages } from '../page-watch.ts'
import { bankUrl, workAs } from '../signing-in.ts'
import {
  approve,
  disburse,
  makeContract,
  repayFirst,
  reviewWithFinding,
} from './main-job/decide-and-lend.ts'
import { approveNewTerms, proposeNewTerms } from './main-job/change-terms.ts'
import { applyFromNode, findCustomer, submitComplete } from './main-job/file-application.ts'
import {
  buildReport,
  closeDay,
  importWithBadRow,
  inspectReport,
  readAnalytics,
  releaseReport,
} from './main-job/report-and-import.ts'

/** The password is asked for again before a grave act: the server says so with this status. */
const freshSignInWanted = /status of 412 .*\/api\//

test('a customer is found, lent to, repaid and reported', async ({ page, context }) => {
  test.setTimeout(480_000)
  const watch = await watchPages(context, bankUrl(), [freshSignInWanted])
  let application = ''
  let loan = ''
  let day = ''

  await test.step('the customer manager applies for a customer found by search', () =>
    workAs(page, 'customer-manager', async (login) => {
      await findCustomer(page, login)
      application = await applyFromNode(page)
      await submitComplete(page)
    }))
  await test.step('the reviewer settles a finding and passes the case', () =>
    workAs(page, 'document-reviewer', () => reviewWithFinding(page, application)))
  await test.step('the branch approver decides on the desk', () =>
    workAs(page, 'branch-approver', (login) => approve(page, application, login)))
  await test.step('the customer manager makes the contract', () =>
    workAs(page, 'customer-manager', () => makeContract(page, application)))
  await test.step('the disbursement officer pays out, then books the first repayment', () =>
    workAs(page, 'disbursement-officer', async () => {
      await disburse(page, application)
      await repayFirst(page)
      loan = new URL(page.url()).pathname
    }))
  await test.step('the customer manager asks for new terms, and head office agrees', async () => {
    await workAs(page, 'customer-manager', () => proposeNewTerms(page, loan))
    await workAs(page, 'head-office-approver', () => approveNewTerms(page, loan))
  })
  await test.step('an executive reads the figures and the rows behind a mark', () =>
    workAs(page, 'executive', () => readAnalytics(page)))
  await test.step('a risk officer closes the day and builds its report', () =>
    workAs(page, 'risk-officer', async () => {
      day = await closeDay(page)
      await buildReport(page, day)
    }))
  await test.step('a second person releases it', () =>
    workAs(page, 'executive', () => releaseReport(page, day)))
  await test.step('the regulator opens a figure to its loans and takes the file', () =>
    workAs(page, 'regulator', () => inspectReport(page, day)))
  await test.step('the customer manager imports a file with a bad row', () =>
    workAs(page, 'customer-manager', () => importWithBadRow(page)))

  watch.assertQuiet()
})
