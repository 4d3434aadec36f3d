import { uuidv7 } from '@banyan/database'
import {
  contactKinds,
  contactOutcomes,
  isEffectiveContact,
} from '@banyan/domain/collection/contact-rules'
import { freeText } from '@banyan/domain/customers/free-text'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { findCase, listParties, lockCase } from './case-page.queries.ts'
import { insertAction, insertStop } from './case-work.queries.ts'
import { localTime } from './local-time.ts'
import { callsOn, readContactPlace, weighContact } from './weigh-contact.ts'
import { tellCase } from './see-case.ts'

/** An instant of an ordinary year: local time a day before or after is still in the calendar. */
const Instant = z.iso
  .datetime({ offset: true })
  .refine((text) => /^[12]\d{3}/.test(text), 'not-an-instant')
  .transform((text) => new Date(text))

export const MayContact = z.strictObject({
  caseId: z.uuid(),
  partyId: z.uuid(),
  kind: z.enum(contactKinds),
  at: Instant.optional(),
})
export const RecordAction = z.strictObject({
  caseId: z.uuid(),
  partyId: z.uuid(),
  kind: z.enum(contactKinds),
  at: Instant,
  outcome: z.enum(contactOutcomes),
  isAutomatic: z.boolean(),
  /** Whether the debt was spoken of. */
  saidDebt: z.boolean(),
  /** Whether they asked not to be called again. */
  stopAsked: z.boolean(),
  note: freeText(2, 1000),
})
export const StopContact = z.strictObject({
  caseId: z.uuid(),
  partyId: z.uuid(),
  reason: freeText(2, 500),
})

const minutesAhead = 5
const daysBack = 3

/** The rule behind a refusal and where it is from. */
const sources = {
  'quiet-hours': 'quiet',
  'calls-used-up': 'calls',
  'tries-used-up': 'calls',
  'debtor-reachable': 'unreachable',
  'guarantee-period-over': 'clocks',
  'guarantee-not-in-force': 'clocks',
} as const satisfies Record<string, 'quiet' | 'calls' | 'unreachable' | 'clocks'>

const isSourced = (reason: string): reason is keyof typeof sources => Object.hasOwn(sources, reason)

/** Whether somebody of a case may be contacted, before anybody tries. */
export async function mayContact(
  context: StaffContext,
  { caseId, partyId, kind, at = context.now() }: z.output<typeof MayContact>,
) {
  const held = found(await findCase(context, caseId), 'case')
  const { rules } = await rulesInForce(context, 'collection', context.businessDay)
  const { on, time } = localTime(at)
  const parties = await listParties(context, held.debtorId)
  const party = found(
    parties.find(({ id }) => id === partyId),
    'party',
  )
  const place = await readContactPlace(context, rules, held, on)
  const saysDebt = party.role !== 'contact-person'
  const refusal = weighContact(place, party, { kind, on, time, saysDebt })
  const { tried, effective } = callsOn(place, partyId, on)
  return {
    refusal,
    rule:
      refusal !== null && isSourced(refusal)
        ? { code: refusal, source: rules[sources[refusal]].source }
        : null,
    callsToday: tried,
    effectiveCallsToday: effective,
  }
}

/** A contact as it was made. What the rules forbid is not kept as done: it is refused with the rule, and the refusal is on record. */
export async function recordAction(
  context: StaffContext,
  action: z.output<typeof RecordAction>,
): Promise<{ id: string }> {
  const { institution, staff, businessDay } = context
  const { caseId, partyId, kind, at, outcome, isAutomatic, saidDebt, stopAsked, note } = action
  const held = found(await lockCase(context, caseId), 'case')
  if (held.state !== 'open') throw new Refused('case-is-closed')
  const now = context.now()
  if (at.getTime() > now.getTime() + minutesAhead * 60_000) throw new Refused('in-the-future')
  if (at.getTime() < now.getTime() - daysBack * 86_400_000) throw new Refused('too-long-ago')
  const parties = await listParties(context, held.debtorId)
  const party = found(
    parties.find(({ id }) => id === partyId),
    'party',
  )
  const { rules } = await rulesInForce(context, 'collection', businessDay)
  const { on, time } = localTime(at)
  const place = await readContactPlace(context, rules, held, on)
  refuseIf(weighContact(place, party, { kind, on, time, saysDebt: saidDebt }))
  const id = uuidv7()
  await insertAction(context, {
    institutionId: institution.id,
    id,
    caseId,
    partyId,
    partyRole: party.role,
    kind,
    happenedOn: on,
    happenedAt: at,
    outcome,
    isEffective: isEffectiveContact(outcome, isAutomatic),
    isAutomatic,
    note,
    staffId: staff.id,
    recordedAt: now,
  })
  const detail = { case: caseId, collectionAction: id, kind, partyRole: party.role, outcome }
  await recordAudit(context, {
    entity: 'customer',
    id: held.debtorId,
    action: 'collection-contact',
    detail,
  })
  if (stopAsked) await stop(context, held, { partyId, reason: note })
  return { id }
}

/** Somebody near the debtor is not contacted again. */
export async function stopContact(
  context: StaffContext,
  { caseId, partyId, reason }: z.output<typeof StopContact>,
): Promise<{ caseId: string }> {
  const held = found(await lockCase(context, caseId), 'case')
  const parties = await listParties(context, held.debtorId)
  found(
    parties.find(({ id }) => id === partyId),
    'party',
  )
  if (partyId === held.debtorId) throw new Refused('debtor-cannot-be-stopped')
  await stop(context, held, { partyId, reason })
  return { caseId }
}

async function stop(
  context: StaffContext,
  { id: caseId, debtorId }: { id: string; debtorId: string },
  { partyId, reason }: { partyId: string; reason: string },
): Promise<void> {
  const { institution, staff } = context
  if (partyId === debtorId) return
  const stopped = { stoppedBy: staff.id, stoppedAt: context.now() }
  await insertStop(context, { institutionId: institution.id, caseId, partyId, reason, ...stopped })
  await tellCase(
    context,
    { caseId, debtorId },
    { kind: 'contact-stopped', staffId: staff.id, detail: { party: partyId } },
  )
}
