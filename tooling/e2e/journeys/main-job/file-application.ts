import { expect, type Locator, type Page } from '@playwright/test'
import { choose } from '../../choosing.ts'
import { type Login, truths } from '../../logins.ts'
import { notice } from '../../signing-in.ts'

interface JourneyTruth {
  group: string
  customer: string
  name: string
}

function isJourneyTruth(value: unknown): value is JourneyTruth {
  return typeof value === 'object' && value !== null && 'customer' in value
}

/** The customer that the demo bank keeps ready: active, with papers on file, owing nothing at first. */
export function journeyCustomer(): JourneyTruth {
  const { journey } = truths()
  if (!isJourneyTruth(journey)) throw new Error('the truths name no customer for the journey')
  return journey
}

/** A small scan, as an officer would add it. */
const scan = Buffer.from('%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF\n')

async function upload(page: Page, button: Locator): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await button.click()
  await (await chooser).setFiles({ name: '扫描件.pdf', mimeType: 'application/pdf', buffer: scan })
}

/** Home, the search box, the tree at the customer's place, a walk by keyboard, the file, a contact. */
export async function findCustomer(page: Page, { name: staffName }: Login): Promise<void> {
  const { group, customer, name } = journeyCustomer()
  await expect(page.getByRole('heading', { name: `${staffName}，今天等您处理` })).toBeVisible()
  await page.getByRole('link', { name: /待我办理的申请 \d/ }).click()
  await expect(page).toHaveURL(/\/applications\?queue=waiting/)
  await expect(page.getByRole('table', { name: '申请列表' }).getByRole('row').nth(1)).toBeVisible()

  await page.keyboard.press('ControlOrMeta+k')
  const search = page.getByRole('dialog', { name: '搜索' })
  await search.getByRole('combobox', { name: '搜索' }).fill(name.slice(2, 4))
  await search.getByRole('option', { name: new RegExp(`${name}.*${customer}`) }).click()
  await expect(page).toHaveURL(new RegExp(`/groups/${group}\\?node=${customer}`))

  const panel = page.getByRole('complementary', { name: '成员详情' })
  await expect(panel.getByRole('heading', { name })).toBeVisible()
  await expect(page.getByRole('navigation', { name: '集团' })).toContainText(group)
  await walkTree(page, panel, name)

  await page.keyboard.press('c')
  const contact = page.getByRole('dialog', { name: '记录联络' })
  const note = `询问车间设备更新计划，约定补充报价单（${Date.now()}）`
  await contact.getByLabel('内容').fill(note)
  await contact.getByRole('button', { name: '保存' }).click()
  await expect(notice(page, '已记录')).toBeVisible()

  await panel.getByRole('button', { name: '打开档案' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  await page.getByRole('navigation', { name }).getByRole('link', { name: '往来' }).click()
  await expect(page.getByText(note)).toBeVisible()
  await page.getByRole('navigation', { name }).getByRole('link', { name: '证照与资料' }).click()
  await choose(page.getByRole('combobox', { name: '资料类型' }), '其他')
  await upload(page, page.getByRole('button', { name: '上传资料' }))
  await expect(notice(page, '已上传')).toBeVisible()
  await page.goBack()
  await expect(panel.getByRole('heading', { name })).toBeVisible()
}

/** Up a row, to the top, folded and unfolded there; the address leads back to where the walk began. */
async function walkTree(page: Page, panel: Locator, name: string): Promise<void> {
  const start = page.url()
  const tree = page.getByRole('treegrid')
  await tree.focus()
  await tree.press('ArrowUp')
  await expect(panel.getByRole('heading', { name })).toBeHidden()
  await expect(page).not.toHaveURL(start)
  await tree.press('ArrowDown')
  await expect(panel.getByRole('heading', { name })).toBeVisible()

  await tree.press('Home')
  const top = tree.getByRole('row').nth(1)
  await expect(top).toHaveAttribute('aria-level', '1')
  await tree.press('ArrowLeft')
  await expect(top).toHaveAttribute('aria-expanded', 'false')
  await expect(tree).toHaveAttribute('aria-rowcount', '3')
  await tree.press('ArrowRight')
  await expect(top).toHaveAttribute('aria-expanded', 'true')
  await page.goto(start)
  await expect(panel.getByRole('heading', { name })).toBeVisible()
}

/** From the node: a draft with its preview, the papers it lacks, and the submission; gives its number. */
export async function applyFromNode(page: Page): Promise<string> {
  const { name } = journeyCustomer()
  const panel = page.getByRole('complementary', { name: '成员详情' })
  await panel.getByRole('button', { name: '发起申请' }).click()
  await expect(page).toHaveURL(/\/applications\/new\?/)
  await expect(page.getByText(name).first()).toBeVisible()
  await choose(page.getByRole('combobox', { name: '产品' }), '流动资金贷款')
  await page.getByLabel('金额（元）').fill('120000')
  await page.getByLabel('期限（月）').fill('12')
  await page.getByLabel('年利率（%）').fill('4.35')
  await choose(page.getByRole('combobox', { name: '还款方式' }), '等额本金')
  await choose(page.getByRole('combobox', { name: '担保方式' }), '抵押')
  await page.getByLabel('用途').fill('采购原材料，支付供货商')
  await page.getByLabel('还款来源').fill('经营收入')
  await expect(page.getByText('首期还款')).toBeVisible()
  await page.getByRole('button', { name: '保存并查看' }).click()

  await expect(page.getByRole('heading', { name: '办理' })).toBeVisible()
  return await page
    .getByText(/^A\d{4}-\d{6}$/)
    .first()
    .innerText()
}

/** Adds every paper that is asked for and not on file, then submits. */
export async function submitComplete(page: Page): Promise<void> {
  const papers = page.getByRole('tabpanel', { name: '资料' })
  const missing = papers.getByRole('button', { name: '上传' })
  await expect(papers.getByRole('listitem').first()).toBeVisible()
  for (let left = await missing.count(); left > 0; left--) {
    await upload(page, missing.first())
    await expect(missing).toHaveCount(left - 1)
  }
  await page.getByRole('button', { name: '提交' }).click()
  await expect(notice(page, '已提交，等待资料审核')).toBeVisible()
}
