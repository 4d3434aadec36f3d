import { expect, type Page } from '@playwright/test'
import { choose } from '../../choosing.ts'
import { bankUrl } from '../../signing-in.ts'

/**
 * Asks for two years in place of the rest of the term; the loan stays as it is until another person agrees. What was
 * paid ahead pays the first of the 24 instalments, so 23 are left.
 */
export async function proposeNewTerms(page: Page, loan: string): Promise<void> {
  await page.goto(bankUrl() + loan)
  await page.getByRole('button', { name: '发起变更' }).click()
  const dialog = page.getByRole('dialog', { name: /^发起变更/ })
  await choose(dialog.getByLabel('变更'), '重组')
  await dialog.getByLabel('首期还款日').fill('2026-12-15')
  await dialog.getByLabel('新年利率 %').fill('4.35')
  await dialog.getByLabel('期数', { exact: true }).fill('24')
  await expect(dialog.getByText(/^重组观察期/)).toContainText('2027-12-15')
  await dialog.getByLabel('理由').fill('回款延后，借款人申请延长期限')
  await expect(dialog.getByRole('row', { name: /^剩余期数/ })).toContainText('23')
  await dialog.getByRole('button', { name: '提交', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('待批准')).toBeVisible()
  await expect(page.getByRole('button', { name: '审查' })).toHaveAttribute('aria-disabled', 'true')
}

/** Agrees after seeing before and after; the old schedule stays beside the new one. */
export async function approveNewTerms(page: Page, loan: string): Promise<void> {
  await page.goto(`${bankUrl()}/loans/acts`)
  await page.getByRole('row', { name: /重组/ }).first().getByRole('link').first().click()
  await page.waitForURL(`**${loan}`)
  await page.getByRole('button', { name: '审查' }).click()
  const dialog = page.getByRole('dialog', { name: /^重组/ })
  await expect(dialog.getByRole('row', { name: /^剩余期数/ })).toContainText('23')
  await dialog.getByLabel('意见').fill('同意，纳入重组观察')
  await dialog.getByRole('button', { name: '批准' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('tab', { name: '计划版本' }).click()
  await expect(page.getByRole('row', { name: /新增$/ }).first()).toBeVisible()
  await page.getByRole('row', { name: /新增$/ }).first().getByRole('button').last().click()
  const explained = page.getByRole('dialog', { name: /合计$/ })
  await expect(explained).toContainText('本期合计')
  await page.keyboard.press('Escape')
  await expect(explained).toBeHidden()
}
