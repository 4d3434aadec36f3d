/** The areas of the left navigation, in the order of the work; one shows when its first page exists and may be opened. */
export const areas = [
  { name: 'home', icon: 'i-lucide-layout-dashboard' },
  { name: 'groups', icon: 'i-lucide-list-tree' },
  { name: 'customers', icon: 'i-lucide-building-2' },
  { name: 'applications', icon: 'i-lucide-file-pen-line' },
  { name: 'decisions', icon: 'i-lucide-stamp' },
  { name: 'exposure', icon: 'i-lucide-chart-pie' },
  { name: 'loans', icon: 'i-lucide-banknote' },
  { name: 'classification', icon: 'i-lucide-layers' },
  { name: 'warnings', icon: 'i-lucide-siren' },
  { name: 'inspections', icon: 'i-lucide-clipboard-check' },
  { name: 'collection', icon: 'i-lucide-phone-call' },
  { name: 'ledger', icon: 'i-lucide-book-open' },
  { name: 'close', icon: 'i-lucide-moon' },
  { name: 'products', icon: 'i-lucide-package' },
  { name: 'imports', icon: 'i-lucide-file-up' },
  { name: 'reports', icon: 'i-lucide-file-check-2' },
  { name: 'staff', icon: 'i-lucide-users' },
  { name: 'settings', icon: 'i-lucide-sliders-horizontal' },
  { name: 'audit', icon: 'i-lucide-scroll-text' },
] as const

export type AreaName = (typeof areas)[number]['name']
