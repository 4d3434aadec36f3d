/** The areas of the left navigation, in the order of the work; `permission` hides what a post may never see. */
export const areas = [
  { name: 'home', icon: 'i-lucide-layout-dashboard', permission: null },
  { name: 'groups', icon: 'i-lucide-list-tree', permission: 'see customers' },
  { name: 'customers', icon: 'i-lucide-building-2', permission: 'see customers' },
  { name: 'applications', icon: 'i-lucide-file-pen-line', permission: 'see applications' },
  { name: 'decisions', icon: 'i-lucide-stamp', permission: 'see decisions' },
  { name: 'loans', icon: 'i-lucide-banknote', permission: 'see loans' },
  { name: 'imports', icon: 'i-lucide-file-up', permission: 'import files' },
  { name: 'reports', icon: 'i-lucide-file-check-2', permission: 'see reports' },
  { name: 'staff', icon: 'i-lucide-users', permission: 'see staff' },
  { name: 'audit', icon: 'i-lucide-scroll-text', permission: 'see audit' },
] as const

export type AreaName = (typeof areas)[number]['name']
