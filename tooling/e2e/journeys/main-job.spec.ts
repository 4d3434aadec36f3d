import { test } from '@playwright/test'
import { watchPages } from '../page-watch.ts'
import { bankUrl, workAs } from '../signing-in.ts'
import { applyFromNode, findCustomer, submitComplete } from './main-job/file-application.ts'

test('a customer is found, lent to, repaid and reported', async ({ page, context }) => {
  test.setTimeout(240_000)
  const watch = await watchPages(context, bankUrl())
  let application = ''

  await test.step('the customer manager applies for a customer found by search', () =>
    workAs(page, 'customer-manager', async (login) => {
      await findCustomer(page, login)
      application = await applyFromNode(page)
      await submitComplete(page)
    }))

  console.log(application)
  watch.assertQuiet()
})
