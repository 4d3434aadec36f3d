import type { RouteLocationRaw } from 'vue-router'
import type { Outputs } from '../api.ts'

export type Waiting = Outputs['home']['today']['waiting'][number]

/** The list that a count opens, with the filter under which it was counted. */
export const waitingLinks: Readonly<Record<Waiting['what'], RouteLocationRaw>> = {
  'applications-waiting': { name: 'applications', query: { queue: 'waiting' } },
  'applications-late': { name: 'applications', query: { queue: 'late' } },
  'applications-returned': { name: 'applications', query: { queue: 'returned' } },
  'loans-overdue': { name: 'overdue' },
  'loans-due-soon': { name: 'loans', query: { status: 'active' } },
  'groups-to-confirm': { name: 'groups', query: { status: 'proposed' } },
  'reports-to-release': { name: 'reports', query: { status: 'frozen' } },
  'reports-released': { name: 'reports' },
  'staff-without-roles': { name: 'staff' },
  'staff-without-password': { name: 'staff' },
  'staff-locked': { name: 'staff' },
  'refusals-this-week': { name: 'audit', query: { action: 'refused' } },
  'reveals-this-week': { name: 'audit', query: { action: 'revealed' } },
  'warnings-mine': { name: 'warnings', query: { mine: '1' } },
  'releases-to-decide': { name: 'warnings', query: { state: 'release-proposed' } },
  'inspections-overdue': { name: 'inspections', query: { state: 'overdue' } },
  'inspections-soon': { name: 'inspections', query: { state: 'soon' } },
  'promises-due': { name: 'collection', query: { promise: 'due-today' } },
  'hardships-to-decide': { name: 'collection', query: { state: 'hardship-asked' } },
  'covenants-breached': { name: 'covenants', query: { state: 'breached' } },
  'resolutions-to-decide': { name: 'covenants', query: { state: 'breached' } },
  'updates-late': { name: 'file-updates', query: { state: 'late' } },
  'updates-unanswered': { name: 'file-updates', query: { state: 'unanswered' } },
  'rules-to-decide': { name: 'warning-rules' },
}

/** Glyph beside the word: what is late or refused looks different without its colour. */
export const waitingIcons: Readonly<Record<Waiting['what'], string>> = {
  'applications-waiting': 'i-lucide-inbox',
  'applications-late': 'i-lucide-clock',
  'applications-returned': 'i-lucide-undo-2',
  'loans-overdue': 'i-lucide-triangle-alert',
  'loans-due-soon': 'i-lucide-calendar',
  'groups-to-confirm': 'i-lucide-network',
  'reports-to-release': 'i-lucide-file-check',
  'reports-released': 'i-lucide-file-check',
  'staff-without-roles': 'i-lucide-user-x',
  'staff-without-password': 'i-lucide-key-round',
  'staff-locked': 'i-lucide-lock',
  'refusals-this-week': 'i-lucide-shield-alert',
  'reveals-this-week': 'i-lucide-eye',
  'warnings-mine': 'i-lucide-siren',
  'releases-to-decide': 'i-lucide-stamp',
  'inspections-overdue': 'i-lucide-triangle-alert',
  'inspections-soon': 'i-lucide-clipboard-check',
  'promises-due': 'i-lucide-calendar',
  'hardships-to-decide': 'i-lucide-stamp',
  'covenants-breached': 'i-lucide-triangle-alert',
  'resolutions-to-decide': 'i-lucide-stamp',
  'updates-late': 'i-lucide-clock',
  'updates-unanswered': 'i-lucide-clock',
  'rules-to-decide': 'i-lucide-sliders-horizontal',
}
