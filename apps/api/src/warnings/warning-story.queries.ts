import type { Colour } from '@banyan/domain/warnings/colours'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import {
  type ListedWarning,
  rankOfColour,
  warningColumns,
  type WarningReader,
  warningsInScope,
} from './warning-list.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface ColourCount {
  colour: Colour
  open: number
  late: number
  mine: number
  releaseProposed: number
  escalated: number
  raisedThisMonth: number
}

export function countWarnings(reader: WarningReader): Promise<ColourCount[]> {
  const { staff, businessDay } = reader
  const late = sql`warning.due_on < ${businessDay}`
  return warningsInScope(reader)
    .select('warning.colour')
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`(count(*) filter (where ${late}))::int`.as('late'),
      sql<number>`(count(*) filter (where warning.owner_id = ${staff.id} or warning.escalated_to = ${staff.id}))::int`.as(
        'mine',
      ),
      sql<number>`(count(*) filter (where warning.state = 'release-proposed'))::int`.as(
        'releaseProposed',
      ),
      sql<number>`(count(*) filter (where warning.escalation > 0))::int`.as('escalated'),
      sql<number>`(count(*) filter (where warning.raised_on >= date_trunc('month', ${businessDay}::date)))::int`.as(
        'raisedThisMonth',
      ),
    ])
    .where('warning.state', '<>', 'released')
    .groupBy('warning.colour')
    .execute() as Promise<ColourCount[]>
}

export function listWarningEvents({ tx, institution }: Place, warningId: string) {
  return tx
    .selectFrom('warningEvent as event')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'event.institutionId')
        .onRef('staff.id', '=', 'event.staffId'),
    )
    .select([
      'event.kind',
      'event.at',
      'event.happenedOn as on',
      'staff.name as by',
      'event.note',
      'event.detail',
    ])
    .where('event.institutionId', '=', institution.id)
    .where('event.warningId', '=', warningId)
    .orderBy('event.id')
    .limit(200)
    .execute()
}

/** Warnings this one came from, or led to. */
export async function listLinked(
  reader: WarningReader,
  warningId: string,
  which: 'causes' | 'effects',
) {
  const [from, to] =
    which === 'causes' ? (['warningId', 'causeId'] as const) : (['causeId', 'warningId'] as const)
  const rows = await warningsInScope(reader)
    .innerJoin('warningCause as link', (join) =>
      join
        .onRef('link.institutionId', '=', 'warning.institutionId')
        .onRef(`link.${to}`, '=', 'warning.id'),
    )
    .select(warningColumns)
    .select(rankOfColour.as('rank'))
    .where(`link.${from}`, '=', warningId)
    .orderBy('warning.id')
    .limit(50)
    .execute()
  return rows as ListedWarning[]
}
