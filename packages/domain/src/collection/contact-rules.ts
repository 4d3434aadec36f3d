import { addDays, type Day } from '../calendar.ts'
import type { CollectionRules, TimeOfDay } from './collection-rules.ts'

export const contactKinds = ['call', 'visit', 'letter', 'message'] as const
export type ContactKind = (typeof contactKinds)[number]

export const contactOutcomes = [
  'reached',
  'refused',
  'left-word',
  'no-answer',
  'unreachable',
  'sent',
] as const
export type ContactOutcome = (typeof contactOutcomes)[number]

export type PartyRole = 'debtor' | 'joint-borrower' | 'guarantor' | 'contact-person'

/** Whoever borrowed together with the debtor owes the whole as well, and is asked like the debtor. */
const owes = (role: PartyRole) => role === 'debtor' || role === 'joint-borrower'

/** What was done to reach somebody, as far as the rules look back at it. */
export interface PastContact {
  partyId: string
  role: PartyRole
  kind: ContactKind
  on: Day
  isEffective: boolean
}

/** A contact that somebody is about to make, at a local time of the day. */
export interface Contact {
  partyId: string
  role: PartyRole
  kind: ContactKind
  on: Day
  time: TimeOfDay
  /** Whether the debt is spoken of. */
  saysDebt: boolean
}

export interface ContactCircumstances {
  agreedHours: { from: TimeOfDay; to: TimeOfDay; until: Day } | null
  hardshipUntil: Day | null
  /** Whoever asked not to be contacted again. */
  stopped: ReadonlySet<string>
  /** Of a guarantor: why nothing can be claimed, or null. */
  guarantee: GuaranteeRefusal | null
  /** Known to be out of reach, dead or unable to act. */
  isKnownLost: boolean
  past: readonly PastContact[]
}

export type GuaranteeRefusal = 'guarantee-not-in-force' | 'guarantee-period-over'

export type ContactRefusal =
  | 'quiet-hours'
  | 'calls-used-up'
  | 'tries-used-up'
  | 'in-hardship'
  | GuaranteeRefusal
  | 'debtor-first'
  | 'debtor-reachable'
  | 'debt-revealed'
  | 'contact-stopped'

/** Whether somebody was spoken to: a call that was answered, or what a robot left behind. */
export function isEffectiveContact(outcome: ContactOutcome, isAutomatic: boolean): boolean {
  return outcome === 'reached' || outcome === 'refused' || (isAutomatic && outcome === 'left-word')
}

/** Whether a time lies from `from` on and before `to`, which may be on the next day. */
export function isWithinHours(
  time: TimeOfDay,
  { from, to }: { from: TimeOfDay; to: TimeOfDay },
): boolean {
  return from <= to ? time >= from && time < to : time >= from || time < to
}

/**
 * Why somebody may not be contacted now, or null. Those who borrowed come first; a guarantor is asked within law and
 * contract only; others only while the debtor is out of reach, without a word of the debt, and never again once they
 * asked for it. Letters know no time of the day. (GB/T 2025-03 guideline; 民法典 688–694.)
 */
export function contactRefusal(
  rules: Pick<CollectionRules, 'quiet' | 'calls' | 'unreachable'>,
  contact: Contact,
  circumstances: ContactCircumstances,
): ContactRefusal | null {
  const { hardshipUntil, stopped } = circumstances
  if (hardshipUntil !== null && hardshipUntil >= contact.on) return 'in-hardship'
  if (stopped.has(contact.partyId) && !owes(contact.role)) return 'contact-stopped'
  return (
    partyRefusal(rules, contact, circumstances) ??
    hoursRefusal(rules, contact, circumstances) ??
    countRefusal(rules, contact, circumstances)
  )
}

function partyRefusal(
  { unreachable }: Pick<CollectionRules, 'unreachable'>,
  { role, kind, saysDebt, on }: Contact,
  { guarantee, past, isKnownLost }: ContactCircumstances,
): ContactRefusal | null {
  if (owes(role)) return null
  const tries = past.filter((each) => each.role === 'debtor' && each.on <= on)
  if (role === 'guarantor') return guarantee ?? (tries.length === 0 ? 'debtor-first' : null)
  if (saysDebt || kind === 'letter' || kind === 'message') return 'debt-revealed'
  return isKnownLost || isOutOfReach(unreachable, tries, on) ? null : 'debtor-reachable'
}

/** Tried often enough in the last days, and spoken to in none of them. */
export function isOutOfReach(
  { tries, withinDays }: { tries: number; withinDays: number },
  past: readonly Pick<PastContact, 'on' | 'isEffective'>[],
  on: Day,
): boolean {
  const recent = past.filter((each) => each.on <= on && each.on > addDays(on, -withinDays))
  return recent.length >= tries && recent.every(({ isEffective }) => !isEffective)
}

function hoursRefusal(
  { quiet }: Pick<CollectionRules, 'quiet'>,
  { kind, on, time, role }: Contact,
  { agreedHours }: ContactCircumstances,
): ContactRefusal | null {
  if (kind === 'letter' || !isWithinHours(time, quiet)) return null
  const isAgreed =
    role === 'debtor' &&
    agreedHours !== null &&
    agreedHours.until >= on &&
    isWithinHours(time, agreedHours)
  return isAgreed ? null : 'quiet-hours'
}

function countRefusal(
  { calls }: Pick<CollectionRules, 'calls'>,
  { kind, on, partyId }: Contact,
  { past }: ContactCircumstances,
): ContactRefusal | null {
  if (kind !== 'call') return null
  const today = past.filter(
    (each) => each.kind === 'call' && each.partyId === partyId && each.on === on,
  )
  const effective = today.filter(({ isEffective }) => isEffective).length
  if (effective >= calls.effectivePerDay) return 'calls-used-up'
  return today.length >= calls.triesPerDay ? 'tries-used-up' : null
}
