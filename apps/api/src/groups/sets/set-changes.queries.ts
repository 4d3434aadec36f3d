import { type Tx, uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { DerivedReason } from '@banyan/domain/groups/connected/derived-set'
import type { KnownSet, SetChange } from '@banyan/domain/groups/set-differences'
import type { Money } from '@banyan/domain/money'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../../insert-rows.queries.ts'
import { type BookQuestion, contractsOf, ratesOn } from '../contracts.queries.ts'
import { holdsAt, type RelationRow } from '../relation-graph.queries.ts'
import type { SetBasis, SetStatus } from './connected-sets.queries.ts'

/** Every relation in force on the day: what connected customers are derived from. */
export async function listAllRelations(
  tx: Tx,
  institutionId: string,
  on: Day,
): Promise<RelationRow[]> {
  const { rows } = await sql<RelationRow>`
    select r.id, r.kind, r.from_id as "from", r.to_id as "to", r.role, r.percent, r.source, r.amount,
      r.voting_percent as "votingPercent", r.income_percent as "incomePercent",
      r.dependence_percent as "dependencePercent"
    from relation r where r.institution_id = ${institutionId} and ${holdsAt('r', { on, knownAt: null })}`.execute(
    tx,
  )
  return rows
}

/** Who of these is a person, and what everyone is called. */
export async function listSetParties(tx: Tx, institutionId: string, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; number: string; kind: string; name: string }>`
    select id, number, kind, name from customer
    where institution_id = ${institutionId} and id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** What each customer owes and was promised; those who owe nothing are left out. */
export async function listOwed(tx: Tx, question: BookQuestion): Promise<Map<string, Money>> {
  const { rows } = await sql<{ id: string; owed: Money }>`
    with rates as (${ratesOn(question)}),
    everyone as (select id as customer_id from customer where institution_id = ${question.institutionId})
    select customer_id as id, coalesce(sum(amount), 0)::bigint as owed
    from (${contractsOf(question, 'everyone')}) as each group by customer_id`.execute(tx)
  return new Map(rows.map(({ id, owed }) => [id, owed]))
}

interface SetOnFile {
  id: string
  root: string
  status: SetStatus
  digest: Buffer
  members: string[]
  hasWaiting: boolean
  decided: { kind: string; status: string; added: { customerId: string }[]; removed: string[] }[]
}

/** Every set of a kind with its members and what people decided about it. */
export async function listSetsOnFile(
  tx: Tx,
  institutionId: string,
  basis: SetBasis,
): Promise<SetOnFile[]> {
  const { rows } = await sql<SetOnFile>`
    select held.id, held.root_customer_id as root, held.status, held.members_digest as digest,
      coalesce((select array_agg(m.customer_id) from connected_set_member m
        where m.institution_id = held.institution_id and m.set_id = held.id
          and m.valid_to is null and m.known_to is null), '{}') as members,
      exists (select from connected_set_proposal p where p.institution_id = held.institution_id
        and p.set_id = held.id and p.status = 'waiting') as "hasWaiting",
      coalesce((select jsonb_agg(jsonb_build_object('kind', p.kind, 'status', p.status, 'added', p.added,
          'removed', to_jsonb(p.removed)) order by p.made_at, p.id)
        from connected_set_proposal p where p.institution_id = held.institution_id
          and p.set_id = held.id and p.status <> 'waiting'), '[]') as decided
    from connected_set held
    where held.institution_id = ${institutionId} and held.basis = ${basis} and held.status <> 'ended'`.execute(
    tx,
  )
  return rows
}

/** A set as the rule sees it: overrides stand, and refusals are remembered. */
export function asKnownSet({ id, root, members, decided }: SetOnFile): KnownSet {
  const kept = new Set<string>()
  const left = new Set<string>()
  const refused: SetChange[] = []
  for (const { kind, status, added, removed } of decided) {
    const change = { added: added.map(({ customerId }) => customerId), removed }
    if (status === 'refused') refused.push(change)
    else if (kind === 'override') {
      for (const member of change.added) {
        kept.add(member)
        left.delete(member)
      }
      for (const member of removed) {
        left.add(member)
        kept.delete(member)
      }
    }
  }
  return { id, root, members, kept: [...kept], left: [...left], refused }
}

export interface NewSetRow {
  institutionId: string
  id: string
  number: string
  basis: SetBasis
  name: string
  rootCustomerId: string
  status: SetStatus
  memberCount: number
  membersDigest: Buffer
  needsAssessment: boolean
  madeAt: Date
}

export interface NewSetMember {
  customerId: string
  reasons: readonly DerivedReason[]
}

const setColumns: Columns<NewSetRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  number: 'text',
  basis: 'text',
  name: 'text',
  rootCustomerId: 'uuid',
  status: 'text',
  memberCount: 'integer',
  membersDigest: 'bytea',
  needsAssessment: 'boolean',
  madeAt: 'timestamptz',
}

const perStatement = 5_000

async function insertInParts<Row extends object>(
  tx: Tx,
  table: 'connectedSet' | 'connectedSetMember' | 'connectedSetProposal',
  columns: Columns<Row>,
  rows: readonly Row[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += perStatement)
    await insertRows(tx, table, columns, rows.slice(at, at + perStatement))
}

export function insertSets(tx: Tx, rows: readonly NewSetRow[]): Promise<void> {
  return insertInParts(tx, 'connectedSet', setColumns, rows)
}

interface MemberInSet extends NewSetMember {
  setId: string
}

/** Members begin on the day, and are known from now. */
export function insertSetMembers(
  tx: Tx,
  institutionId: string,
  members: readonly MemberInSet[],
  { day, at }: { day: Day; at: Date },
): Promise<void> {
  const rows = members.map(({ setId, customerId, reasons }) => ({
    institutionId,
    id: uuidv7(),
    setId,
    customerId,
    reasons: JSON.stringify(reasons),
    validFrom: day,
    knownFrom: at,
  }))
  return insertInParts(
    tx,
    'connectedSetMember',
    {
      institutionId: 'uuid',
      id: 'uuid',
      setId: 'uuid',
      customerId: 'uuid',
      reasons: 'jsonb',
      validFrom: 'date',
      knownFrom: 'timestamptz',
    },
    rows,
  )
}

/** Members leave on the day: what was believed until now stays readable beside it. */
export async function endSetMembers(
  tx: Tx,
  institutionId: string,
  { setId, customerIds }: { setId: string; customerIds: readonly string[] },
  { day, at }: { day: Day; at: Date },
): Promise<void> {
  await sql`
    with ended as (
      update connected_set_member set known_to = ${at}
      where institution_id = ${institutionId} and set_id = ${setId} and customer_id = any(${customerIds}::uuid[])
        and valid_to is null and known_to is null
      returning customer_id, reasons, valid_from
    )
    insert into connected_set_member (institution_id, id, set_id, customer_id, reasons, valid_from, valid_to, known_from)
    select ${institutionId}, gen_random_uuid(), ${setId}, customer_id, reasons, valid_from, ${day}::date, ${at}
    from ended where valid_from < ${day}`.execute(tx)
}

export interface NewProposalRow {
  institutionId: string
  id: string
  setId: string
  kind: 'new' | 'change' | 'end' | 'override'
  added: string
  removed: string[]
  reason: string
  status: 'waiting'
  madeBy: string
  madeAt: Date
}

export function insertSetProposals(tx: Tx, rows: readonly NewProposalRow[]): Promise<void> {
  return insertInParts(
    tx,
    'connectedSetProposal',
    {
      institutionId: 'uuid',
      id: 'uuid',
      setId: 'uuid',
      kind: 'text',
      added: 'jsonb',
      removed: 'uuid[]',
      reason: 'text',
      status: 'text',
      madeBy: 'uuid',
      madeAt: 'timestamptz',
    },
    rows,
  )
}

export async function setProposalDecided(
  tx: Tx,
  institutionId: string,
  id: string,
  decision: { status: 'approved' | 'refused'; decidedBy: string; decidedAt: Date; note: string },
): Promise<void> {
  await tx
    .updateTable('connectedSetProposal')
    .set(decision)
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export async function setSetStatus(
  tx: Tx,
  institutionId: string,
  id: string,
  change: { status: SetStatus; memberCount: number },
): Promise<void> {
  await tx
    .updateTable('connectedSet')
    .set(change)
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}
