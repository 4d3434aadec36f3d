import type { Page } from '@playwright/test'
import { bankUrl } from '../signing-in.ts'

export interface Screen {
  name: string
  open: (page: Page) => Promise<void>
}

export const at = (name: string, path: string): Screen => ({
  name,
  open: async (page) => void (await page.goto(bankUrl() + path)),
})

const found = new Map<string, string>()

/** Where the first row of a list leads. */
export async function firstOf(page: Page, list: string): Promise<string> {
  const known = found.get(list)
  if (known) return known
  await page.goto(bankUrl() + list)
  const link = page.getByRole('main').getByRole('row').nth(1).getByRole('link').first()
  const path = await link.getAttribute('href')
  if (!path) throw new Error(`${list} has no row to open`)
  found.set(list, path)
  return path
}

/** A page of the first row of a list. */
export const inList = (name: string, list: string, rest = ''): Screen => ({
  name,
  open: async (page) => void (await page.goto(bankUrl() + (await firstOf(page, list)) + rest)),
})
