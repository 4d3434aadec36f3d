import { expect, type Page, test } from '@playwright/test'
import { watchPages } from '../page-watch.ts'
import { bankUrl, signIn } from '../signing-in.ts'

const roles = [
  'customer-manager',
  'document-reviewer',
  'branch-approver',
  'head-office-approver',
  'risk-officer',
  'disbursement-officer',
  'post-loan-officer',
  'executive',
  'regulator',
  'auditor',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
]

async function expectPage(page: Page): Promise<void> {
  const main = page.getByRole('main')
  await expect(main.getByRole('heading').first()).toBeVisible()
  await expect(main.locator('[aria-busy=true]')).toHaveCount(0)
  await expect(main.getByText('正在载入')).toHaveCount(0)
  await expect(page.getByText('系统出错了')).toHaveCount(0)
  await expect(page.getByText('没有取到数据')).toHaveCount(0)
  await expect(page.getByText('您的岗位不能打开此页')).toHaveCount(0)
}

/** Opens every entry of a navigation in turn, but for the one that leads to the other app. */
async function openEach(page: Page, name: string): Promise<void> {
  const navigation = page.getByRole('navigation', { name }).first()
  const links = navigation.getByRole('link')
  await expect(links.first()).toBeVisible()
  const isAnalytics = (address: string) => new URL(address).pathname.startsWith('/analytics')
  const addresses = await links.evaluateAll((all) => all.map((link) => Reflect.get(link, 'href')))
  for (const [at, address] of addresses.map(String).entries()) {
    if (isAnalytics(address) !== isAnalytics(page.url())) continue
    await links.nth(at).click()
    await expect(page).toHaveURL(address.replace('/decisions', '/desk'))
    await expectPage(page)
  }
}

for (const role of roles) {
  test(`${role} opens every page of the post and no other`, async ({ page, context }) => {
    const watch = await watchPages(context, bankUrl())
    const { name } = await signIn(page, role)
    await expect(page.getByRole('heading', { name: `${name}，今天等您处理` })).toBeVisible()

    await openEach(page, '主导航')
    const analytics = page.getByRole('link', { name: '分析', exact: true })
    if ((await analytics.count()) > 0) {
      await analytics.click()
      await openEach(page, '分析导航')
    }

    await page.goto(`${bankUrl()}${role === 'customer-manager' ? '/desk' : '/applications/new'}`)
    await expect(page.getByText('您的岗位不能打开此页')).toBeVisible()
    watch.assertQuiet()
  })
}
