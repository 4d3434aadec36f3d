import type { Tx } from '@banyan/database'
import type { DerivedReason } from '@banyan/domain/groups/connected/derived-set'
import { sql } from 'kysely'
import type { Scope } from '../../access/staff-context.ts'

export const setBases = ['control', 'connected'] as const
export type SetBasis = (typeof setBases)[number]

export const setStatuses = ['proposed', 'confirmed', 'dismissed', 'ended'] as const
export type SetStatus = (typeof setStatuses)[number]

export interface SetRow {
  id: string
  number: string
  basis: SetBasis
  name: string
  rootKind: string
  rootCustomerId: string
  status: SetStatus
  members: number
  needsAssessment: boolean
  /** The kind of the proposal that waits; null when none does. */
  waiting: SetProposal['kind'] | null
}

/** A set is within reach when any present member is. */
function setInScope(scope: Scope) {
  if (scope.reach === 'institution') return sql<boolean>`true`
  return sql<boolean>`exists (
    select from connected_set_member m join customer c on c.institution_id = m.institution_id and c.id = m.customer_id
    where m.institution_id = held.institution_id and m.set_id = held.id and m.valid_to is null and m.known_to is null
      and ${scope.reach === 'own' ? sql`c.officer_id = ${scope.staffId}` : sql`c.branch_id = any(${scope.branchIds}::uuid[])`})`
}

const setColumns = sql`held.id, held.number, held.basis, held.name, held.status, root.kind as "rootKind",
  held.root_customer_id as "rootCustomerId", held.member_count as members,
  held.needs_assessment as "needsAssessment", waiting.kind as waiting`

const setTables = sql`connected_set held
  join customer root on root.institution_id = held.institution_id and root.id = held.root_customer_id
  left join connected_set_proposal waiting on waiting.institution_id = held.institution_id
    and waiting.set_id = held.id and waiting.status = 'waiting'`

export interface SetFilter {
  basis?: SetBasis | undefined
  status?: SetStatus | undefined
  isWaiting?: boolean | undefined
  text?: string | undefined
  id?: string | undefined
  after?: { id: string } | undefined
  limit: number
}

/** By number, those by control first; dismissed and ended ones only when asked for. */
export async function listSets(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  { basis, status, isWaiting, text, id, after, limit }: SetFilter,
): Promise<SetRow[]> {
  const { rows } = await sql<SetRow>`
    select ${setColumns} from ${setTables}
    where held.institution_id = ${institutionId} and ${setInScope(scope)}
      and (${basis ?? null}::text is null or held.basis = ${basis ?? null})
      and (${status ?? null}::text is null or held.status = ${status ?? null})
      and (${status ?? id ?? null}::text is not null or held.status in ('proposed', 'confirmed'))
      and (${isWaiting ?? false} = false or waiting.id is not null)
      and (${text ?? null}::text is null or position(${text ?? null} in held.name || ' ' || held.number) > 0)
      and (${id ?? null}::uuid is null or held.id = ${id ?? null})
      and (${after?.id ?? null}::uuid is null or held.number > (
        select last.number from connected_set last
        where last.institution_id = ${institutionId} and last.id = ${after?.id ?? null}))
    order by held.number limit ${limit}`.execute(tx)
  return rows
}

/** The living sets a customer stands in, of either kind. */
export async function listSetsOf(
  tx: Tx,
  institutionId: string,
  customerId: string,
): Promise<SetRow[]> {
  const { rows } = await sql<SetRow>`
    select ${setColumns} from ${setTables}
    join connected_set_member own on own.institution_id = held.institution_id and own.set_id = held.id
      and own.customer_id = ${customerId} and own.valid_to is null and own.known_to is null
    where held.institution_id = ${institutionId} and held.status in ('proposed', 'confirmed')
    order by held.basis, held.number`.execute(tx)
  return rows
}

export interface SetMember {
  customerId: string
  number: string
  name: string
  kind: string
  reasons: DerivedReason[]
}

export async function listSetMembers(
  tx: Tx,
  institutionId: string,
  setId: string,
): Promise<SetMember[]> {
  const { rows } = await sql<SetMember>`
    select customer.id as "customerId", customer.number, customer.name, customer.kind, member.reasons
    from connected_set_member member
    join customer on customer.institution_id = member.institution_id and customer.id = member.customer_id
    where member.institution_id = ${institutionId} and member.set_id = ${setId}
      and member.valid_to is null and member.known_to is null
    order by length(customer.number), customer.number limit 2000`.execute(tx)
  return rows
}

export interface SetProposal {
  id: string
  setId: string
  kind: 'new' | 'change' | 'end' | 'override'
  added: { customerId: string; reasons: DerivedReason[] }[]
  removed: string[]
  reason: string
  status: 'waiting' | 'approved' | 'refused'
  madeBy: string
  maker: string
  madeAt: Date
  decider: string | null
  decidedAt: Date | null
  note: string | null
}

const proposals = (where: ReturnType<typeof sql>) => sql<SetProposal>`
  select proposal.id, proposal.set_id as "setId", proposal.kind, proposal.added, proposal.removed, proposal.reason,
    proposal.status, proposal.made_by as "madeBy", maker.name as maker, proposal.made_at as "madeAt",
    decider.name as decider, proposal.decided_at as "decidedAt", proposal.note
  from connected_set_proposal proposal
  join staff maker on maker.institution_id = proposal.institution_id and maker.id = proposal.made_by
  left join staff decider on decider.institution_id = proposal.institution_id and decider.id = proposal.decided_by
  where ${where}`

/** Of one set, newest first. */
export async function listSetProposals(
  tx: Tx,
  institutionId: string,
  setId: string,
): Promise<SetProposal[]> {
  const { rows } = await proposals(sql`proposal.institution_id = ${institutionId}
    and proposal.set_id = ${setId} order by proposal.made_at desc, proposal.id desc limit 100`).execute(
    tx,
  )
  return rows
}

export async function findSetProposal(
  tx: Tx,
  institutionId: string,
  id: string,
): Promise<SetProposal | undefined> {
  const { rows } = await proposals(
    sql`proposal.institution_id = ${institutionId} and proposal.id = ${id}`,
  ).execute(tx)
  return rows[0]
}

/** Holds the set until the transaction ends: its members change under this lock alone. */
export function lockSet(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('connectedSet')
    .select(['id', 'number', 'basis', 'status', 'rootCustomerId', 'memberCount'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}
