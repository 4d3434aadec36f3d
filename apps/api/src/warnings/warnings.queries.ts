import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Colour } from '@banyan/domain/warnings/colours'
import type { Explanation } from '@banyan/domain/warnings/judge-customer'
import type { WarningState } from '@banyan/domain/warnings/warning-life'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import { insertNewRows, insertRows } from '../insert-rows.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface WarningRow {
  institutionId: string
  id: string
  customerId: string | null
  groupId: string | null
  rule: string
  rulesVersion: number
  colour: Colour
  state: WarningState
  origin: 'own' | 'group' | 'guarantee'
  cause: 'event' | 'close'
  value: number
  explanation: Explanation
  evidenceKey: string
  raisedOn: Day
  raisedAt: Date
  lastSeenOn: Day
  dueOn: Day
  ownerId: string | null
  taskId: string | null
}

/** Keeps new warnings unless one stands open for the rule and subject; ids of those that were kept. */
export async function insertWarnings(
  { tx }: Place,
  rows: readonly WarningRow[],
): Promise<Set<string>> {
  const kept = await insertNewRows(
    tx,
    'warning',
    {
      institutionId: 'uuid',
      id: 'uuid',
      customerId: 'uuid',
      groupId: 'uuid',
      rule: 'text',
      rulesVersion: 'integer',
      colour: 'text',
      state: 'text',
      origin: 'text',
      cause: 'text',
      value: 'bigint',
      explanation: 'jsonb',
      evidenceKey: 'text',
      raisedOn: 'date',
      raisedAt: 'timestamptz',
      lastSeenOn: 'date',
      dueOn: 'date',
      ownerId: 'uuid',
      taskId: 'uuid',
    },
    rows.map((row) => ({ ...row, explanation: JSON.stringify(row.explanation) })),
  )
  return new Set(kept.map(({ id }) => id))
}

export interface WarningEventRow {
  institutionId: string
  id: string
  warningId: string
  kind: string
  at: Date
  happenedOn: Day
  staffId: string | null
  note: string | null
  detail: string
}

export async function insertWarningEvents(tx: Tx, rows: readonly WarningEventRow[]): Promise<void> {
  await insertRows(
    tx,
    'warningEvent',
    {
      institutionId: 'uuid',
      id: 'uuid',
      warningId: 'uuid',
      kind: 'text',
      at: 'timestamptz',
      happenedOn: 'date',
      staffId: 'uuid',
      note: 'text',
      detail: 'jsonb',
    },
    rows,
  )
}

export interface HeldWarning {
  id: string
  customerId: string | null
  groupId: string | null
  rule: string
  colour: Colour
  state: WarningState
  evidenceKey: string
  timesSeen: number
  ownerId: string | null
  taskId: string | null
}

const heldColumns = [
  'id',
  'customerId',
  'groupId',
  'rule',
  'colour',
  'state',
  'evidenceKey',
  'timesSeen',
  'ownerId',
  'taskId',
] as const

/** Warnings of customers that are not released, and of each rule the last that was. */
export async function listHeldWarnings(
  { tx, institution }: Place,
  subject: 'customerId' | 'groupId',
  ids: readonly string[],
): Promise<HeldWarning[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('warning')
    .select(heldColumns)
    .distinctOn([subject, 'rule'])
    .where('institutionId', '=', institution.id)
    .where(subject, 'in', [...ids])
    .orderBy(subject)
    .orderBy('rule')
    .orderBy((eb) => eb('state', '=', 'released'))
    .orderBy('id', 'desc')
    .execute()
  return rows as HeldWarning[]
}

export interface WarningChange {
  colour?: Colour
  state?: WarningState
  value?: number
  rulesVersion?: number
  explanation?: Explanation
  evidenceKey?: string
  lastSeenOn?: Day
  timesSeen?: number
  dueOn?: Day
  escalation?: number
  escalatedTo?: string | null
  ownerId?: string
  taskId?: string | null
  releaseBy?: string | null
  releaseAt?: Date | null
  releaseReason?: string | null
  releasedBy?: string
  releasedAt?: Date
}

export async function setWarning(
  { tx, institution }: Place,
  id: string,
  change: WarningChange,
): Promise<void> {
  const { explanation, ...rest } = change
  await tx
    .updateTable('warning')
    .set({ ...rest, ...(explanation && { explanation: JSON.stringify(explanation) }) })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** Which warnings spread to others; one that was noted is not noted again. */
export async function insertCauses(
  { tx, institution }: Place,
  causes: readonly { warningId: string; causeId: string }[],
  notedAt: Date,
): Promise<void> {
  const rows = causes.map((cause) => ({ institutionId: institution.id, ...cause, notedAt }))
  for (let at = 0; at < rows.length; at += 5_000)
    await tx
      .insertInto('warningCause')
      .values(rows.slice(at, at + 5_000))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** Warnings whose clock has run out before the day, below the last step, in ascending id. */
export async function lockLateWarnings(
  tx: Tx,
  institutionId: string,
  { day, after, limit }: { day: Day; after: string | null; limit: number },
) {
  const { rows } = await sql<LateWarning>`
    select w.id, w.customer_id, w.group_id, w.rule, w.colour, w.state, w.due_on, w.escalation,
      coalesce(c.branch_id, g.lead_branch_id) as branch_id
    from warning w
    left join customer c on c.institution_id = w.institution_id and c.id = w.customer_id
    left join customer_group g on g.institution_id = w.institution_id and g.id = w.group_id
    where w.institution_id = ${institutionId} and w.state <> 'released' and w.due_on < ${day} and w.escalation < 3
      and (${after}::uuid is null or w.id > ${after}::uuid)
    order by w.id limit ${limit} for no key update of w`.execute(tx)
  return rows
}

export interface LateWarning {
  id: string
  customerId: string | null
  groupId: string | null
  rule: string
  colour: Colour
  state: WarningState
  dueOn: Day
  escalation: number
  branchId: string
}
