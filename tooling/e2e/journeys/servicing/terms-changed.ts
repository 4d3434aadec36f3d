import { expect, type Page } from '@playwright/test'
import { bankUrl, notice } from '../../signing-in.ts'

/** When the loan ends, as its page has it. */
export async function maturityNow(page: Page): Promise<string> {
  const term = page.getByRole('term').filter({ hasText: /^到期日$/ })
  const told = term.locator('xpath=following-sibling::dd[1]')
  await expect(told).toHaveText(/^\d{4}-\d\d-\d\d$/)
  return told.innerText()
}

/** Asks for a loan to end later; whoever asks for it cannot decide on it. */
export async function proposeExtension(page: Page, loan: string, until: string): Promise<void> {
  await page.goto(bankUrl() + loan)
  await page.getByRole('button', { name: '发起变更' }).click()
  const dialog = page.getByRole('dialog', { name: /^发起变更/ })
  await dialog.getByLabel('新到期日').fill(until)
  await dialog.getByLabel('理由').fill('下游回款推迟，申请展期')
  await expect(dialog.getByRole('row', { name: new RegExp(`^到期日.*${until}`) })).toBeVisible()
  await dialog.getByRole('button', { name: '提交', exact: true }).click()
  await expect(dialog).toBeHidden()
  const decide = page.getByRole('button', { name: '审查' })
  await expect(decide).toHaveAttribute('aria-disabled', 'true')
}

/** Another person agrees on the page of the loan, with both schedules side by side. */
export async function approveExtension(page: Page, loan: string, until: string): Promise<void> {
  await page.goto(bankUrl() + loan)
  await page.getByRole('button', { name: '审查' }).click()
  const dialog = page.getByRole('dialog', { name: /^展期/ })
  await expect(dialog.getByRole('row', { name: new RegExp(`^到期日.*${until}`) })).toBeVisible()
  await dialog.getByLabel('意见').fill('回款合同属实，同意')
  await dialog.getByRole('button', { name: '批准' }).click()
  await expect(notice(page, '已批准，变更已生效')).toBeVisible()
  await expect.poll(() => maturityNow(page)).toBe(until)
}
