import { Day } from '@banyan/domain/calendar'
import { colours } from '@banyan/domain/warnings/colours'
import { spreadRules } from '@banyan/domain/warnings/default-warning-rules'
import { decideReleaseRefusal, warningStates } from '@banyan/domain/warnings/warning-life'
import type { WarningRules } from '@banyan/domain/warnings/warning-rules'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { cursorOf, IntegerText } from '../cursor.ts'
import { found } from '../not-found.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import {
  findWarning,
  type ListedWarning,
  listWarnings,
  listWarningsOfGroup,
} from './warning-list.queries.ts'
import { listWarningMarks } from './warning-marks.queries.ts'
import { countWarnings, listLinked, listWarningEvents } from './warning-story.queries.ts'

export const WarningPage = z.strictObject({
  colour: z.enum(colours).optional(),
  state: z.enum(warningStates).optional(),
  isLate: z.boolean().optional(),
  mine: z.boolean().optional(),
  customerId: z.uuid().optional(),
  groupId: z.uuid().optional(),
  rule: z.string().max(60).optional(),
  cursor: cursorOf(IntegerText, Day, z.uuid()).optional(),
  limit: z.int().min(1).max(100).default(50),
})
export const OneWarning = z.strictObject({ id: z.uuid() })
export const OfGroup = z.strictObject({ groupId: z.uuid() })

function nameOf(rules: WarningRules, code: string): { zh: string; en: string } {
  const spread = Object.values(spreadRules).find((rule) => rule.code === code)
  return (rules.rules.find((rule) => rule.code === code) ?? spread)?.name ?? { zh: code, en: code }
}

function subjectOf(context: StaffContext, warning: ListedWarning) {
  const { customerId, customerNumber, customerName, customerKind } = warning
  return customerId === null
    ? {
        kind: 'group' as const,
        id: warning.groupId ?? '',
        number: warning.groupNumber ?? '',
        name: context.hidesNames ? null : warning.groupName,
      }
    : {
        kind: 'customer' as const,
        id: customerId,
        number: customerNumber ?? '',
        name: shownName(context, customerKind ?? 'person', customerName ?? ''),
      }
}

/** A warning as lists show it. */
function shownWarning(context: StaffContext, rules: WarningRules, warning: ListedWarning) {
  const { id, rule, colour, state, origin, cause, value, raisedOn, lastSeenOn, timesSeen, dueOn } =
    warning
  const { escalation, escalatedTo, ownerId, ownerName, explanation, raisedAt } = warning
  return {
    id,
    subject: subjectOf(context, warning),
    rule,
    ruleName: nameOf(rules, rule),
    colour,
    state,
    origin,
    cause,
    value,
    unit: explanation.unit,
    threshold: explanation.level.threshold,
    raisedOn,
    raisedAt: raisedAt.toISOString(),
    lastSeenOn,
    timesSeen,
    dueOn,
    isLate: state !== 'released' && dueOn < context.businessDay,
    escalation,
    escalatedTo,
    ownerId,
    ownerName,
  }
}

export async function pageOfWarnings(context: StaffContext, page: z.output<typeof WarningPage>) {
  const { cursor, limit, ...filter } = page
  const { rules } = await rulesInForce(context, 'warning', context.businessDay)
  const [rank = '0', dueOn = '', id = ''] = cursor?.split('|') ?? []
  const from = cursor === undefined ? undefined : { rank: Number(rank), dueOn, id }
  const rows = await listWarnings(context, { ...filter, cursor: from, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => shownWarning(context, rules, row)),
    next: rows.length > limit && last ? `${last.rank}|${last.dueOn}|${last.id}` : null,
  }
}

export async function warningsOfGroup(
  context: StaffContext,
  { groupId }: z.output<typeof OfGroup>,
) {
  const { rules } = await rulesInForce(context, 'warning', context.businessDay)
  const rows = await listWarningsOfGroup(context, groupId)
  return { rows: rows.map((row) => shownWarning(context, rules, row)) }
}

/** Which members of a group have open warnings, for the marks in its tree. */
export const warningMarksOfGroup = (context: StaffContext, { groupId }: z.output<typeof OfGroup>) =>
  listWarningMarks(context, groupId)

export async function summariseWarnings(context: StaffContext) {
  const counts = await countWarnings(context)
  const of = (colour: (typeof colours)[number]) => {
    const counted = counts.find((each) => each.colour === colour)
    return { open: counted?.open ?? 0, late: counted?.late ?? 0 }
  }
  const sum = (key: 'mine' | 'releaseProposed' | 'escalated' | 'raisedThisMonth') =>
    counts.reduce((total, each) => total + each[key], 0)
  return {
    byColour: { red: of('red'), orange: of('orange'), yellow: of('yellow') },
    mine: sum('mine'),
    releaseProposed: sum('releaseProposed'),
    escalated: sum('escalated'),
    raisedThisMonth: sum('raisedThisMonth'),
  }
}

/** A warning with why it stands, what came of it, and what may be done. */
export async function readWarning(context: StaffContext, { id }: z.output<typeof OneWarning>) {
  const warning = found(await findWarning(context, id), 'warning')
  const { rules } = await rulesInForce(context, 'warning', context.businessDay)
  const events = await listWarningEvents(context, id)
  const linked = (rows: ListedWarning[]) =>
    rows.map((each) => ({
      id: each.id,
      subject: subjectOf(context, each),
      rule: each.rule,
      colour: each.colour,
    }))
  const { releaseBy, releaseAt, releaseReason, rule, value, rulesVersion, taskId } = warning
  const proposed = events.findLast(({ kind }) => kind === 'release-proposed')
  return {
    ...shownWarning(context, rules, warning),
    explanation: { rule, rulesVersion, value, ...warning.explanation },
    events: events.map((event) => ({ ...event, at: event.at.toISOString() })),
    causedBy: linked(await listLinked(context, id, 'causes')),
    causes: linked(await listLinked(context, id, 'effects')),
    release:
      releaseBy === null
        ? null
        : {
            proposedBy: proposed?.by ?? null,
            proposedById: releaseBy,
            proposedAt: releaseAt?.toISOString() ?? null,
            reason: releaseReason,
          },
    taskId,
    mayDecideRelease: decideReleaseRefusal(
      rules,
      { ...warning, proposedBy: releaseBy },
      { staffId: context.staff.id, roles: context.staff.roles },
    ),
  }
}
