import type { Day } from '@banyan/domain/calendar'
import type { Colour } from '@banyan/domain/warnings/colours'
import type { Explanation } from '@banyan/domain/warnings/judge-customer'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import { setRows } from '../loans/bulk-rows.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

const key = { institutionId: 'uuid', id: 'uuid' }

/** Many warnings at once, by their ids. */
function setWarnings(
  { tx, institution }: Place,
  set: Readonly<Record<string, string>>,
  rows: readonly object[],
): Promise<void> {
  const given = rows.map((row) => ({ ...row, institutionId: institution.id }))
  return setRows(tx, 'warning', { key, set }, given)
}

export interface SeenWarning {
  id: string
  state: 'open' | 'taken'
  colour: Colour
  value: number
  evidenceKey: string
  rulesVersion: number
  explanation: Explanation
  lastSeenOn: Day
  timesSeen: number
}

export function setSeenWarnings(place: Place, rows: readonly SeenWarning[]): Promise<void> {
  const set = {
    state: 'text',
    colour: 'text',
    value: 'bigint',
    evidenceKey: 'text',
    rulesVersion: 'integer',
    explanation: 'jsonb',
    lastSeenOn: 'date',
    timesSeen: 'integer',
  }
  const given = rows.map((row) => ({ ...row, explanation: JSON.stringify(row.explanation) }))
  return setWarnings(place, set, given)
}

export const setWarningTasks = (
  place: Place,
  rows: readonly { id: string; taskId: string }[],
): Promise<void> => setWarnings(place, { taskId: 'uuid' }, rows)

export const setDueDays = (
  place: Place,
  rows: readonly { id: string; dueOn: Day }[],
): Promise<void> => setWarnings(place, { dueOn: 'date' }, rows)

export interface Escalation {
  id: string
  escalation: number
  escalatedTo: string | null
  dueOn: Day
}

export const setEscalations = (place: Place, rows: readonly Escalation[]): Promise<void> =>
  setWarnings(place, { escalation: 'integer', escalatedTo: 'uuid', dueOn: 'date' }, rows)

/** Releases that were proposed are proposed no more. */
export async function takeBackReleases(
  { tx, institution }: Place,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('warning')
    .set({ releaseBy: null, releaseAt: null, releaseReason: null })
    .where('institutionId', '=', institution.id)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
}
