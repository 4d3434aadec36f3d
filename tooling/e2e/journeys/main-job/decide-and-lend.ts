import { expect, type Page } from '@playwright/test'
import type { Login } from '../../logins.ts'
import { ageSignIn } from '../../sessions.queries.ts'
import { bankUrl, notice } from '../../signing-in.ts'

/** The case's page, found in the list by its number. */
async function openCase(page: Page, number: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '申请' }).click()
  await page.getByRole('button', { name: /^全部/ }).click()
  await page.getByRole('textbox', { name: '编号或客户名' }).fill(number)
  const row = page.getByRole('table', { name: '申请列表' }).getByRole('row', { name: number })
  await row.getByRole('link').click()
  await expect(page.getByRole('heading', { name: '办理' })).toBeVisible()
}

/** A mandatory finding blocks the review until it is settled; then the case passes and is scored. */
export async function reviewWithFinding(page: Page, number: string): Promise<void> {
  await openCase(page, number)
  await page.getByRole('button', { name: '开始审核' }).click()
  await page.getByRole('textbox', { name: '问题内容' }).fill('用途证明缺少供货合同编号')
  await page.getByRole('button', { name: '提出问题' }).click()
  const pass = page.getByRole('button', { name: '审核通过并评分' })
  await expect(pass).toHaveAttribute('aria-disabled', 'true')
  await expect(pass).toHaveAccessibleDescription(/问题/)

  await page.getByRole('button', { name: '解决', exact: true }).click()
  const settle = page.getByRole('dialog', { name: '解决问题' })
  await settle.getByLabel('理由').fill('已在合同附件补齐编号')
  await settle.getByRole('button', { name: '解决' }).click()
  await expect(page.getByText(/解决：已在合同附件补齐编号/)).toBeVisible()

  await pass.click()
  await expect(notice(page, /审核通过，评分 \d+，等待审批/)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: '资产负债率' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: '合计' })).toBeVisible()
}

/** On the desk: the score with its reasons, four eyes, and the password again for the grave act. */
export async function approve(page: Page, number: string, login: Login): Promise<void> {
  await openCase(page, number)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  await page.goto(`${bankUrl()}/desk/${id}`)
  const desk = page.getByRole('region', { name: '审批意见' })
  await expect(desk.getByText(/四眼\s*满足/)).toBeVisible()
  await expect(page.getByRole('heading', { name: '评分理由' })).toBeVisible()
  const agree = desk.getByRole('button', { name: '同意' })
  await expect(agree).toHaveAccessibleDescription('请先写意见')
  await desk.getByLabel('意见').fill('用途真实，还款来源可靠')

  await ageSignIn(login.login)
  await agree.click()
  const confirm = page.getByRole('dialog', { name: '确认同意' })
  await expect(confirm).toContainText('集团占用')
  await confirm.getByRole('button', { name: '同意' }).click()
  const fresh = page.getByRole('dialog', { name: '请再次输入密码' })
  await fresh.getByLabel('密码').fill(login.password)
  await fresh.getByRole('button', { name: '确认' }).click()
  await expect(notice(page, `${number} 已批准，等待签约`)).toBeVisible()
}

/** The contract with its schedule, printable. */
export async function makeContract(page: Page, number: string): Promise<void> {
  await openCase(page, number)
  await page.getByRole('button', { name: '生成合同' }).click()
  await page.getByRole('link', { name: '查看与打印' }).click()
  await expect(page.getByText(/^HT\d{4}/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: '打印' })).toBeVisible()
}

/** Pays out once, after the effects are said in numbers; ends on the loan's page. */
export async function disburse(page: Page, number: string): Promise<void> {
  await openCase(page, number)
  await page.getByRole('main').getByRole('button', { name: '放款', exact: true }).click()
  const confirm = page.getByRole('dialog', { name: /^放款 · 合同/ })
  await expect(confirm).toContainText('120,000.00')
  await confirm.getByRole('button', { name: '放款' }).click()
  await page.getByRole('link', { name: /^查看贷款/ }).click()
  await expect(page.getByRole('tab', { name: '还款计划' })).toBeVisible()
}

/**
 * The first instalment of 120,000 over twelve months at 4.35 %, equal principal, 30/360: 10,000
 * principal and 120,000 × 4.35 % ÷ 12 = 435 interest; 110,000 is owed afterwards.
 */
export async function repayFirst(page: Page): Promise<void> {
  await page.getByRole('button', { name: '登记还款' }).click()
  const dialog = page.getByRole('dialog', { name: /^登记还款/ })
  await dialog.getByLabel('还款金额（元）').fill('10435')
  await expect(dialog.getByText('110,000.00')).toBeVisible()
  await dialog.getByRole('button', { name: '确认入账' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByTitle('¥110,000.00').first()).toBeVisible()
  await page.getByRole('tab', { name: '还款记录' }).click()
  await expect(page.getByRole('row', { name: /10,435\.00\s+10,000\.00\s+435\.00/ })).toBeVisible()
}
