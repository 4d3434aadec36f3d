import { type RawBuilder, sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import { onDay } from './on-day.queries.ts'
import { afterTheLoan } from './post-loan-sources.queries.ts'

export const timelineKinds = [
  'file',
  'fact',
  'contact',
  'visit',
  'task',
  'document',
  'relation',
  'application',
  'decision',
  'loan',
  'repayment',
  'message',
  'promotion',
  'warning',
  'inspection',
  'update',
  'covenant',
  'collection',
  'merge',
  'import',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

export interface TimelineRow {
  key: string
  at: Date
  kind: TimelineKind
  by: string | null
  refId: string | null
  what: string
  text: string | null
  detail: Record<string, unknown>
}

const audited = (actions: string[]) => sql`
    select e.seq::text, e.at, e.staff_id, null::uuid, e.action, null::text, e.body::jsonb -> 'detail'
    from c join audit_event e on e.institution_id = c.institution_id and e.entity_id = c.id
    where e.action = any(${actions}::text[])`

/**
 * Where the things of each kind are found: key, at, staff, reference, word, text, detail. `c` is the customer, and
 * every source is reached through an index that begins with it.
 */
const sources: Record<TimelineKind, RawBuilder<unknown>[]> = {
  file: [
    sql`select 'v' || v.version, v.known_from, v.changed_by, null::uuid,
          case when v.version = 1 then 'created' else 'changed' end, v.reason,
          jsonb_build_object('version', v.version, 'fields', v.fields, 'source', v.source)
        from c join customer_version v on v.institution_id = c.institution_id and v.customer_id = c.id`,
    audited(['activate', 'freeze', 'unfreeze', 'assigned', 'licence-added', 'licence-removed']),
  ],
  fact: [
    audited([
      'fact-verified',
      'conflict-settled',
      'false-material-marked',
      'false-material-lifted',
    ]),
  ],
  merge: [
    audited(['merge-proposed', 'merged', 'merge-refused', 'merge-undo-asked', 'merge-undone']),
  ],
  contact: [
    sql`select x.id::text, x.created_at, x.staff_id, x.id, x.channel, x.note,
          jsonb_build_object('happenedOn', x.happened_on)
        from c join contact x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  visit: [
    sql`select x.id::text, coalesce(x.closed_at, x.created_at), x.officer_id, x.id, x.state,
          coalesce(x.findings, x.purpose),
          jsonb_build_object('plannedOn', x.planned_on, 'heldOn', x.held_on, 'place', x.place)
        from c join visit x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  task: [
    sql`select x.id::text, coalesce(x.closed_at, x.made_at), coalesce(x.closed_by, x.made_by), x.id,
          x.state, x.text, jsonb_build_object('dueOn', x.due_on)
        from c join task x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  document: [
    sql`select x.id::text, x.created_at, x.created_by, x.id, 'filed', x.file_name,
          jsonb_build_object('kind', x.kind, 'isRemoved', x.removed_at is not null)
        from c join document x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  relation: ['from_id', 'to_id'].map(
    (end) => sql`select x.id::text, x.known_from, x.created_by, x.id,
          case when x.corrects_id is null then 'added' else 'corrected' end, x.reason,
          jsonb_build_object('kind', x.kind, 'percent', x.percent, 'amount', x.amount,
            'isForward', ${end === 'from_id'}::boolean, 'otherId', o.id, 'otherNumber', o.number,
            'validFrom', x.valid_from, 'validTo', x.valid_to, 'isBelieved', x.known_to is null)
        from c join relation x on x.institution_id = c.institution_id and x.${sql.ref(end)} = c.id
        join customer o on o.institution_id = x.institution_id
          and o.id = x.${sql.ref(end === 'from_id' ? 'to_id' : 'from_id')}`,
  ),
  application: [
    sql`select s.id::text, s.at, s.staff_id, x.id, s.step, s.note,
          jsonb_build_object('number', x.number, 'to', s.to_status)
        from c join application x on x.institution_id = c.institution_id and x.customer_id = c.id
        join application_step s on s.institution_id = x.institution_id and s.application_id = x.id
        where s.step not in ('approve', 'decline')`,
  ],
  decision: [
    sql`select x.id::text, d.decided_at, d.checker_id, x.id, d.outcome, d.note,
          jsonb_build_object('number', x.number, 'amount', d.amount)
        from c join application x on x.institution_id = c.institution_id and x.customer_id = c.id
        join decision d on d.institution_id = x.institution_id and d.application_id = x.id`,
  ],
  loan: [
    sql`select x.id::text, ${onDay('x.disbursed_on')}, x.disbursed_by, x.id, 'disbursed', null::text,
          jsonb_build_object('number', x.number, 'amount', x.principal, 'currency', x.currency)
        from c join loan x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  repayment: [
    sql`select p.id::text, ${onDay('p.paid_on')}, p.posted_by, x.id,
          case when p.reversed_on is null then 'paid' else 'reversed' end, null::text,
          jsonb_build_object('number', x.number, 'amount', p.amount, 'currency', x.currency)
        from c join loan x on x.institution_id = c.institution_id and x.customer_id = c.id
        join repayment p on p.institution_id = x.institution_id and p.loan_id = x.id and p.kind <> 'returned'`,
  ],
  message: [
    sql`select x.id::text, x.sent_at, x.sent_by, x.id, 'sent', x.subject,
          jsonb_build_object('isRead', x.read_at is not null)
        from c join message x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  promotion: [
    sql`select x.id::text, coalesce(x.responded_at, x.offered_at), x.offered_by, x.id, x.state, x.words,
          jsonb_build_object('product', x.product, 'channel', x.channel)
        from c join promotion x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  ...afterTheLoan,
  import: [
    sql`select b.id::text, coalesce(b.finished_at, b.made_at), b.made_by, b.id, 'created', b.file_name,
          jsonb_build_object('source', b.source)
        from c join import_batch b on b.institution_id = c.institution_id and b.id = c.import_batch_id`,
  ],
}

const columns = sql`(key, at, staff_id, ref_id, what, text, detail)`

/** What happened to a customer, of these kinds, the latest first; `after` is where the last page ended. */
export async function listTimeline(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  customerId: string,
  page: {
    kinds: readonly TimelineKind[]
    after: { at: Date; key: string } | null
    limit: number
  },
): Promise<TimelineRow[]> {
  const { kinds, after, limit } = page
  const further = after
    ? sql`where (s.at, ${sql.ref('s.full_key')}) < (${after.at}::timestamptz, ${after.key}::text)`
    : sql``
  const parts = kinds.flatMap((kind) =>
    sources[kind].map(
      (source) => sql`(
        select * from (
          select ${kind}::text as kind, ${kind}::text || ':' || key as full_key, at, staff_id, ref_id, what, text, detail
          from (${source}) as found ${columns}
        ) s ${further}
        order by s.at desc, s.full_key desc limit ${limit})`,
    ),
  )
  const { rows } = await sql<TimelineRow>`
    with c as (
      select institution_id, id, import_batch_id from customer
      where institution_id = ${institution.id} and id = ${customerId}
    )
    select t.full_key as key, t.at, t.kind, staff.name as "by", t.ref_id, t.what, t.text, t.detail
    from (${sql.join(parts, sql` union all `)}) t
    left join staff on staff.institution_id = ${institution.id} and staff.id = t.staff_id
    order by t.at desc, t.full_key desc limit ${limit}`.execute(tx)
  return rows
}
