import { test } from '@playwright/test'
import { watchPages } from '../page-watch.ts'
import { bankUrl, workAs } from '../signing-in.ts'
import { readAnalytics, closeDay, buildReport, releaseReport, inspectReport, importWithBadRow } from './main-job/report-and-import.ts'

test('part import', async ({ page, context }) => {
  const watch = await watchPages(context, bankUrl(), [])
  await workAs(page, 'customer-manager', () => importWithBadRow(page))
  watch.assertQuiet()
})
test('part exec', async ({ page, context }) => {
  const watch = await watchPages(context, bankUrl(), [])
  await workAs(page, 'executive', () => readAnalytics(page))
  watch.assertQuiet()
})
test('part report', async ({ page, context }) => {
  const watch = await watchPages(context, bankUrl(), [])
  let day = ''
  await workAs(page, 'risk-officer', async () => { day = await closeDay(page); await buildReport(page, day) })
  await workAs(page, 'executive', () => releaseReport(page, day))
  await workAs(page, 'regulator', () => inspectReport(page, day))
  watch.assertQuiet()
})
