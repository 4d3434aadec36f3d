import type { Page } from '@playwright/test'
import { bankUrl } from '../signing-in.ts'
import { at, inList, type Screen } from './screen.ts'

/** Three groups of the demo bank: the largest, one with a cross-holding, one with a guarantee circle. */
const [largest, crossed, circled] = ['G000001', 'G000002', 'G000003']

export const tree = (name: string, number: string, query = ''): Screen =>
  at(name, `/groups/${number}${query}`)

const sought = (text: string) => encodeURIComponent(text)

async function openPalette(page: Page, text: string): Promise<void> {
  await page.goto(`${bankUrl()}/`)
  await page.getByRole('navigation').first().waitFor()
  await page.keyboard.press('ControlOrMeta+k')
  const box = page.getByRole('combobox').first()
  await box.waitFor()
  if (text) await box.fill(text)
  await page.getByRole('option').first().waitFor()
}

/** Where customers and groups are looked for, with and without an answer. */
export const findingScreens: readonly Screen[] = [
  at('customers', '/customers'),
  at('customers-overdue', `/customers?q=${sought('状态:逾期')}`),
  at('customers-none', '/customers?q=zzzzqqq'),
  at('customers-unknown-filter', `/customers?q=${sought('颜色:红')}`),
  at('search', `/search?q=${sought('南屿')}`),
  at('search-none', '/search?q=zzzzqqq'),
  { name: 'search-palette', open: (page) => openPalette(page, '南屿') },
  { name: 'search-palette-empty', open: (page) => openPalette(page, '') },
  at('duplicates', '/duplicates'),
  at('customer-gone', '/customers/00000000-0000-4000-8000-000000000000'),
  at('group-gone', '/groups/G999999'),
]

const tabs = [
  'exposure',
  'relations',
  'ownership',
  'guarantees',
  'statements',
  'dealings',
  'post-loan',
  'papers',
  'contacts',
  'timeline',
  'versions',
  'viewers',
  'history',
]

/** Every part of the file of a list's first customer. */
export const fileTabs = (list: string): Screen[] => [
  inList('customer', list),
  ...tabs.map((tab) => inList(`customer-${tab}`, list, `?tab=${tab}`)),
]

/** Two members of a group, in the order of the tree. */
async function membersOf(page: Page, number: string): Promise<string[]> {
  const asked = encodeURIComponent(JSON.stringify({ 0: { number } }))
  const answer = await page.request.get(
    `${bankUrl()}/api/trpc/groups.tree?batch=1&input=${asked}`,
    { headers: { 'x-banyan': '1' } },
  )
  const [{ result }] = (await answer.json()) as [{ result: { data: { nodes: { ids: string[] } } } }]
  return result.data.nodes.ids
}

export const groupScreens: readonly Screen[] = [
  tree('tree-cross-holding', crossed),
  tree('tree-list', crossed, '?as=list'),
  tree('tree-none', crossed, '?find=zzzzqqq'),
  tree('tree-then', crossed, '?since=2024-01-01&on=2026-06-30'),
  tree('tree-known', crossed, '?known=2026-10-01'),
  tree('tree-ownership', crossed, '?tab=ownership'),
  tree('tree-guarantee-circle', circled),
  tree('tree-relations', circled, '?tab=relations'),
  tree('tree-guarantees', circled, '?tab=guarantees'),
  tree('tree-limit', circled, '?tab=limit'),
  tree('tree-graph', circled, '?as=graph'),
  tree('tree-graph-guarantees', circled, '?as=graph&layers=guarantee'),
  tree('tree-graph-lines', circled, '?as=graph&lines=1'),
  tree('tree-graph-large', largest, '?as=graph'),
  {
    name: 'tree-path',
    open: async (page) => {
      const ids = await membersOf(page, circled)
      const query = `?as=graph&from=${ids[1]}&to=${ids[5]}`
      await page.goto(`${bankUrl()}/groups/${circled}${query}`)
    },
  },
]

/** What is said of all groups: their concentration, acts that wait, sets and merges. */
export const overGroups: readonly Screen[] = [
  at('exposure', '/exposure'),
  at('exposure-customers', '/exposure?kind=customer'),
  at('exposure-none', '/exposure?find=zzzzqqq'),
  at('group-acts', '/group-acts'),
  inList('group-act', '/group-acts'),
  at('group-sets', '/group-acts?tab=sets'),
  inList('group-set', '/group-acts?tab=sets'),
  at('group-limits', '/group-acts?tab=limits'),
  at('group-guarantees', '/group-acts?tab=guarantees'),
  at('merges', '/duplicates?tab=merges'),
  inList('merge', '/duplicates?tab=merges'),
]
