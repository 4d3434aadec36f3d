import { expect, type Page, test } from '@playwright/test'
import { journeyCustomer } from './main-job/file-application.ts'
import { watchPages } from '../page-watch.ts'
import { bankUrl, signIn } from '../signing-in.ts'

/** Presses Tab until the focus is on what is named so. */
async function tabTo(page: Page, name: string, most = 60): Promise<void> {
  const isThere = () =>
    page.evaluate((wanted) => {
      const { activeElement } = document
      const named = activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? ''
      return named.trim().startsWith(wanted)
    }, name)
  for (let pressed = 0; pressed < most; pressed++) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  expect(await isThere(), `Tab leads to ${name}`).toBe(true)
}

test('search, group, tree, node, graph and file are reached by keyboard alone', async ({
  page,
  context,
}) => {
  const watch = await watchPages(context, bankUrl())
  await signIn(page, 'customer-manager')
  const { group, customer, name } = journeyCustomer()

  await test.step('the search box leads to the group', async () => {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('dialog', { name: '搜索' })).toBeVisible()
    await page.keyboard.type(customer)
    await expect(page.getByRole('option', { name: new RegExp(customer) }).first()).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/groups/${group}`))
  })
  const panel = page.getByRole('complementary', { name: '成员详情' })
  const tree = page.getByRole('treegrid')
  const active = tree.locator('[role=row].active')

  await test.step('the tree is walked, folded and searched', async () => {
    await expect(tree.getByRole('row').nth(1)).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type(name)
    await expect(page.getByText(/符合 \d+ 户/)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(tree).toBeFocused()
    await page.keyboard.press('End')
    await expect(panel.getByRole('heading', { name })).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Escape')
    await expect(tree).toBeFocused()
    await page.keyboard.press('Home')
    await expect(active).toHaveAttribute('aria-level', '1')
    await page.keyboard.press('ArrowLeft')
    await expect(active).toHaveAttribute('aria-expanded', 'false')
    await page.keyboard.press('*')
    await expect(active).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press('ArrowDown')
    await expect(active).toHaveAttribute('aria-level', '2')
    await page.keyboard.press('x')
    await expect(active).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByText('选 1 户')).toBeVisible()
    await page.keyboard.press('x')
  })
  await test.step('the panel’s parts turn with the arrow keys', async () => {
    await tabTo(page, '概况')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(panel.getByRole('tab', { name: '股权' })).toHaveAttribute('aria-selected', 'true')
    await expect(panel.getByRole('heading', { name: '谁持有它' })).toBeVisible()
    await expect(page).toHaveURL(/tab=ownership/)
  })
  await test.step('the graph is opened and walked', async () => {
    await page.keyboard.press('v')
    await expect(page).toHaveURL(/as=graph/)
    const picture = page.getByRole('group', { name: /关系图：\d+ 个主体/ })
    await expect(picture).toBeVisible()
    await tabTo(page, await panel.getByRole('heading', { level: 2 }).innerText())
    const before = page.url()
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
    await expect(picture.locator('.node:focus')).toHaveCount(1)
    await expect(page).not.toHaveURL(before)
  })
  await test.step('the file is opened', async () => {
    await page.keyboard.press('v')
    await expect(tree).toBeVisible()
    await page.keyboard.press('o')
    await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}/)
  })
  watch.assertQuiet()
})
