import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { day } from '@banyan/domain/calendar'
import { NotFound } from '@banyan/domain/refused'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import {
  deleteFollow,
  insertFollow,
  isInReach,
  listFollows,
  listRecents,
  setSeen,
} from './follows.queries.ts'
import { describeFound } from './found.queries.ts'

const party = z.enum(['customer', 'group'])
export const OneParty = z.strictObject({ party, id: z.uuid() })
export type OneParty = z.infer<typeof OneParty>
export const SeenParty = z.strictObject({ party: party.optional(), id: z.uuid().optional() })
export const Recents = z.strictObject({ limit: z.int().min(1).max(30).default(12) })

/** What this person follows, what was done to it since they looked, and how it stands. */
export async function readFollows(context: StaffContext) {
  const { tx, institution, scope, businessDay } = context
  const follows = await listFollows(context)
  const of = (wanted: OneParty['party']) =>
    follows.filter((each) => each.party === wanted).map(({ id }) => id)
  const ids = { customers: of('customer'), groups: of('group') }
  const described = await describeFound(tx, institution.id, scope, ids)
  const byId = new Map(described.map((each) => [each.id, each]))
  return follows.map(({ rootKind, followedAt, seenAt, ...followed }) => {
    const { balance = null, tier = null, oldestUnpaidOn = null } = byId.get(followed.id) ?? {}
    return {
      ...followed,
      name: shownName(context, rootKind ?? followed.kind, followed.name),
      followedAt: followedAt.toISOString(),
      seenAt: seenAt.toISOString(),
      balance,
      tier,
      daysPastDue: daysPastDue(oldestUnpaidOn === null ? null : day(oldestUnpaidOn), businessDay),
    }
  })
}

export async function readRecents(context: StaffContext, { limit }: z.output<typeof Recents>) {
  const rows = await listRecents(context, limit)
  return rows.map((row) => ({
    party: 'customer' as const,
    ...row,
    name: shownName(context, row.kind, row.name),
    at: row.at.toISOString(),
  }))
}

export async function follow(context: StaffContext, asked: OneParty) {
  if (!(await isInReach(context, asked))) throw new NotFound(asked.party)
  await insertFollow(context, asked, context.now())
  await record(context, 'followed', asked)
  return {}
}

export async function unfollow(context: StaffContext, asked: OneParty) {
  if (!(await isInReach(context, asked))) throw new NotFound(asked.party)
  await deleteFollow(context, asked)
  await record(context, 'unfollowed', asked)
  return {}
}

/** What changed until now has been seen. */
export async function markSeen(context: StaffContext, asked: z.output<typeof SeenParty>) {
  const { party: wanted, id } = asked
  await setSeen(context, wanted && id ? { party: wanted, id } : null, context.now())
  await record(context, 'changes-seen', asked)
  return {}
}

function record(context: StaffContext, action: string, detail: Record<string, unknown>) {
  return recordAudit(context, { entity: 'staff', id: context.staff.id, action, detail })
}
