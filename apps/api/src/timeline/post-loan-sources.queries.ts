import { type RawBuilder, sql } from 'kysely'
import { onDay } from './on-day.queries.ts'

/** What happens once the money is out, as the sources of the timeline; `c` is the customer. */
export const afterTheLoan: Record<
  'warning' | 'inspection' | 'update' | 'covenant' | 'collection',
  RawBuilder<unknown>[]
> = {
  warning: [
    sql`select e.id::text, e.at, e.staff_id, x.id, 'warning-' || e.kind, e.note,
          jsonb_build_object('rule', x.rule, 'colour', x.colour, 'dueOn', x.due_on)
        from c join warning x on x.institution_id = c.institution_id and x.customer_id = c.id
        join warning_event e on e.institution_id = x.institution_id and e.warning_id = x.id`,
    sql`select x.id::text, x.entered_at, x.entered_by, x.id, 'risk-event', x.evidence,
          jsonb_build_object('event', x.kind, 'happenedOn', x.happened_on, 'endedOn', x.ended_on)
        from c join risk_event x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  inspection: [
    sql`select x.id::text, coalesce(x.recorded_at, x.waived_at, x.made_at), coalesce(x.recorded_by, x.waived_by), x.id,
          'inspection-' || x.state, x.waiver,
          jsonb_build_object('dueOn', x.due_on, 'heldOn', x.held_on, 'conclusion', x.conclusion)
        from c join inspection x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  update: [
    sql`select x.id::text,
          coalesce(${onDay('x.answered_on')}, ${onDay('x.flagged_on')}, ${onDay('x.asked_on')}, x.made_at),
          coalesce(x.answered_by, x.asked_by), x.id, 'update-' || x.state, x.note,
          jsonb_build_object('dueOn', x.due_on, 'answerBy', x.answer_by)
        from c join file_update x on x.institution_id = c.institution_id and x.customer_id = c.id`,
  ],
  covenant: [
    sql`select x.id::text, x.made_at, x.made_by, x.id, 'covenant-added', x.source,
          jsonb_build_object('measure', x.measure)
        from c join covenant x on x.institution_id = c.institution_id and x.customer_id = c.id`,
    sql`select t.id::text, coalesce(t.decided_at, t.proposed_at, t.tested_at), coalesce(t.decided_by, t.proposed_by), x.id,
          'covenant-' || coalesce(t.resolution, t.outcome), coalesce(t.note, t.reason),
          jsonb_build_object('measure', x.measure, 'periodEnd', t.period_end)
        from c join covenant x on x.institution_id = c.institution_id and x.customer_id = c.id
        join covenant_test t on t.institution_id = x.institution_id and t.covenant_id = x.id`,
  ],
  collection: [
    sql`select s.id::text, s.at, s.staff_id, x.id, 'case-' || s.kind, null::text,
          jsonb_build_object('case', x.number, 'bucket', s.detail -> 'bucket')
        from c join collection_case x on x.institution_id = c.institution_id and x.debtor_id = c.id
        join collection_step s on s.institution_id = x.institution_id and s.case_id = x.id`,
    sql`select a.id::text, a.happened_at, a.staff_id, x.id, 'collected-by-' || a.kind, a.note,
          jsonb_build_object('case', x.number)
        from c join collection_case x on x.institution_id = c.institution_id and x.debtor_id = c.id
        join collection_action a on a.institution_id = x.institution_id and a.case_id = x.id`,
    sql`select p.id::text, p.made_at, p.made_by, x.id, 'promise-' || p.state, p.note,
          jsonb_build_object('number', l.number, 'amount', p.amount, 'dueOn', p.due_on)
        from c join collection_case x on x.institution_id = c.institution_id and x.debtor_id = c.id
        join collection_promise p on p.institution_id = x.institution_id and p.case_id = x.id
        join loan l on l.institution_id = p.institution_id and l.id = p.loan_id`,
    sql`select h.id::text, coalesce(h.decided_at, h.proposed_at), coalesce(h.decided_by, h.proposed_by), x.id,
          'hardship-' || h.state, h.reason, jsonb_build_object('case', x.number, 'until', h.until)
        from c join collection_case x on x.institution_id = c.institution_id and x.debtor_id = c.id
        join collection_hardship h on h.institution_id = x.institution_id and h.case_id = x.id`,
    sql`select n.id::text, ${onDay('n.served_on')}, n.recorded_by, l.id, 'notice-' || n.kind, n.evidence,
          jsonb_build_object('loan', l.number, 'servedOn', n.served_on)
        from c join loan l on l.institution_id = c.institution_id and l.customer_id = c.id
        join served_notice n on n.institution_id = l.institution_id and n.loan_id = l.id`,
  ],
}
