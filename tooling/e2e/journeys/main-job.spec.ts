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
import { applyFromNode, findCustomer, submitComplete } from './main-job/file-application.ts'

/** The password is asked for again before a grave act: the server says so with this status. */
const freshSignInWanted = /status of 401 .*\/api\/trpc\//

test('a customer is found, lent to, repaid and reported', async ({ page, context }) => {
  test.setTimeout(240_000)
  const watch = await watchPages(context, bankUrl(), [freshSignInWanted])
  let application = ''
  let loan = ''

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
      loan = await disburse(page, application)
      await repayFirst(page)
    }))

  watch.assertQuiet()
})
