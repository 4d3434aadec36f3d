import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { listParties, type PartyRow } from './parties.queries.ts'

/** A party as this caller may see it; outside their reach it has a name and no file. */
export type Party = PartyRow

export async function partiesOf(context: StaffContext, ids: Iterable<string>): Promise<Party[]> {
  const { tx, institution, scope } = context
  const rows = await listParties(tx, institution.id, scope, [...new Set(ids)])
  return rows.map((row) => ({ ...row, name: shownName(context, row.kind, row.name) }))
}
