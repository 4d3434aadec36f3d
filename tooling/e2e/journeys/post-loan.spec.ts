import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Login } from '../logins.ts'
import { watchPages } from '../page-watch.ts'
import { ageSignIn } from '../sessions.queries.ts'
import { bankUrl, notice, workAs } from '../signing-in.ts'

/** The password is asked for again before a grave act: the server says so with this status. */
const freshSignInWanted = /status of 412 .*\/api\//

/** Gives the reason that a dialog asks for and sends it. */
async function sayWhy(dialog: Locator, reason: string, verb: string): Promise<void> {
  await dialog.getByLabel('理由').fill(reason)
  await dialog.getByRole('button', { name: verb, exact: true }).click()
}

interface Lent {
  number: string
  path: string
}

/** The newest loan of the manager's own that is in order. */
async function openSoundLoan(page: Page): Promise<Lent> {
  await page.goto(`${bankUrl()}/loans?status=active&tier=normal&sort=newest`)
  const row = page.getByRole('main').getByRole('row').nth(1)
  const number = await row.getByText(/^JJ\d{4}-\d{6}$/).innerText()
  await row.getByRole('link').first().click()
  await expect(page.getByRole('tab', { name: '分类历史' })).toBeVisible()
  const borrower = page.getByRole('main').locator('a[href^="/customers/"]').first()
  const path = new URL(page.url()).pathname
  await page.goto(`${bankUrl()}${await borrower.getAttribute('href')}?tab=post-loan`)
  return { number, path }
}

/** A lawsuit is heard of: the rules raise a warning at once, which the manager takes. */
async function hearOfLawsuit(page: Page): Promise<Lent> {
  const lent = await openSoundLoan(page)
  await page.getByRole('button', { name: '登记事件' }).click()
  const dialog = page.getByRole('dialog', { name: '登记事件' })
  await dialog.getByLabel('信息来源').fill('裁判文书网')
  await dialog.getByLabel('事实').fill('民间借贷纠纷，作为被告，已立案')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(notice(page, /^已登记，触发 \d+ 条预警$/)).toBeVisible()

  await page.getByRole('main').getByRole('link', { name: '涉诉' }).first().click()
  await expect(page.getByText(/实测 \d+ 次，不低于阈值 \d+ 次/)).toBeVisible()
  await page.getByRole('button', { name: '接手', exact: true }).click()
  await sayWhy(page.getByRole('dialog', { name: '接手' }), '已约谈客户，核实案情', '接手')
  await expect(notice(page, '已接手')).toBeVisible()
  await expect(page.getByRole('button', { name: '提出解除' })).toBeEnabled()
  return lent
}

/** The first of three: whoever keeps the customer asks for a worse class. */
async function askForWorse(page: Page, { path }: Lent): Promise<void> {
  await page.goto(`${bankUrl()}${path}?tab=history`)
  await page.getByRole('button', { name: '申请下调' }).click()
  const dialog = page.getByRole('dialog', { name: '申请下调' })
  await sayWhy(dialog, '涉诉影响还款能力，先行下调', '申请下调')
  await expect(notice(page, '已发起，等待认定')).toBeVisible()
  const again = page.getByRole('button', { name: '申请下调' })
  await expect(again).toHaveAccessibleDescription('已有一笔待办的认定')
}

/** The case on the desk, at the step that waits. */
async function openCase(page: Page, step: string, number: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '分类' }).click()
  await page.getByRole('tab', { name: new RegExp(`^${step} `) }).click()
  await page.getByRole('row', { name: number }).click()
  await expect(page.getByText('涉诉影响还款能力，先行下调')).toBeVisible()
}

async function review(page: Page, number: string): Promise<void> {
  await openCase(page, '认定', number)
  await page.getByRole('button', { name: '提交认定' }).click()
  await sayWhy(page.getByRole('dialog', { name: '提交认定' }), '核对立案通知，同意', '提交认定')
  await expect(notice(page, '已提交')).toBeVisible()
  const approval = page.getByRole('button', { name: '审批', exact: true })
  await expect(approval).toHaveAttribute('aria-disabled', 'true')
}

/** The third person decides, with the password once more. */
async function approve(page: Page, number: string, login: Login): Promise<void> {
  await openCase(page, '审批', number)
  await ageSignIn(login.login)
  await page.getByRole('main').getByRole('button', { name: '审批', exact: true }).click()
  await sayWhy(page.getByRole('dialog', { name: '审批' }), '风险事实清楚', '同意')
  const fresh = page.getByRole('dialog', { name: '请再次输入密码' })
  await fresh.getByLabel('密码').fill(login.password)
  await fresh.getByRole('button', { name: '确认' }).click()
  await expect(notice(page, '已生效')).toBeVisible()
}

/** The loan stands in its new class from today, set by people, with more put aside for it. */
async function seeNewClass(page: Page, { path }: Lent): Promise<void> {
  await page.goto(`${bankUrl()}${path}?tab=history`)
  await expect(page.getByText('人工认定')).toBeVisible()
  await expect(page.getByText('第 2 阶段')).toBeVisible()
  const history = page.getByRole('main').getByRole('table')
  await expect(history.getByRole('row', { name: /至今\s+关注/ })).toBeVisible()
}

test('a lawsuit becomes a warning, and three people set the loan’s class', async ({
  page,
  context,
}) => {
  const watch = await watchPages(context, bankUrl(), [freshSignInWanted])
  let lent: Lent = { number: '', path: '' }
  await test.step('the customer manager enters the event, takes the warning, asks for a worse class', () =>
    workAs(page, 'customer-manager', async () => {
      lent = await hearOfLawsuit(page)
      await askForWorse(page, lent)
    }))
  await test.step('a risk officer reviews', () =>
    workAs(page, 'risk-officer', () => review(page, lent.number)))
  await test.step('the head office approves', () =>
    workAs(page, 'head-office-approver', (login) => approve(page, lent.number, login)))
  await test.step('the customer manager sees the class on the loan', () =>
    workAs(page, 'customer-manager', () => seeNewClass(page, lent)))
  watch.assertQuiet()
})
