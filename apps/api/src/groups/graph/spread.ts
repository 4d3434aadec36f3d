import type { RelationKind } from '@banyan/domain/groups/relation'
import type { StaffContext } from '../../access/staff-context.ts'
import { type AsOf, listRelationsOf, type RelationRow } from '../relation-graph.queries.ts'

export interface SpreadWish {
  from: readonly string[]
  kinds: readonly RelationKind[]
  direction: 'up' | 'down' | 'both'
  asOf: AsOf
  /** How many parties at most, the first ones among them. */
  most: number
  /** How many steps at most. */
  steps: number
  /** Told the parties reached after each step; true ends the search. */
  isEnough?: (reached: ReadonlyMap<string, number>) => boolean
}

/**
 * Parties step by step from the first ones, with how many steps away each is, and the relations met. One
 * statement a step. `isTruncated`: there are more.
 */
export async function spread(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  { from, kinds, direction, asOf, most, steps, isEnough = () => false }: SpreadWish,
) {
  const reached = new Map(from.slice(0, most).map((id) => [id, 0]))
  const relations = new Map<string, RelationRow>()
  let frontier = [...reached.keys()]
  let isTruncated = from.length > most
  for (let step = 1; frontier.length > 0 && step <= steps && !isEnough(reached); step++) {
    const rows = await listRelationsOf(tx, {
      ...{ institutionId: institution.id, seeds: frontier, kinds, asOf },
      touching: 'any',
    })
    const at = new Set(frontier)
    const next: string[] = []
    for (const row of rows) {
      relations.set(row.id, row)
      for (const id of endsOf(row, at, direction)) {
        if (reached.has(id)) continue
        if (reached.size >= most) {
          isTruncated = true
          break
        }
        reached.set(id, step)
        next.push(id)
      }
    }
    frontier = next
  }
  const shown = [...relations.values()].filter(
    ({ from: a, to: b }) => reached.has(a) && reached.has(b),
  )
  return { reached, relations: shown, isTruncated }
}

/** Where a relation leads from the frontier, the way that is asked for. */
function endsOf(
  { from, to }: RelationRow,
  frontier: ReadonlySet<string>,
  direction: SpreadWish['direction'],
): string[] {
  const up = direction !== 'down' && frontier.has(to) ? [from] : []
  const down = direction !== 'up' && frontier.has(from) ? [to] : []
  return [...up, ...down]
}
