import { expect, type Locator } from '@playwright/test'

/**
 * Takes an option of a select field, by its whole name or by a pattern. The list gives the focus back as it goes; what
 * is typed elsewhere before that is lost, so this waits for it.
 */
export async function choose(field: Locator, option: string | RegExp): Promise<void> {
  const page = field.page()
  await field.click()
  await page.getByRole('option', { name: option, exact: true }).click()
  await expect(page.getByRole('listbox')).toBeHidden()
  await expect(page.locator(':focus')).toBeVisible()
}
