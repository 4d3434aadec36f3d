import { expect, test } from '@playwright/test'
import {
  buildReport,
  closeDay,
  importWithBadRow,
  releaseReport,
} from '../journeys/main-job/report-and-import.ts'
import { bankUrl, workAs } from '../signing-in.ts'

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
  await workAs(page, 'risk-officer', async () => {
    await buildReport(page, await closeDay(page))
    await page.goto(`${bankUrl()}/reports`)
    const reports = page.getByRole('table', { name: '报表中心' })
    await expect(reports.getByText('已报送').first()).toBeVisible()
    await expect(reports.getByText('待复核').first()).toBeVisible()
    await page.goto(`${bankUrl()}/imports`)
    await expect(page.getByRole('row', { name: /新客户\.csv/ }).first()).toBeVisible()
  })
})
