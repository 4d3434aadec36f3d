import { expect, type Locator, type Page } from '@playwright/test'
import { type Login, loginFor } from './logins.ts'

/** Where the bank under test answers. */
export function bankUrl(): string {
  const url = process.env['BANYAN_E2E_URL']
  if (!url) throw new Error('no bank is running: the global setup starts one')
  return url
}

/** Signs in as a newcomer does: a click on the card of demo logins fills the form. */
export async function signIn(page: Page, role: string, institution?: string): Promise<Login> {
  const given = loginFor(role, institution)
  await page.goto(`${bankUrl()}/sign-in`)
  await page.getByRole('button', { name: new RegExp(`\\s${given.login}$`) }).click()
  await expect(page.getByLabel('登录名')).toHaveValue(given.login)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('navigation', { name: '主导航' }).first()).toBeVisible()
  return given
}

async function signOut(page: Page, { name }: Login): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await expect(page.getByLabel('登录名')).toBeVisible()
}

/** Signs in, does the work of one post, and signs out. */
export async function workAs(
  page: Page,
  role: string,
  work: (login: Login) => Promise<void>,
): Promise<void> {
  const login = await signIn(page, role)
  await work(login)
  await signOut(page, login)
}

/** The short notice at the corner that says what was done. */
export const notice = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('region', { name: /^Notifications/ }).getByText(text)
