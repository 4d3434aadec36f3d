import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { loginFor } from '../logins.ts'
import { watchPages } from '../page-watch.ts'
import { bankUrl } from '../signing-in.ts'
import { screensOf } from './all-screens.ts'

/** BANYAN_SCREENS names, by a pattern, those to look at; without it all are. */
const wanted = new RegExp(process.env['BANYAN_SCREENS'] ?? '')
/** Some screens are of what is not there. */
const askedInVain = /status of 404 .*\/api\//

const pictures = path.join(import.meta.dirname, '../test-results/screens')
const widths = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } } as const

const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>()

/** One sign-in for each post, kept for its other languages, widths and colours. */
async function enter(context: BrowserContext, role: string): Promise<void> {
  const known = sessions.get(role)
  if (known) return context.addCookies(known)
  const ask = async (route: string, data: object) => {
    const headers = { 'x-banyan': '1', origin: bankUrl() }
    const answer = await context.request.post(bankUrl() + route, { headers, data })
    expect(answer.ok(), `${route} as ${role}`).toBe(true)
  }
  const { login, password, institutionName } = loginFor(role)
  await ask('/api/sign-in', { login, password })
  const session = await context.request.get(`${bankUrl()}/api/session`)
  const { places }: { places: { staffId: string; institutionName: string }[] } =
    await session.json()
  const place = places.find((each) => each.institutionName === institutionName)
  await ask('/api/session/place', { staffId: place?.staffId })
  sessions.set(role, await context.cookies())
}

/** Everything fetched, drawn and in its own type. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('main').first()).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await expect(page.getByText(/^(正在载入|Loading)$/)).toHaveCount(0)
  await page.waitForLoadState('networkidle')
  await page.evaluate(async () => void (await document.fonts.ready))
  await page.waitForTimeout(150)
}

/** What is serious or critical, by rule, with the first places; the other colours change nothing but contrast. */
async function graveFaults(page: Page, rules: readonly string[] = []): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  if (rules.length > 0) axe.withRules([...rules])
  const { violations } = await axe.analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => {
      const places = nodes.slice(0, 3).map(({ target }) => target.join(' '))
      return `${id} × ${nodes.length}: ${places.join(' | ')}`
    })
}

/** The screen in light, then in dark. */
async function look(page: Page, named: (colours: string) => string): Promise<void> {
  for (const colours of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' })
    await page.waitForTimeout(colours === 'light' ? 0 : 150)
    const file = named(colours)
    await page.screenshot({ path: path.join(pictures, file) })
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect.soft(overflow, `${file} scrolls sideways`).toBeLessThanOrEqual(0)
    const rules = colours === 'light' ? [] : ['color-contrast']
    expect.soft(await graveFaults(page, rules), `${file} is accessible`).toEqual([])
  }
}

for (const width of [1440, 390] as const) {
  for (const language of ['zh', 'en'] as const) {
    for (const role of Object.keys(screensOf)) {
      test(`${role} · ${language} · ${width}`, async ({ browser }) => {
        const context = await browser.newContext({
          viewport: widths[width],
          reducedMotion: 'reduce',
          colorScheme: 'light',
          locale: language === 'zh' ? 'zh-CN' : 'en-GB',
          timezoneId: 'Asia/Shanghai',
        })
        await context.addInitScript((chosen) => {
          if (location.origin === 'null') return
          localStorage.setItem('banyan-language', chosen)
          localStorage.setItem('banyan-colour-mode', 'system')
        }, language)
        const watch = await watchPages(context, bankUrl(), [askedInVain])
        const page = await context.newPage()
        if (role !== 'nobody') await enter(context, role)
        for (const { name, open } of screensOf[role]?.() ?? []) {
          if (!wanted.test(name)) continue
          await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
          await open(page)
          await settle(page)
          await look(page, (colours) => `${name}.${role}.${language}.${width}.${colours}.png`)
        }
        watch.assertQuiet()
        await context.close()
      })
    }
  }
}
