import { expect, type Page } from '@playwright/test'
import { choose } from '../../choosing.ts'
import { bankUrl, notice } from '../../signing-in.ts'

/** Asks for money held to be given back; more than is held is refused as it is typed. */
export async function proposeRefund(page: Page, loan: string, yuan: string): Promise<void> {
  await page.goto(bankUrl() + loan)
  await page.getByRole('button', { name: '发起变更' }).click()
  const dialog = page.getByRole('dialog', { name: /^发起变更/ })
  await choose(dialog.getByLabel('变更'), '退还暂收款')
  await dialog.getByLabel('理由').fill('客户申请退回多还的款项')
  const send = dialog.getByRole('button', { name: '提交', exact: true })
  await dialog.getByLabel('金额（元）').fill('99999999')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expect(send).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByLabel('金额（元）').fill(yuan)
  await expect(dialog.getByRole('row', { name: /^暂收款/ })).toBeVisible()
  await send.click()
  await expect(dialog).toBeHidden()
}

/** Asks for the last repayment to be taken back, at its line among the events. */
export async function proposeReversal(page: Page, loan: string): Promise<void> {
  await page.goto(`${bankUrl()}${loan}?tab=events`)
  const repayment = page.getByRole('listitem').filter({ hasText: '还款' })
  await repayment.first().getByRole('button', { name: '申请冲正' }).click()
  const dialog = page.getByRole('dialog', { name: /^冲正/ })
  await dialog.getByLabel('理由').fill('柜面入错借据')
  await expect(dialog.getByText('将记的分录')).toBeVisible()
  await dialog.getByRole('button', { name: '提交', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: '审查' })).toHaveAttribute('aria-disabled', 'true')
}

/** Another person agrees, from the list of changes, after seeing what would be booked. */
export async function approveAct(page: Page, kind: string): Promise<void> {
  await page.goto(`${bankUrl()}/loans/acts`)
  await page
    .getByRole('row', { name: new RegExp(kind) })
    .first()
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('button', { name: '审查' }).click()
  const dialog = page.getByRole('dialog', { name: new RegExp(`^${kind}`) })
  await expect(dialog.getByText('将记的分录')).toBeVisible()
  await dialog.getByLabel('意见').fill('情况属实，同意')
  await dialog.getByRole('button', { name: '批准' }).click()
  await expect(dialog).toBeHidden()
  await expect(notice(page, '已批准，变更已生效')).toBeVisible()
}
