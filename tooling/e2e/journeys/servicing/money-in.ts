import fs from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { choose } from '../../choosing.ts'

/** The newest running loan of a product in the branch; gives its address. */
export async function openNewestLoan(page: Page, product: string): Promise<string> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '贷款' }).click()
  await choose(page.getByRole('combobox', { name: '产品' }), product)
  await expect(page.getByRole('button', { name: /产品/ })).toBeFocused()
  await choose(page.getByRole('combobox', { name: '状态' }), '在贷')
  await expect(page).toHaveURL(/product=.*status=active|status=active.*product=/)
  const first = page.getByRole('table', { name: '贷款' }).getByRole('row').nth(1)
  await first.getByRole('link').first().click()
  await expect(page.getByRole('tab', { name: '还款计划' })).toBeVisible()
  return new URL(page.url()).pathname
}

/** Money that comes in before anything is due is held, and the record of repayments says so. */
export async function payAhead(page: Page, yuan: string, shown: string): Promise<void> {
  await page.getByRole('button', { name: '登记还款' }).click()
  const dialog = page.getByRole('dialog', { name: /^登记还款/ })
  await dialog.getByLabel('还款金额（元）').fill(yuan)
  await expect(dialog.getByText('转入暂收款')).toBeVisible()
  await dialog.getByRole('button', { name: '确认入账' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('tab', { name: '还款记录' }).click()
  await expect(
    page.getByRole('row', { name: new RegExp(`还款\\s+${shown}`) }).first(),
  ).toBeVisible()
}

const heldText = /暂收款\s*([\d,]+\.\d\d)/

/** What is held for the customer in whole yuan, as the head of the page tells it once it is read. */
export async function heldNow(page: Page): Promise<number> {
  const figures = page.locator('dl').filter({ hasText: '今日结清' })
  await expect(figures).toContainText('账面应计利息')
  const shown = heldText.exec(await figures.innerText())?.[1] ?? '0'
  return Number(shown.replaceAll(',', ''))
}

export async function expectHeld(page: Page, yuan: number): Promise<void> {
  await expect.poll(() => heldNow(page)).toBe(yuan)
}

const lineOf = (cells: readonly string[]) => new RegExp(cells.join('.*'))

/** The last line of the statement on the screen. */
export async function readStatement(page: Page, cells: readonly string[]): Promise<void> {
  await page.getByRole('tab', { name: '对账单' }).click()
  const table = page.getByRole('region', { name: '对账单' })
  await expect(table.getByRole('row', { name: lineOf(cells) }).last()).toBeVisible()
}

/** The last line of the statement in the file. */
export async function takeStatement(page: Page, cells: readonly string[]): Promise<void> {
  const arriving = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出对账单' }).click()
  await page.getByRole('menuitem', { name: '本笔贷款 CSV' }).click()
  const text = fs.readFileSync(await (await arriving).path(), 'utf8')
  expect(text.trim().split('\n').at(-1)).toMatch(lineOf(cells))
}
