/** The areas of the left navigation; `permission` hides what a post may never see. */
export const areas = [
  { name: 'overview', icon: 'i-lucide-layout-dashboard', permission: 'see analytics' },
  { name: 'approvals', icon: 'i-lucide-funnel', permission: 'see analytics' },
  { name: 'portfolio', icon: 'i-lucide-activity', permission: 'see analytics' },
  { name: 'defaults', icon: 'i-lucide-layers', permission: 'see analytics' },
  { name: 'officers', icon: 'i-lucide-users', permission: 'see analytics' },
] as const

export type AreaName = (typeof areas)[number]['name']
