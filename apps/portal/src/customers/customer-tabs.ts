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
  /** Only for customers of this kind. */
  readonly kind?: 'person' | 'company'
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
  {
    name: 'exposure',
    label: { zh: '敞口', en: 'Exposure' },
    permission: 'see exposure',
    tab: defineAsyncComponent(() => import('./ExposureTab.vue')),
  },
  {
    name: 'relations',
    label: { zh: '关系', en: 'Relations' },
    permission: 'see groups',
    tab: defineAsyncComponent(() => import('./RelationsTab.vue')),
  },
  {
    name: 'ownership',
    label: { zh: '股权与控制', en: 'Ownership' },
    permission: 'see groups',
    tab: defineAsyncComponent(() => import('./OwnershipTab.vue')),
  },
  {
    name: 'guarantees',
    label: { zh: '担保', en: 'Guarantees' },
    permission: 'see groups',
    tab: defineAsyncComponent(() => import('./GuaranteesTab.vue')),
  },
  {
    name: 'statements',
    label: { zh: '财务', en: 'Financials' },
    kind: 'company',
    tab: defineAsyncComponent(() => import('./StatementsTab.vue')),
  },
  {
    name: 'dealings',
    label: { zh: '申请与贷款', en: 'Loans' },
    permission: 'see applications',
    tab: defineAsyncComponent(() => import('./DealingsTab.vue')),
  },
  {
    name: 'post-loan',
    label: { zh: '贷后', en: 'Post-loan' },
    permission: 'see warnings',
    tab: defineAsyncComponent(() => import('./PostLoanTab.vue')),
  },
  { name: 'papers', label: 'papers', tab: defineAsyncComponent(() => import('./PapersTab.vue')) },
  {
    name: 'contacts',
    label: { zh: '往来', en: 'Contacts' },
    tab: defineAsyncComponent(() => import('./ActivityTab.vue')),
  },
  {
    name: 'timeline',
    label: { zh: '时间线', en: 'Timeline' },
    tab: defineAsyncComponent(() => import('./TimelineTab.vue')),
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
