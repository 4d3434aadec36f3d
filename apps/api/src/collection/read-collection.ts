import { addDays, Day } from '@banyan/domain/calendar'
import { bucketCodes } from '@banyan/domain/collection/collection-rules'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { cursorOf, IntegerText } from '../cursor.ts'
import { found } from '../not-found.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { countQueue, findCase, listCaseLoans, listParties, listQueue } from './case-page.queries.ts'
import { listActions, listCaseSteps } from './case-work.queries.ts'
import { listHardships, listLetters, listNotices, listPromises } from './arrangements.queries.ts'
import { listClocks } from './clocks.queries.ts'
import { localTime } from './local-time.ts'
import { callsOn, readContactPlace, weighContact } from './weigh-contact.ts'

export const QueuePage = z.strictObject({
  bucket: z.enum(bucketCodes).optional(),
  state: z.enum(['open', 'hardship-asked', 'hardship', 'closed']).default('open'),
  mine: z.boolean().optional(),
  promise: z.enum(['due-today', 'broken']).optional(),
  customerId: z.uuid().optional(),
  cursor: cursorOf(IntegerText, z.uuid()).optional(),
  limit: z.int().min(1).max(100).default(50),
})
export const OneCase = z.strictObject({ id: z.uuid() })
export const ClockPage = z.strictObject({
  kind: z.enum(['limitation', 'guarantee-period']).optional(),
  within: z.int().min(0).max(3650).default(90),
  mine: z.boolean().optional(),
  cursor: cursorOf(Day, z.uuid()).optional(),
  limit: z.int().min(1).max(100).default(50),
})

type CaseRow = NonNullable<Awaited<ReturnType<typeof findCase>>>

function shownCase(context: StaffContext, row: CaseRow) {
  const { agreedFrom: _from, agreedTo: _to, agreedUntil: _until, ...rest } = row
  return {
    ...rest,
    debtorName: shownName(context, row.debtorKind, row.debtorName),
    lastActionAt: row.lastActionAt?.toISOString() ?? null,
  }
}

export async function pageOfQueue(
  context: StaffContext,
  { limit, ...filter }: z.output<typeof QueuePage>,
) {
  const rows = await listQueue(context, { ...filter, limit: limit + 1 })
  const page = rows.slice(0, limit).map((row) => shownCase(context, row))
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? `${last.priority}|${last.id}` : null }
}

export async function summariseQueue(context: StaffContext) {
  const counts = await countQueue(context)
  const { rules } = await rulesInForce(context, 'collection', context.businessDay)
  const through = addDays(context.businessDay, rules.clocks.warnWithinDays)
  const clocks = await listClocks(context, { through, limit: 1000 })
  const sum = (key: 'mine' | 'unassigned' | 'promisesDueToday' | 'promisesBroken' | 'inHardship') =>
    counts.reduce((total, each) => total + each[key], 0)
  return {
    buckets: counts.map(({ bucket, cases, overdue }) => ({ bucket, cases, overdue })),
    mine: sum('mine'),
    unassigned: sum('unassigned'),
    promisesDueToday: sum('promisesDueToday'),
    promisesBroken: sum('promisesBroken'),
    inHardship: sum('inHardship'),
    clocksSoon: clocks.length,
  }
}

/** Everybody in a case, and whether they may be called at this moment. */
async function partiesOf(context: StaffContext, row: CaseRow) {
  const { rules } = await rulesInForce(context, 'collection', context.businessDay)
  const { on, time } = localTime(context.now())
  const place = await readContactPlace(context, rules, row, on)
  const parties = await listParties(context, row.debtorId)
  const shown = parties.map((party) => ({
    id: party.id,
    role: party.role,
    name: shownName(context, party.kind, party.name),
    relationId: party.relationId,
    mayContact: weighContact(place, party, {
      kind: 'call',
      on,
      time,
      saysDebt: party.role !== 'contact-person',
    }),
    callsToday: callsOn(place, party.id, on).tried,
    effectiveCallsToday: callsOn(place, party.id, on).effective,
    stopped: place.circumstances.stopped.has(party.id),
  }))
  const { quiet, calls } = rules
  const contactRules = {
    quietFrom: quiet.from,
    quietTo: quiet.to,
    callsPerDay: calls.effectivePerDay,
    source: quiet.source,
    agreedHours: place.circumstances.agreedHours,
    hardshipAtMostUntil: addDays(context.businessDay, rules.hardshipAtMostDays),
  }
  return { parties: shown, contactRules }
}

export async function readCase(context: StaffContext, { id }: z.output<typeof OneCase>) {
  const row = found(await findCase(context, id), 'case')
  context.noteAccess(row.debtorId, 'collection')
  const actions = await listActions(context, id)
  const steps = await listCaseSteps(context, id)
  const hardships = await listHardships(context, id)
  const loans = await listCaseLoans(context, row.debtorId)
  return {
    ...shownCase(context, row),
    loans,
    actions: actions.map(({ happenedAt, partyKind, ...action }) => ({
      ...action,
      partyName: shownName(context, partyKind, action.partyName),
      at: happenedAt.toISOString(),
    })),
    promises: await listPromises(context, id),
    hardships: hardships.map((each) => ({ ...each, proposedAt: each.proposedAt.toISOString() })),
    letters: await listLetters(context, id),
    notices: await listNotices(
      context,
      loans.map((loan) => loan.id),
    ),
    history: steps.map((step) => ({ ...step, at: step.at.toISOString() })),
    clocks: await clocksOf(context, row.debtorId),
    ...(await partiesOf(context, row)),
  }
}

function shownClock(context: StaffContext, row: Awaited<ReturnType<typeof listClocks>>[number]) {
  const { customerKind, partyKind, ...clock } = row
  return {
    ...clock,
    customerName: shownName(context, customerKind, clock.customerName),
    partyName: shownName(context, partyKind, clock.partyName),
  }
}

async function clocksOf(context: StaffContext, customerId: string) {
  const rows = await listClocks(context, { customerId, limit: 100 })
  return rows.map((row) => shownClock(context, row))
}

export async function pageOfClocks(context: StaffContext, page: z.output<typeof ClockPage>) {
  const { limit, within, ...filter } = page
  const through = addDays(context.businessDay, within)
  const clocks = await listClocks(context, { ...filter, through, limit: limit + 1 })
  const rows = clocks.slice(0, limit).map((row) => shownClock(context, row))
  const last = rows.at(-1)
  return { rows, next: clocks.length > limit && last ? `${last.endsOn}|${last.id}` : null }
}
