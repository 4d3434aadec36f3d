import { expect, test } from '@playwright/test'
import { journeyCustomer } from './main-job/file-application.ts'
import { watchPages } from '../page-watch.ts'
import { expireSessions } from '../sessions.queries.ts'
import { bankUrl, signIn } from '../signing-in.ts'

/** What is asked while the session has ended is refused with this status. */
const signedOut = /status of 401 .*\/api\/trpc\//

test('a form outlives its session: nothing typed is lost, and it is saved once', async ({
  page,
  context,
}) => {
  const watch = await watchPages(context, bankUrl(), [signedOut])
  const { login, password } = await signIn(page, 'customer-manager')
  const { group, customer } = journeyCustomer()
  await page.goto(`${bankUrl()}/groups/${group}?node=${customer}`)
  const panel = page.getByRole('complementary', { name: '成员详情' })
  await panel.getByRole('button', { name: '记录联系' }).click()
  const dialog = page.getByRole('dialog', { name: '记录联络' })
  const note = `讨论续贷安排（${Date.now()}）`
  await dialog.getByLabel('内容').fill(note)

  await expireSessions(login)
  await dialog.getByRole('button', { name: '保存' }).click()
  const again = page.getByRole('dialog', { name: '登录已过期' })
  await expect(again.getByLabel('登录名')).toHaveValue(login)
  await expect(page.getByLabel('内容')).toHaveValue(note)
  await again.getByLabel('密码', { exact: true }).fill(password)
  await again.getByRole('button', { name: '登录', exact: true }).click()
  await expect(again).toBeHidden()
  await expect(dialog).toBeHidden()

  await panel.getByRole('button', { name: '打开档案' }).click()
  await page.getByRole('link', { name: '往来', exact: true }).click()
  await expect(page.getByText(note)).toHaveCount(1)
  watch.assertQuiet()
})
