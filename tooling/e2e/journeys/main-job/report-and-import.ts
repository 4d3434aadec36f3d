import fs from 'node:fs'
import { expect, type Download, type Page } from '@playwright/test'
import { bankUrl, notice } from '../../signing-in.ts'

async function bytesOf(download: Download): Promise<Buffer> {
  return fs.readFileSync(await download.path())
}

/** The figures of approvals, a mark of a chart and the rows behind it: as many as the figure says. */
export async function readAnalytics(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: '经营概况' })).toContainText('不良率')
  await page.getByRole('link', { name: '打开分析' }).click()
  await expect(page.getByRole('heading', { name: '经营总览' })).toBeVisible()
  const funnel = page.getByRole('region', { name: '审批漏斗 → 结果' })
  const declined = funnel.getByRole('row', { name: /^否决/ }).getByRole('cell').nth(1)
  const count = await declined.innerText()

  await funnel.getByRole('img').getByText('否决', { exact: true }).click()
  const rows = page.getByRole('dialog', { name: '申请明细' })
  await expect(rows.getByText(`共 ${count} 行`)).toBeVisible()
  await expect(rows.getByRole('row', { name: /已否决/ }).first()).toBeVisible()
  await expect(page).toHaveURL(/rows=applications/)
  await rows.getByRole('button', { name: '关闭' }).click()

  await page
    .getByRole('navigation', { name: '分析导航' })
    .getByRole('link', { name: '审批分析' })
    .click()
  await expect(page.getByRole('heading', { name: '审批分析' })).toBeVisible()
  await page.goto(`${bankUrl()}/`)
}

/** Closes the business day, so that every run has a day of its own to report; gives that day. */
export async function closeDay(page: Page): Promise<string> {
  await page.goto(`${bankUrl()}/loans/overdue`)
  await page.getByRole('button', { name: '日终' }).click()
  const confirm = page.getByRole('dialog', { name: /^日终 \d/ })
  const day = /\d{4}-\d{2}-\d{2}/.exec(await confirm.getByRole('heading').innerText())?.[0] ?? ''
  await confirm.getByRole('button', { name: '日终' }).click()
  await expect(notice(page, /^已日终，营业日为/)).toBeVisible()
  return day
}

/** Built from one snapshot, checked and frozen; its maker may not release it. */
export async function buildReport(page: Page, day: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '报表' }).click()
  await page.getByRole('button', { name: '生成报表' }).click()
  const order = page.getByRole('dialog', { name: '生成报表' })
  await expect(order.getByRole('combobox', { name: '报表' })).toContainText('G11')
  await order.getByLabel('报表日（已日终）').fill(day)
  await order.getByRole('button', { name: '生成报表' }).click()
  await expect(page).toHaveURL(/\/reports\/[0-9a-f-]{36}$/)
  await expect(page.getByText('已冻结 · 待复核')).toBeVisible()
  await expect(page.getByText(/校验 (\d+) \/ \1/)).toBeVisible()
  const release = page.getByRole('button', { name: '复核并报送' })
  await expect(release).toHaveAttribute('aria-disabled', 'true')
}

/** By a second person, with a receipt. */
export async function releaseReport(page: Page, day: string): Promise<void> {
  await openReport(page, day)
  await page.getByRole('button', { name: '复核并报送' }).click()
  const confirm = page.getByRole('dialog', { name: /^报送 / })
  await expect(confirm).toContainText('监管可见')
  await confirm.getByRole('button', { name: '复核并报送' }).click()
  await expect(notice(page, /^已报送，回执 HZ-G11-/)).toBeVisible()
}

async function openReport(page: Page, day: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '报表' }).click()
  const row = page.getByRole('table', { name: '报表中心' }).getByRole('row', { name: day })
  await row.getByRole('link').click()
  await expect(page.getByRole('grid', { name: /数据表$/ })).toBeVisible()
}

/** The regulator sees what was released and nothing else, opens a figure to its loans and takes the file. */
export async function inspectReport(page: Page, day: string): Promise<void> {
  const place = page.getByRole('banner').getByRole('button', { name: /总[部行]$/ })
  await place.click()
  await page.getByRole('menuitemcheckbox', { name: '临江银行 · 总行' }).click()
  await expect(place).toContainText('临江银行')
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '报表' }).click()
  const table = page.getByRole('table', { name: '报表中心' })
  await expect(table.getByRole('row', { name: day })).toBeVisible()
  await expect(table.getByText('待复核')).toHaveCount(0)
  await openReport(page, day)

  await page
    .getByRole('grid', { name: /数据表$/ })
    .getByRole('button', { name: / A / })
    .first()
    .click()
  const lineage = page.getByRole('complementary', { name: '血缘' })
  await expect(lineage.getByText(/行合计 .* = 单元格/)).toBeVisible()
  await expect(lineage.getByText(/JJ\d{4}-\d{6}/).first()).toBeVisible()

  const arriving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'XLSX', exact: true }).click()
  const file = await bytesOf(await arriving)
  expect(file.subarray(0, 2).toString(), 'an XLSX is a ZIP').toBe('PK')
}

/** Three customers, one with a mobile number too short: two are taken, one comes back in a file. */
export async function importWithBadRow(page: Page): Promise<void> {
  const run = Date.now()
  const lines = [
    '客户编号,客户类型,客户名称,手机号',
    `J${run}-1,个人,闻人清越,19900001234`,
    `J${run}-2,企业,临江晓峰机电有限公司,19900005678`,
    `J${run}-3,个人,东郭知远,1990000`,
  ]
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '导入' }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '选择文件' }).last().click()
  const buffer = Buffer.from(`${lines.join('\r\n')}\r\n`)
  await (await chooser).setFiles({ name: '新客户.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: '试运行', exact: true }).click()
  await expect(page.getByText('试运行完成')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/位数不对/).first()).toBeVisible()
  await page.getByRole('button', { name: '正式导入' }).click()
  await expect(page.getByText('已完成').first()).toBeVisible({ timeout: 30_000 })

  const arriving = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载被拒绝的行' }).click()
  const refused = (await bytesOf(await arriving)).toString('utf8')
  expect(refused).toContain(`J${run}-3`)
  expect(refused).not.toContain(`J${run}-1`)
  expect(refused).toContain('原因 reason')
}
