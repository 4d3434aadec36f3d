import type { Role } from '../access/roles.ts'
import { addDays, type Day } from '../calendar.ts'
import { type Colour, isWorse } from './colours.ts'
import type { WarningRules } from './warning-rules.ts'

export const warningStates = ['open', 'taken', 'release-proposed', 'released'] as const
export type WarningState = (typeof warningStates)[number]

/** The day by which a warning that begins its clock today is taken over, or done with once it is taken. */
export function dueDay(
  { clocks }: Pick<WarningRules, 'clocks'>,
  { colour, state }: { colour: Colour; state: WarningState },
  from: Day,
): Day {
  const { takeWithinDays, settleWithinDays } = clocks[colour]
  return addDays(from, state === 'open' ? takeWithinDays : settleWithinDays)
}

export interface Escalated {
  level: number
  role: Role
  dueOn: Day
}

/**
 * The next step up of a warning whose clock has run out before the day, or null: on its last day it is in time, a
 * released one needs nothing, and above the third step there is nobody.
 */
export function escalationOn(
  rules: Pick<WarningRules, 'clocks' | 'escalation'>,
  warning: { state: WarningState; colour: Colour; dueOn: Day; escalation: number },
  on: Day,
): Escalated | null {
  const { state, colour, dueOn, escalation } = warning
  const role = rules.escalation[escalation]
  if (state === 'released' || dueOn >= on || role === undefined) return null
  return { level: escalation + 1, role, dueOn: dueDay(rules, { colour, state: 'open' }, on) }
}

/** What finding the same rule again does to the warning that stands open for it. */
export function afterSeenAgain(
  held: { colour: Colour; evidenceKey: string },
  found: { colour: Colour; evidenceKey: string },
): 'worsened' | 'repeated' | null {
  if (isWorse(found.colour, held.colour)) return 'worsened'
  return found.evidenceKey === held.evidenceKey ? null : 'repeated'
}

/** In which colour a warning reaches the lead of the group, or the other side of a guarantee; null: it does not. */
export function spreadColour(
  { propagation }: Pick<WarningRules, 'propagation'>,
  via: 'group' | 'guarantee',
  colour: Colour,
): Colour | null {
  return propagation[via][colour]
}

export type WarningRefusal =
  | 'warning-is-released'
  | 'warning-is-taken'
  | 'not-your-warning'
  | 'release-is-proposed'
  | 'release-not-proposed'
  | 'own-proposal'
  | 'not-a-releasing-role'
  | 'highest-level-reached'

interface Standing {
  state: WarningState
  ownerId: string | null
  escalatedTo: string | null
}

/** Why somebody may not take a warning over: it is taken or released. Whoever it was given or escalated to may. */
export function takeRefusal({ state }: Standing): WarningRefusal | null {
  if (state === 'released') return 'warning-is-released'
  return state === 'open' ? null : 'warning-is-taken'
}

/** Why somebody may not propose its release: only its owner, or whoever it went up to, says that it is over. */
export function proposeReleaseRefusal(
  { state, ownerId, escalatedTo }: Standing,
  staffId: string,
): WarningRefusal | null {
  if (state === 'released') return 'warning-is-released'
  if (state === 'release-proposed') return 'release-is-proposed'
  return staffId === ownerId || staffId === escalatedTo ? null : 'not-your-warning'
}

/**
 * Why somebody may not decide on a release. A warning goes down the way it came up: whoever decides is another
 * person than the proposer, of a role that may release its colour, and not below the step it has reached.
 */
export function decideReleaseRefusal(
  rules: Pick<WarningRules, 'releasedBy' | 'escalation'>,
  warning: { state: WarningState; colour: Colour; escalation: number; proposedBy: string | null },
  { staffId, roles }: { staffId: string; roles: readonly Role[] },
): WarningRefusal | null {
  const { state, colour, escalation, proposedBy } = warning
  if (state === 'released') return 'warning-is-released'
  if (state !== 'release-proposed') return 'release-not-proposed'
  if (staffId === proposedBy) return 'own-proposal'
  const fromStep = escalation === 0 ? null : rules.escalation.slice(escalation - 1)
  const may = rules.releasedBy[colour].filter(
    (role) => fromStep === null || fromStep.includes(role),
  )
  return roles.some((role) => may.includes(role)) ? null : 'not-a-releasing-role'
}
