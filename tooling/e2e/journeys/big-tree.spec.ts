import { decodeTree } from '@banyan/domain/groups/tree-wire'
import { expect, type Page, test } from '@playwright/test'
import { madeTree } from '../made-tree.ts'
import { watchPages } from '../page-watch.ts'
import { bankUrl, signIn } from '../signing-in.ts'

/** Members; the larger one runs where BANYAN_HEAVY says so. */
const sizes = process.env['BANYAN_HEAVY'] ? [10_000, 100_000] : [10_000]
const scrolled = 60
/**
 * Elements on the page for any number of members, and milliseconds of work for ten thousand: many times what
 * a quiet machine needs, so that a busy one passes and only work of another order fails. The first rows are
 * counted from the click on the group, so with the loading of the page's own code.
 */
const most = {
  'first rows': 3_000,
  'unfold all': 2_000,
  'scroll, a frame': 150,
  sort: 1_500,
  search: 1_500,
  elements: 1_500,
}
/** The made-up members have no files. */
const unknownMember = /status of 404 .*\/api\/trpc\//
test.use({ trace: 'off' })

/** Puts a made-up group of so many members in the place of the one that the server has. */
async function replaceTree(page: Page, count: number): Promise<void> {
  await page.route('**/api/groups/*/tree', async (route) => {
    const answer = await route.fetch()
    const { buffer, byteOffset, byteLength } = await answer.body()
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
    const { head } = decodeTree<{ group: object }>(bytes)
    await route.fulfill({
      status: 200,
      contentType: 'application/octet-stream',
      body: Buffer.from(madeTree(count, head)),
    })
  })
}

/**
 * Milliseconds for which the page's own thread worked. Unlike the clock it does not count what other programs
 * of a busy machine do meanwhile.
 */
async function workMeter(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
  }
}

const drawn = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      }),
  )

/** Done as soon as a row of members is in the page: asking again and again from outside counts what comes after. */
const firstRow = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const watch = new MutationObserver(() => {
          if (!document.querySelector('[role=treegrid] [role=row][aria-level="2"]')) return
          watch.disconnect()
          resolve()
        })
        watch.observe(document.body, { childList: true, subtree: true })
      }),
  )

/** Frames while the tree scrolls seven rows at a time. */
async function scroll(page: Page, frames: number): Promise<void> {
  await page.evaluate(async (count) => {
    const grid = document.querySelector('[role=treegrid]')
    for (let frame = 0; frame < count; frame++) {
      if (grid) grid.scrollTop += 200
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  }, frames)
}

const elements = (page: Page) => page.evaluate(() => document.querySelectorAll('body *').length)

for (const count of sizes) {
  test(`a group of ${count.toLocaleString('en')} is opened, unfolded, scrolled, sorted and searched`, async ({
    page,
    context,
  }) => {
    const watch = await watchPages(context, bankUrl(), [unknownMember])
    await signIn(page, 'branch-approver')
    await replaceTree(page, count)
    await page.goto(`${bankUrl()}/groups/G000002`)
    const tree = page.getByRole('treegrid')
    const rows = tree.getByRole('row', { level: 2 })
    await expect(rows.first()).toBeVisible()
    await page.getByRole('navigation', { name: '集团' }).getByRole('link', { name: '集团' }).click()
    const worked = await workMeter(page)
    const work = async (act: () => Promise<unknown>) => {
      const before = await worked()
      await act()
      await drawn(page)
      return Math.round((await worked()) - before)
    }
    const measured: Record<string, number> = {}

    const link = page.getByRole('main').getByRole('row').nth(1).getByRole('link').first()
    await expect(link).toBeVisible()
    measured['first rows'] = await work(async () => {
      await Promise.all([firstRow(page), link.click()])
    })
    await expect(rows.first()).toBeVisible()
    await page.getByRole('button', { name: '展开到层级' }).click()
    measured['unfold all'] = await work(async () => {
      await page.getByRole('menuitem', { name: '全部展开' }).click()
      await expect(tree).toHaveAttribute('aria-rowcount', String(count + 2))
    })
    measured['scroll, a frame'] = (await work(() => scroll(page, scrolled))) / scrolled
    measured['elements'] = await elements(page)
    const head = page.getByRole('columnheader', { name: '含下级' })
    measured['sort'] = await work(async () => {
      await head.getByRole('button').click()
      await expect(head).toHaveAttribute('aria-sort', 'ascending')
    })
    const sought = `第${count - 1}有限公司`
    await page.keyboard.press('/')
    measured['search'] = await work(async () => {
      await page.keyboard.insertText(sought)
      await expect(page.getByText('符合 1 户')).toBeVisible()
    })
    await expect(tree.getByText(sought)).toBeVisible()
    console.log(`${count} members: ${JSON.stringify(measured)}`)

    for (const [what, limit] of Object.entries(most)) {
      const allowed =
        what === 'elements' || what.startsWith('scroll') ? limit : limit * (count / 10_000)
      expect.soft(measured[what], what).toBeLessThanOrEqual(allowed)
    }
    watch.assertQuiet()
  })
}
