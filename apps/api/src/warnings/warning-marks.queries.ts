import type { Colour } from '@banyan/domain/warnings/colours'
import { sql } from 'kysely'
import { rankOfColour, type WarningReader, warningsInScope } from './warning-list.queries.ts'

export interface WarningMark {
  customerId: string
  /** The most serious that stands open. */
  colour: Colour
  count: number
}

/** The customers now in a group with open warnings within reach, one row each. */
export async function listWarningMarks(
  reader: WarningReader,
  groupId: string,
): Promise<WarningMark[]> {
  const { rows } = await sql<WarningMark>`
    select open.customer_id as "customerId", (array['red', 'orange', 'yellow'])[min(open.rank) + 1] as colour,
      count(*)::integer as count
    from (${warningsInScope(reader)
      .select(['warning.customerId', rankOfColour.as('rank')])
      .where('warning.state', '<>', 'released')
      .where('warning.customerId', 'is not', null)}) open
    join group_member m on m.institution_id = ${reader.institution.id} and m.customer_id = open.customer_id
      and m.group_id = ${groupId} and m.valid_to is null and m.known_to is null
    group by open.customer_id order by open.customer_id`.execute(reader.tx)
  return rows
}
