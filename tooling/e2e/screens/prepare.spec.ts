import { test } from '@playwright/test'
import {
  buildReport,
  closeDay,
  importWithBadRow,
  releaseReport,
} from '../journeys/main-job/report-and-import.ts'
import { workAs } from '../signing-in.ts'

test('a released report, one that waits, and an import with a bad row to look at', async ({
  page,
}) => {
  await workAs(page, 'customer-manager', () => importWithBadRow(page))
  let day = ''
  await workAs(page, 'risk-officer', async () => {
    day = await closeDay(page)
    await buildReport(page, day)
  })
  await workAs(page, 'executive', () => releaseReport(page, day))
  await workAs(page, 'risk-officer', async () => buildReport(page, await closeDay(page)))
})
