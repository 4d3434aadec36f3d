import { uuidv7 } from '@banyan/database'
import { relationKinds, relationRules } from '@banyan/domain/groups/relation'
import { readRelationRow, type RelationRow } from '@banyan/domain/imports/relations-file'
import { proposeGroups } from '../../groups/propose-groups.ts'
import { type ChangeRow, insertChanges } from '../problems.queries.ts'
import { listReferences, type Reference, setReferences } from '../references.queries.ts'
import { findParties } from './find-parties.ts'
import {
  endKnowledgeOf,
  type ImportedRelation,
  insertRelations,
  type KnownRelation,
  listConnectedByBatch,
  listGroupsTouchedAt,
  listRelationsBetween,
} from './relation-rows.queries.ts'
import { touch } from '../../touched.ts'
import type { ImportScope, Outcome, ReadRow, Rejection, RowImport } from './row-import.ts'

/** Who holds, controls or guarantees whom; sets that ownership or control connects become groups. */
export const relationImport: RowImport<RelationRow> = {
  readRow: readRelationRow,
  keysOf: (row) => [relationKey(row)],
  nameOf: () => '',
  take: takeRelations,
  finish: proposeGroupsOfBatch,
}

/**
 * Two guarantees between one pair are two relations, and so are two roles of one person; two holdings from
 * one day are a contradiction.
 */
function relationKey({ from, to, kind, role, validFrom, amount, evidence }: RelationRow): string {
  const isOneOfMany = kind === 'guarantee' || kind === 'trade'
  const more = [...(isOneOfMany ? [amount, evidence] : []), ...(role === null ? [] : [role])]
  return JSON.stringify([from, to, kind, validFrom, ...more])
}

interface Planned {
  relations: ImportedRelation[]
  superseded: string[]
  references: Reference[]
  changes: ChangeRow[]
}

async function takeRelations(
  scope: ImportScope,
  rows: readonly ReadRow<RelationRow>[],
): Promise<Outcome[]> {
  const { context, source, isRehearsal } = scope
  const { tx, institution } = context
  const place = { institutionId: institution.id, kind: 'relation', source } as const
  const references = await listReferences(
    tx,
    place,
    rows.map(({ row }) => relationKey(row)),
  )
  const parties = await findParties(
    scope,
    rows.flatMap(({ row }) => [row.from, row.to]),
  )
  const known = await listRelationsBetween(tx, institution.id, pairsOf(rows, parties))
  const byPair = Map.groupBy(known, pairKey)
  const planned: Planned = { relations: [], superseded: [], references: [], changes: [] }
  const outcomes = rows.map((read) =>
    takeRelation(scope, read, { references, parties, byPair, planned }),
  )
  await endKnowledgeOf(tx, institution.id, planned.superseded, context.now())
  touch(
    tx,
    'customer',
    planned.relations.map(({ fromId }) => fromId),
  )
  await insertRelations(tx, planned.relations)
  await setReferences(tx, place, planned.references)
  if (!isRehearsal) await insertChanges(tx, planned.changes)
  return outcomes
}

const pairKey = (row: { fromId: string; toId: string; kind: string }) =>
  `${row.fromId} ${row.toId} ${row.kind}`

function pairsOf(
  rows: readonly ReadRow<RelationRow>[],
  parties: ReadonlyMap<string, string>,
): { fromId: string; toId: string }[] {
  return rows.flatMap(({ row }) => {
    const [fromId, toId] = [parties.get(row.from), parties.get(row.to)]
    return fromId !== undefined && toId !== undefined ? [{ fromId, toId }] : []
  })
}

interface Known {
  references: ReadonlyMap<string, Reference>
  parties: ReadonlyMap<string, string>
  byPair: ReadonlyMap<string, KnownRelation[]>
  planned: Planned
}

