import type { Role } from '@banyan/domain/access/roles'
import {
  type ApplicationStatus,
  applicationStatuses,
} from '@banyan/domain/applications/application-status'
import { daysAllowedIn, stages } from '@banyan/domain/applications/stage-rail'
import { addDays, type Day } from '@banyan/domain/calendar'
import { z } from 'zod'

export const queues = ['waiting', 'late', 'returned', 'mine', 'all'] as const
export type Queue = (typeof queues)[number]

export const sorts = ['longest-waiting', 'newest', 'largest'] as const
export type Sort = (typeof sorts)[number]

/** The last row of the page before: the value it was sorted by, and its id. */
const Cursor = z.object({ value: z.string().max(40), id: z.uuid() })

export const ApplicationFilter = z.object({
  queue: z.enum(queues).default('all'),
  stage: z.enum(stages).optional(),
  status: z.enum(applicationStatuses).optional(),
  product: z.string().max(40).optional(),
  customerId: z.uuid().optional(),
  /** The beginning of a number, or part of the customer's name. */
  text: z.string().trim().max(60).optional(),
  sort: z.enum(sorts).default('longest-waiting'),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
})
export type ApplicationFilter = z.infer<typeof ApplicationFilter>

/** What waits for each role; a case leaves the list with the step that answers it. */
const waitingFor: Partial<Record<Role, readonly ApplicationStatus[]>> = {
  'customer-manager': ['draft', 'returned', 'approved'],
  'document-reviewer': ['submitted', 'in-review', 'reviewed'],
  'branch-approver': ['scored'],
  'head-office-approver': ['scored'],
  'disbursement-officer': ['contracted'],
}

export function statusesWaitingFor(held: readonly Role[]): ApplicationStatus[] {
  return [...new Set(held.flatMap((role) => waitingFor[role] ?? []))]
}

/** A case in `status` since before `since` is late. */
export interface LateRule {
  status: ApplicationStatus
  since: Day
}

export function lateRules(businessDay: Day): LateRule[] {
  return applicationStatuses.flatMap((status) => {
    const days = daysAllowedIn(status)
    return days === null ? [] : [{ status, since: addDays(businessDay, -days) }]
  })
}
