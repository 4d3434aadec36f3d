import { day } from '@banyan/domain/calendar'
import type { RelationKind, RelationRole } from '@banyan/domain/groups/relation'
import { type Money, money } from '@banyan/domain/money'
import { type Rate, rate } from '@banyan/domain/rate'
import { NotFound } from '@banyan/domain/refused'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { findGroupOfCustomer } from '../group-list.queries.ts'
import { lockRelation } from '../relations.queries.ts'
import type { RelationFacts } from './enter-relation.ts'

/** NotFound unless one of the two is within the caller's reach. */
export async function requireOneEnd(
  { tx, institution, scope }: StaffContext,
  { from, to }: { from: string; to: string },
  what: 'customer' | 'relation' | 'guarantee',
): Promise<void> {
  const isWithinReach =
    (await findGroupOfCustomer(tx, institution.id, scope, { id: from })) ??
    (await findGroupOfCustomer(tx, institution.id, scope, { id: to }))
  if (!isWithinReach) throw new NotFound(what)
}

type LockedRelation = NonNullable<Awaited<ReturnType<typeof lockRelation>>>

/** The relation as it is believed now, held until the transaction ends. */
export async function lockRelationWithinReach(
  context: StaffContext,
  id: string,
): Promise<LockedRelation> {
  const { tx, institution } = context
  const relation = found(await lockRelation(tx, institution.id, id), 'relation')
  await requireOneEnd(context, { from: relation.fromId, to: relation.toId }, 'relation')
  return relation
}

const share = (value: number | null): Rate | null => (value === null ? null : rate(value))
const sum = (value: number | null): Money | null => (value === null ? null : money(value))

/** What a stored row says, as it would be entered. */
export function factsOf(row: LockedRelation): RelationFacts {
  return {
    from: row.fromId,
    to: row.toId,
    kind: row.kind as RelationKind,
    role: row.role as RelationRole | null,
    percent: share(row.percent),
    votingPercent: share(row.votingPercent),
    incomePercent: share(row.incomePercent),
    dependencePercent: share(row.dependencePercent),
    amount: sum(row.amount),
    validFrom: day(row.validFrom),
    validTo: row.validTo === null ? null : day(row.validTo),
    source: row.source,
    evidence: row.evidence ?? '',
  }
}