function takeRelation(
  scope: ImportScope,
  { row, digest }: ReadRow<RelationRow>,
  { references, parties, byPair, planned }: Known,
): Outcome {
  const key = relationKey(row)
  const seen = scope.seen.get(key)
  if (seen?.digest.equals(digest)) return 'unchanged'
  if (seen) return [{ column: 'to_external_id', code: 'repeated-in-file', value: row.to }]
  const [fromId, toId] = [parties.get(row.from), parties.get(row.to)]
  if (fromId === undefined || toId === undefined) return missingParties(row, { fromId, toId })
  if (fromId === toId && row.kind !== 'ownership') {
    return [{ column: 'to_external_id', code: 'related-to-itself', value: row.to }]
  }
  scope.seen.add(key, { digest, name: '' })
  const reference = references.get(key)
  if (reference?.contentDigest?.equals(digest)) return 'unchanged'
  const stated = relationOf(scope, row, { fromId, toId })
  const standing = (byPair.get(pairKey(stated)) ?? []).filter((known) => stands(known, stated, row))
  const made = withWhatIsKnown(stated, row, standing[0])
  const same = standing.find((known) => isSame(known, made))
  planned.references.push({
    externalId: key,
    entityId: same?.id ?? made.id,
    contentDigest: digest,
  })
  if (same) return 'unchanged'
  planned.relations.push(made)
  planned.superseded.push(...standing.map(({ id }) => id))
  const [before] = standing
  planned.changes.push({
    ...scope.place,
    entity: 'relation',
    entityId: made.id,
    change: before ? 'updated' : 'created',
    before: before ? JSON.stringify({ superseded: standing.map(({ id }) => id) }) : null,
  })
  return 'accepted'
}

function missingParties(
  { from, to }: RelationRow,
  { fromId, toId }: { fromId: string | undefined; toId: string | undefined },
): Rejection[] {
  const problems: Rejection[] = []
  const code = 'customer-not-found'
  if (fromId === undefined) problems.push({ column: 'from_external_id', code, value: from })
  if (toId === undefined) problems.push({ column: 'to_external_id', code, value: to })
  return problems
}

function relationOf(
  { context, place, source }: ImportScope,
  row: RelationRow,
  { fromId, toId }: { fromId: string; toId: string },
): ImportedRelation {
  const { institution, staff, businessDay } = context
  return {
    institutionId: institution.id,
    id: uuidv7(),
    fromId,
    toId,
    kind: row.kind,
    role: row.role,
    percent: row.percent,
    votingPercent: row.votingPercent,
    incomePercent: row.incomePercent,
    dependencePercent: row.dependencePercent,
    amount: row.amount,
    validFrom: row.validFrom ?? businessDay,
    validTo: row.validTo,
    knownFrom: context.now(),
    source: row.source || source,
    evidence: row.evidence || null,
    importBatchId: place.batchId,
    createdBy: staff.id,
    correctsId: null,
  }
}

/** Which known relations a row speaks of: those of its start, or, where it states none, those in force. */
function stands(known: KnownRelation, made: ImportedRelation, row: RelationRow): boolean {
  if (known.role !== made.role) return false
  if (row.kind === 'guarantee' || row.kind === 'trade') {
    return known.amount === made.amount && known.evidence === made.evidence
  }
  return row.validFrom === null ? known.validTo === null : known.validFrom === made.validFrom
}

/** An empty cell keeps what is known of the one relation the row speaks of. */
function withWhatIsKnown(
  made: ImportedRelation,
  row: RelationRow,
  known: KnownRelation | undefined,
): ImportedRelation {
  if (!known) return made
  return {
    ...made,
    correctsId: known.id,
    percent: made.percent ?? known.percent,
    votingPercent: made.votingPercent ?? known.votingPercent,
    incomePercent: made.incomePercent ?? known.incomePercent,
    dependencePercent: made.dependencePercent ?? known.dependencePercent,
    amount: made.amount ?? known.amount,
    validFrom: row.validFrom ?? known.validFrom,
    validTo: made.validTo ?? known.validTo,
    evidence: made.evidence ?? known.evidence,
  }
}

function isSame(known: KnownRelation, made: ImportedRelation): boolean {
  return (
    known.percent === made.percent &&
    known.votingPercent === made.votingPercent &&
    known.incomePercent === made.incomePercent &&
    known.dependencePercent === made.dependencePercent &&
    known.amount === made.amount &&
    known.validTo === made.validTo &&
    known.evidence === made.evidence
  )
}

async function proposeGroupsOfBatch({ context, place }: ImportScope): Promise<void> {
  const { tx, institution } = context
  const grouping = relationKinds.filter((kind) => relationRules[kind].isGrouping)
  const connected = await listConnectedByBatch(tx, place, grouping)
  if (connected.length === 0) return
  await proposeGroups(context, connected)
  const at = context.now()
  const groups = await listGroupsTouchedAt(tx, institution.id, at)
  await insertChanges(
    tx,
    groups.map(({ id, isNew }) => ({
      ...place,
      entity: 'group' as const,
      entityId: id,
      change: isNew ? ('created' as const) : ('updated' as const),
      before: JSON.stringify({ at: at.toISOString() }),
    })),
  )
}
