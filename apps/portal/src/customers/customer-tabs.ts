import { defineAsyncComponent, type Component } from 'vue'
import type { customerWords } from './words.ts'

export interface CustomerTab {
  /** As it stands in the address: `?tab=contacts`. */
  readonly name: string
  /** In the reader's language: a key of the customers' tabs, or both words where another area adds one. */
  readonly label:
    | keyof (typeof customerWords)['zh']['tabs']
    | { readonly zh: string; readonly en: string }
  readonly permission?: string
  /** Given the customer as `customer`. */
  readonly tab: Component
}

/** The tabs of a customer's page, in their order. Another area adds a line. */
export const customerTabs: readonly CustomerTab[] = [
  {
    name: 'overview',
    label: 'overview',
    tab: defineAsyncComponent(() => import('./OverviewTab.vue')),
  },
  { name: 'papers', label: 'papers', tab: defineAsyncComponent(() => import('./PapersTab.vue')) },
  {
    name: 'relations',
    label: { zh: '关系', en: 'Relations' },
    permission: 'see groups',
    tab: defineAsyncComponent(() => import('../groups/RelationsTab.vue')),
  },
  {
    name: 'contacts',
    label: 'contacts',
    tab: defineAsyncComponent(() => import('./ContactsTab.vue')),
  },
  {
    name: 'versions',
    label: 'versions',
    tab: defineAsyncComponent(() => import('./VersionsTab.vue')),
  },
  {
    name: 'viewers',
    label: 'viewers',
    permission: 'see who viewed',
    tab: defineAsyncComponent(() => import('./ViewersTab.vue')),
  },
  {
    name: 'history',
    label: 'history',
    permission: 'see customer history',
    tab: defineAsyncComponent(() => import('./HistoryTab.vue')),
  },
]
