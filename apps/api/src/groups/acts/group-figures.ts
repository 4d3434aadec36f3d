import { allowedBy, exposureLimits } from '@banyan/domain/decisions/exposure-limits'
import { type Money, money } from '@banyan/domain/money'
import type { StaffContext } from '../../access/staff-context.ts'
import type { ExposureSums } from '../contracts.queries.ts'
import { getCapitalBases } from '../limits-in-force.queries.ts'
import { findLimit } from '../tree.queries.ts'

export interface GroupFigures {
  members: number
  used: Money
  reserved: Money
  /** Of what is reserved, signed already. */
  signed: Money
  guaranteed: Money
  limit: Money | null
  /** What the limit leaves; below zero when it is exceeded. */
  free: Money | null
  /** The least that the law allows one group to owe. */
  legalCap: Money | null
  legalFree: Money | null
}

export interface GroupBounds {
  limit: Money | null
  legalCap: Money | null
}

/** The group's own limit and what the law allows any group. */
export async function groupBounds(
  { tx, institution, businessDay }: StaffContext,
  groupId: string,
): Promise<GroupBounds> {
  const limit = await findLimit(tx, institution.id, groupId, businessDay)
  const bases = await getCapitalBases(tx, institution.id, businessDay)
  const caps = exposureLimits[institution.kind]
    .filter(({ scope }) => scope.startsWith('group-'))
    .flatMap((rule) => allowedBy(rule, bases) ?? [])
  return {
    limit: limit ? money(limit.amount) : null,
    legalCap: caps.length === 0 ? null : money(Math.min(...caps)),
  }
}

export function groupFigures(
  sums: Pick<ExposureSums, 'members' | 'drawn' | 'approved' | 'signed' | 'guaranteed'>,
  { limit, legalCap }: GroupBounds,
): GroupFigures {
  const { members, drawn, approved, signed, guaranteed } = sums
  const owed = drawn + approved + signed
  return {
    members,
    used: drawn,
    reserved: money(approved + signed),
    signed,
    guaranteed,
    limit,
    free: limit === null ? null : money(limit - owed),
    legalCap,
    legalFree: legalCap === null ? null : money(legalCap - owed),
  }
}
