import { uuidv7 } from '@banyan/database'
import { type EventFileRow, readEventRow } from '@banyan/domain/imports/events-file'
import { reviewingEvents } from '@banyan/domain/warnings/risk-events'
import { askForReviews } from '../../inspections/file-updates/ask-for-reviews.ts'
import { lookAtCutsLater } from '../../repricing/look-at-grade.ts'
import { noteSignals } from '../../signals/note-signals.ts'
import { type ChangeRow, insertChanges } from '../problems.queries.ts'
import { findParties } from './find-parties.ts'
import {
  eventKey,
  type ImportedEvent,
  insertEvents,
  type KnownEvent,
  listKnownEvents,
  setEventEnds,
} from './risk-rows.queries.ts'
import type { ImportScope, Outcome, ReadRow, RowImport } from './row-import.ts'

/**
 * What courts, registers and others say has happened: the warning rules look at whoever it happened to as soon as
 * the rows are in. A case that comes again with the day it was closed is ended.
 */
export const eventImport: RowImport<EventFileRow> = {
  readRow: readEventRow,
  keysOf: (row) => [
    JSON.stringify([row.customerExternalId, row.kind, row.happenedOn, row.evidence]),
  ],
  nameOf: () => '',
  take: takeEvents,
}

interface Taking {
  made: ImportedEvent[]
  ends: { id: string; customerId: string; to: string }[]
}

async function takeEvents(
  scope: ImportScope,
  rows: readonly ReadRow<EventFileRow>[],
): Promise<Outcome[]> {
  const { context, place, isRehearsal } = scope
  const { tx, institution, staff } = context
  const parties = await findParties(
    scope,
    rows.map(({ row }) => row.customerExternalId),
  )
  const known = await listKnownEvents(tx, institution.id, [...new Set(parties.values())])
  const taking: Taking = { made: [], ends: [] }
  const outcomes = rows.map((read) => take(scope, read, { parties, known, taking }))
  await insertEvents(tx, taking.made)
  await setEventEnds(
    tx,
    institution.id,
    taking.ends.map(({ id, to }) => ({ id, from: null, to, by: staff.id })),
  )
  if (isRehearsal) return outcomes
  const changed = (entityId: string, change: 'created' | 'updated'): ChangeRow => {
    return { ...place, entity: 'event', entityId, change, before: null }
  }
  await insertChanges(tx, [
    ...taking.made.map(({ id }) => changed(id, 'created')),
    ...taking.ends.map(({ id }) => changed(id, 'updated')),
  ])
  await tellOthers(scope, taking)
  return outcomes
}

/** Files to look at anew, rates to ask about, and customers for the rules to look at. */
async function tellOthers({ context }: ImportScope, { made, ends }: Taking): Promise<void> {
  const reviewed = made.filter(({ kind }) => reviewingEvents.has(kind as EventFileRow['kind']))
  await askForReviews(
    context,
    reviewed.map(({ customerId, kind }) => ({ customerId, cause: kind })),
  )
  await lookAtCutsLater(context, made)
  await noteSignals(
    context,
    [...made, ...ends].map(({ customerId }) => ({ customerId, cause: 'event' })),
  )
}

function take(
  scope: ImportScope,
  { row, digest }: ReadRow<EventFileRow>,
  {
    parties,
    known,
    taking,
  }: {
    parties: ReadonlyMap<string, string>
    known: ReadonlyMap<string, KnownEvent>
    taking: Taking
  },
): Outcome {
  const { seen } = scope
  const { customerExternalId: name, endedOn } = row
  const customerId = parties.get(name)
  if (customerId === undefined)
    return [{ column: 'customer_external_id', code: 'customer-not-found', value: name }]
  const key = eventKey({ customerId, ...row })
  const before = seen.get(key)
  if (before?.digest.equals(digest)) return 'unchanged'
  if (before) return [{ column: 'evidence', code: 'repeated-in-file', value: row.evidence }]
  seen.add(key, { digest, name: '' })
  const held = known.get(key)
  if (held === undefined) {
    taking.made.push(eventOf(scope, row, customerId))
    return 'accepted'
  }
  if (held.endedOn !== null || endedOn === null) return 'unchanged'
  taking.ends.push({ id: held.id, customerId, to: endedOn })
  return 'accepted'
}

function eventOf(
  { context, place, source }: ImportScope,
  { kind, happenedOn, amount, evidence, endedOn }: EventFileRow,
  customerId: string,
): ImportedEvent {
  const { institution, staff, now } = context
  return {
    institutionId: institution.id,
    id: uuidv7(),
    customerId,
    kind,
    happenedOn,
    amount,
    source,
    evidence,
    enteredBy: staff.id,
    enteredAt: now(),
    endedOn,
    endedBy: endedOn === null ? null : staff.id,
    endReason: endedOn === null ? null : 'imported',
    importBatchId: place.batchId,
  }
}
