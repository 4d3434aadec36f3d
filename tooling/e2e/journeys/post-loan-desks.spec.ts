import { expect, type Locator, type Page, test } from '@playwright/test'
import { choose } from '../choosing.ts'
import { loginFor } from '../logins.ts'
import { watchPages } from '../page-watch.ts'
import { bankUrl, notice, workAs } from '../signing-in.ts'

const main = (page: Page): Locator => page.getByRole('main')

/** The first case of the queue that somebody else keeps goes to a colleague; gives its address and debtor. */
async function handCaseOn(
  page: Page,
  colleague: string,
): Promise<{ path: string; debtor: string }> {
  await page.goto(`${bankUrl()}/collection`)
  const rows = main(page).getByRole('row')
  const row = rows
    .filter({ hasNotText: colleague })
    .filter({ has: page.getByRole('link') })
    .first()
  const link = row.getByRole('link').first()
  const debtor = (await link.innerText()).trim()
  await link.click()
  await page.getByRole('button', { name: '指派', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '指派' })
  await choose(dialog.getByLabel('交给'), new RegExp(colleague))
  await dialog.getByRole('textbox').last().fill('熟悉该客户，转其跟进')
  await dialog.getByRole('button', { name: '指派', exact: true }).click()
  await expect(notice(page, '已指派')).toBeVisible()
  await expect(main(page).getByText('熟悉该客户，转其跟进')).toBeVisible()
  return { path: new URL(page.url()).pathname, debtor }
}

/** Whoever has the case now finds it, asks for an arrangement, and cannot grant it. */
async function askForHardship(page: Page, { path, debtor }: { path: string; debtor: string }) {
  await page.goto(`${bankUrl()}/collection?mine=1`)
  await expect(main(page).getByRole('link', { name: debtor }).first()).toBeVisible()
  await page.goto(bankUrl() + path)
  await page.getByRole('button', { name: '申请困难安排' }).click()
  const dialog = page.getByRole('dialog', { name: '申请困难安排' })
  await dialog.getByLabel('截止日').fill('2027-01-15')
  await dialog.getByLabel('困难原因').fill('主要经营者住院，收入中断')
  await dialog.getByLabel('还款安排').fill('按月付息，之后分期归还')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(notice(page, '已申请，等待他人审批')).toBeVisible()
  const grant = page.getByRole('button', { name: '批准', exact: true })
  await expect(grant).toHaveAttribute('aria-disabled', 'true')
}

/** Once another person has granted it, nobody is called. */
async function grantHardship(page: Page, path: string): Promise<void> {
  await page.goto(bankUrl() + path)
  await page.getByRole('button', { name: '批准', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '批准' })
  await dialog.getByLabel('理由').fill('情况属实，同意')
  await dialog.getByRole('button', { name: '确认' }).click()
  await expect(main(page).getByText('执行中')).toBeVisible()
  await expect(
    main(page)
      .getByText(/困难安排期内停止联系/)
      .first(),
  ).toBeVisible()
}

async function endHardship(page: Page, path: string): Promise<void> {
  await page.goto(bankUrl() + path)
  await page.getByRole('button', { name: '提前结束' }).click()
  const dialog = page.getByRole('dialog', { name: '提前结束' })
  await dialog.getByLabel('理由').fill('经营者已恢复经营')
  await dialog.getByRole('button', { name: '确认' }).click()
  await expect(main(page).getByText('执行中')).toBeHidden()
  await expect(page.getByRole('button', { name: '申请困难安排' })).toBeEnabled()
}

test('a case changes hands, and another person grants what its keeper asks for the debtor', async ({
  page,
  context,
}) => {
  test.setTimeout(150_000)
  const watch = await watchPages(context, bankUrl())
  const keeper = 'customer-manager'
  let handed = { path: '', debtor: '' }
  await test.step('the collector hands the case to a customer manager', () =>
    workAs(page, 'post-loan-officer', async () => {
      handed = await handCaseOn(page, loginFor(keeper).name)
    }))
  await test.step('who asks for time for the debtor', () =>
    workAs(page, keeper, () => askForHardship(page, handed)))
  await test.step('a risk officer grants it', () =>
    workAs(page, 'risk-officer', () => grantHardship(page, handed.path)))
  await test.step('and the keeper ends it before its time', () =>
    workAs(page, keeper, () => endHardship(page, handed.path)))
  watch.assertQuiet()
})

/** A covenant on quarterly statements, and a statement that breaks it. */
async function breakCovenant(page: Page, customer: string): Promise<void> {
  await page.goto(`${bankUrl()}${customer}?tab=post-loan`)
  await page.getByRole('button', { name: '登记条款' }).click()
  const covenant = page.getByRole('dialog', { name: '登记条款' })
  await covenant.getByLabel('约定值').fill('65')
  await choose(covenant.getByLabel('测试期'), '季报')
  await covenant.getByLabel('起始日').fill('2026-01-01')
  await covenant.getByLabel('来源').fill('借款合同第九条第一款')
  await covenant.getByRole('button', { name: '保存' }).click()
  await expect(notice(page, '已登记，并以现有报表测试')).toBeVisible()
  const row = main(page).getByRole('listitem').filter({ hasText: '借款合同第九条第一款' }).first()
  await expect(row.getByText('资产负债率 不高于 65.00%')).toBeVisible()

  await page.getByRole('link', { name: '财务', exact: true }).click()
  await page.getByRole('button', { name: '录入报表' }).click()
  const statement = page.getByRole('dialog', { name: '录入报表' })
  await statement.getByLabel('期末日').fill('2026-09-30')
  await choose(statement.getByLabel('期间'), '季报')
  await statement.getByLabel('来源').fill('季报')
  for (const [line, amount] of [
    ['资产总计', '1000'],
    ['负债合计', '860'],
    ['净资产', '140'],
  ] as const) {
    await statement.getByLabel(line, { exact: true }).fill(amount)
  }
  await statement.getByRole('button', { name: '保存' }).click()
  await expect(notice(page, '报表已保存')).toBeVisible()
}

test('a new statement breaks a covenant, and the breach is a warning', async ({
  page,
  context,
}) => {
  const watch = await watchPages(context, bankUrl())
  await workAs(page, 'risk-officer', async () => {
    await page.goto(`${bankUrl()}/inspections/covenants`)
    const kept = main(page).getByRole('row').filter({ hasText: '符合' }).last()
    const path = await kept.getByRole('link').first().getAttribute('href')
    const customer = new URL(path ?? '', bankUrl()).pathname
    await breakCovenant(page, customer)

    await page.getByRole('link', { name: '贷后', exact: true }).click()
    const row = main(page).getByRole('listitem').filter({ hasText: '借款合同第九条第一款' }).first()
    await expect(row.getByText('2026-09-30 86.00%')).toBeVisible()
    await expect(row.getByText('违反', { exact: true })).toBeVisible()
    await expect(async () => {
      await page.reload()
      const warning = main(page).getByRole('link', { name: '违反约定条款' }).first()
      await expect(warning).toBeVisible({ timeout: 2000 })
    }).toPass()
  })
  watch.assertQuiet()
})
