import type { RouteLocationRaw } from 'vue-router'

/** What can be begun from anywhere; those with `does` first ask for the customer they are about. */
export interface PaletteVerb {
  readonly id: string
  readonly icon: string
  readonly permission: string
  readonly to?: RouteLocationRaw
  readonly does?: string
}

export const paletteVerbs = [
  {
    id: 'new-customer',
    icon: 'i-lucide-building-2',
    permission: 'create customers',
    to: { name: 'new-customer', query: { kind: 'company' } },
  },
  {
    id: 'new-person',
    icon: 'i-lucide-user-plus',
    permission: 'create customers',
    to: { name: 'new-customer', query: { kind: 'person' } },
  },
  {
    id: 'new-application',
    icon: 'i-lucide-file-pen-line',
    permission: 'make applications',
    to: { name: 'new-application' },
  },
  {
    id: 'log-contact',
    icon: 'i-lucide-phone',
    permission: 'log contacts',
    does: 'contact',
  },
  { id: 'plan-visit', icon: 'i-lucide-calendar-plus', permission: 'plan visits', does: 'visit' },
  { id: 'give-task', icon: 'i-lucide-list-plus', permission: 'give tasks', does: 'task' },
  { id: 'send-message', icon: 'i-lucide-send', permission: 'send messages', does: 'message' },
  { id: 'my-work', icon: 'i-lucide-list-checks', permission: 'see tasks', to: { name: 'home' } },
  {
    id: 'overdue',
    icon: 'i-lucide-triangle-alert',
    permission: 'see overdue loans',
    to: { name: 'overdue' },
  },
  {
    id: 'duplicates',
    icon: 'i-lucide-copy',
    permission: 'see suggestions',
    to: { name: 'duplicates' },
  },
  {
    id: 'quality',
    icon: 'i-lucide-list-todo',
    permission: 'see data quality',
    to: { name: 'quality' },
  },
  { id: 'import', icon: 'i-lucide-file-up', permission: 'import files', to: { name: 'imports' } },
] as const satisfies readonly PaletteVerb[]

export type VerbId = (typeof paletteVerbs)[number]['id']
