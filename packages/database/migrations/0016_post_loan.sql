-- After the money is out: inspections, warnings, covenants, collection, and the rules they follow.

-- Versions of the rules, each from its day on; proposed by one person, decided by another, never edited.
create table post_loan_rules (
  institution_id uuid not null references institution,
  kind text not null constraint post_loan_rules_kind_is_known check (kind in ('inspection', 'warning', 'collection')),
  version integer not null constraint post_loan_rules_version_is_positive check (version > 0),
  valid_from date not null,
  status text not null constraint post_loan_rules_status_is_known check (status in ('waiting', 'approved', 'refused')),
  source text not null,
  reason text not null,
  body jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  primary key (institution_id, kind, version),
  constraint post_loan_rules_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint post_loan_rules_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id),
  constraint post_loan_rules_are_decided_by_another check (decided_by <> made_by),
  constraint post_loan_rules_are_decided_whole check ((status = 'waiting') = (decided_by is null))
);
create unique index post_loan_rules_wait_once on post_loan_rules (institution_id, kind) where status = 'waiting';

-- Something happened to a customer that the warning rules have to look at; taken away once they have.
create table watch_signal (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  cause text not null,
  noted_at timestamptz not null,
  primary key (institution_id, id),
  constraint watch_signal_customer foreign key (institution_id, customer_id) references customer (institution_id, id)
);

-- What the plan asks for, and what was found. One is due at a time.
create table inspection (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  kind text not null constraint inspection_kind_is_known check (kind in ('first', 'regular', 'event')),
  state text not null constraint inspection_state_is_known check (state in ('due', 'done', 'waived')),
  due_on date not null,
  missed_on date,
  reason text not null,
  rules_version integer,
  tier text,
  exposure bigint,
  every_months integer,
  owner_id uuid,
  visit_id uuid,
  made_at timestamptz not null,
  held_on date,
  conclusion text constraint inspection_conclusion_is_known check (conclusion in ('normal', 'attention', 'danger')),
  findings jsonb not null default '[]',
  recorded_by uuid,
  recorded_at timestamptz,
  waived_by uuid,
  waived_at timestamptz,
  waiver text,
  primary key (institution_id, id),
  constraint inspection_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint inspection_owner foreign key (institution_id, owner_id) references staff (institution_id, id),
  constraint inspection_visit foreign key (institution_id, visit_id) references visit (institution_id, id),
  constraint inspection_recorded_by foreign key (institution_id, recorded_by) references staff (institution_id, id),
  constraint inspection_waived_by foreign key (institution_id, waived_by) references staff (institution_id, id),
  constraint inspection_is_waived_by_another check (waived_by <> owner_id),
  constraint inspection_done_has_a_report check ((state = 'done') = (held_on is not null and conclusion is not null))
);
create unique index inspection_of_the_plan_is_due_once on inspection (institution_id, customer_id)
  where state = 'due' and kind <> 'event';
create index inspection_due on inspection (institution_id, due_on, id) where state = 'due';
create index inspection_of_customer on inspection (institution_id, customer_id, id);
create index inspection_of_visit on inspection (institution_id, visit_id) where visit_id is not null;

-- The file is asked for again from time to time, and after events.
create table file_update (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  reason text not null constraint file_update_reason_is_known check (reason in ('periodic', 'event')),
  cause text not null,
  state text not null constraint file_update_state_is_known check (state in ('due', 'asked', 'unanswered', 'answered')),
  due_on date not null,
  owner_id uuid,
  made_at timestamptz not null,
  asked_on date,
  asked_by uuid,
  message_id uuid,
  answer_by date,
  flagged_on date,
  answered_on date,
  answered_by uuid,
  outcome text constraint file_update_outcome_is_known check (outcome in ('unchanged', 'changed')),
  note text,
  primary key (institution_id, id),
  constraint file_update_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint file_update_owner foreign key (institution_id, owner_id) references staff (institution_id, id),
  constraint file_update_asked_by foreign key (institution_id, asked_by) references staff (institution_id, id),
  constraint file_update_answered_by foreign key (institution_id, answered_by) references staff (institution_id, id),
  constraint file_update_message foreign key (institution_id, message_id) references message (institution_id, id),
  constraint file_update_is_answered_whole check ((state = 'answered') = (outcome is not null))
);
create unique index file_update_is_open_once on file_update (institution_id, customer_id) where state <> 'answered';
create index file_update_open on file_update (institution_id, due_on, id) where state <> 'answered';
create index file_update_to_answer on file_update (institution_id, answer_by) where state = 'asked';
create index file_update_of_customer on file_update (institution_id, customer_id, id);

-- What somebody learnt about a customer, with where it was learnt.
create table risk_event (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  kind text not null,
  happened_on date not null,
  amount bigint constraint risk_event_amount_is_not_negative check (amount >= 0),
  source text not null,
  evidence text not null,
  document_id uuid,
  entered_by uuid not null,
  entered_at timestamptz not null,
  ended_on date,
  ended_by uuid,
  end_reason text,
  primary key (institution_id, id),
  constraint risk_event_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint risk_event_document foreign key (institution_id, document_id) references document (institution_id, id),
  constraint risk_event_entered_by foreign key (institution_id, entered_by) references staff (institution_id, id),
  constraint risk_event_ended_by foreign key (institution_id, ended_by) references staff (institution_id, id)
);
create index risk_event_of_customer on risk_event (institution_id, customer_id, happened_on);

-- What came into a customer's accounts here in a month; a later row of the month replaces an earlier one.
create table account_inflow (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  month text not null constraint account_inflow_month_is_a_month check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  amount bigint not null constraint account_inflow_is_not_negative check (amount >= 0),
  source text not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (institution_id, id),
  constraint account_inflow_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint account_inflow_entered_by foreign key (institution_id, entered_by) references staff (institution_id, id)
);
create index account_inflow_of_customer on account_inflow (institution_id, customer_id, month);

-- One warning stands open for a rule and a subject; what is found again is counted in it.
create table warning (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid,
  group_id uuid,
  rule text not null,
  rules_version integer not null,
  colour text not null constraint warning_colour_is_known check (colour in ('red', 'orange', 'yellow')),
  state text not null constraint warning_state_is_known check (state in ('open', 'taken', 'release-proposed', 'released')),
  origin text not null constraint warning_origin_is_known check (origin in ('own', 'group', 'guarantee')),
  cause text not null constraint warning_cause_is_known check (cause in ('event', 'close')),
  value bigint not null,
  explanation jsonb not null,
  evidence_key text not null,
  raised_on date not null,
  raised_at timestamptz not null,
  last_seen_on date not null,
  times_seen integer not null default 1,
  due_on date not null,
  escalation integer not null default 0 constraint warning_escalation_is_a_level check (escalation between 0 and 3),
  escalated_to uuid,
  owner_id uuid,
  task_id uuid,
  release_by uuid,
  release_at timestamptz,
  release_reason text,
  released_by uuid,
  released_at timestamptz,
  primary key (institution_id, id),
  constraint warning_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint warning_group foreign key (institution_id, group_id) references customer_group (institution_id, id),
  constraint warning_owner foreign key (institution_id, owner_id) references staff (institution_id, id),
  constraint warning_escalated_to foreign key (institution_id, escalated_to) references staff (institution_id, id),
  constraint warning_release_by foreign key (institution_id, release_by) references staff (institution_id, id),
  constraint warning_released_by foreign key (institution_id, released_by) references staff (institution_id, id),
  constraint warning_task foreign key (institution_id, task_id) references task (institution_id, id),
  constraint warning_has_one_subject check ((customer_id is null) <> (group_id is null)),
  constraint warning_is_released_by_another check (released_by <> release_by),
  constraint warning_is_released_whole check ((state = 'released') = (released_by is not null))
);
create unique index warning_of_customer_is_open_once on warning (institution_id, customer_id, rule)
  where state <> 'released' and customer_id is not null;
create unique index warning_of_group_is_open_once on warning (institution_id, group_id, rule)
  where state <> 'released' and group_id is not null;
create index warning_open on warning (institution_id, due_on, id) where state <> 'released';
create index warning_of_customer on warning (institution_id, customer_id, id) where customer_id is not null;
create index warning_of_group on warning (institution_id, group_id, id) where group_id is not null;

create table warning_event (
  institution_id uuid not null references institution,
  id uuid not null,
  warning_id uuid not null,
  kind text not null,
  at timestamptz not null,
  happened_on date not null,
  staff_id uuid,
  note text,
  detail jsonb not null default '{}',
  primary key (institution_id, id),
  constraint warning_event_warning foreign key (institution_id, warning_id) references warning (institution_id, id),
  constraint warning_event_staff foreign key (institution_id, staff_id) references staff (institution_id, id)
);
create index warning_event_of_warning on warning_event (institution_id, warning_id, id);

-- Which warning another one came from.
create table warning_cause (
  institution_id uuid not null references institution,
  warning_id uuid not null,
  cause_id uuid not null,
  noted_at timestamptz not null,
  primary key (institution_id, warning_id, cause_id),
  constraint warning_cause_warning foreign key (institution_id, warning_id) references warning (institution_id, id),
  constraint warning_cause_cause foreign key (institution_id, cause_id) references warning (institution_id, id)
);
create index warning_cause_of on warning_cause (institution_id, cause_id);

-- What the customer has promised to keep to, and every time it was looked at.
create table covenant (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  contract_id uuid,
  measure text not null,
  operator text not null constraint covenant_operator_is_known check (operator in ('at-least', 'at-most')),
  threshold bigint not null,
  period text not null constraint covenant_period_is_known check (period in ('year', 'half', 'quarter')),
  scope text not null constraint covenant_scope_is_known check (scope in ('consolidated', 'own')),
  deliver_within_days integer not null constraint covenant_delivery_is_a_term check (deliver_within_days between 0 and 400),
  valid_from date not null,
  valid_to date,
  source text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  ended_on date,
  ended_by uuid,
  end_reason text,
  primary key (institution_id, id),
  constraint covenant_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint covenant_contract foreign key (institution_id, contract_id) references contract (institution_id, id),
  constraint covenant_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint covenant_ended_by foreign key (institution_id, ended_by) references staff (institution_id, id)
);
create index covenant_of_customer on covenant (institution_id, customer_id, id);
create index covenant_in_force on covenant (institution_id, period, id) where ended_on is null;

-- A statement may be taken back with its import: its test then counts no longer.
create table covenant_test (
  institution_id uuid not null references institution,
  id uuid not null,
  covenant_id uuid not null,
  period_end date not null,
  statement_id uuid,
  tested_on date not null,
  tested_at timestamptz not null,
  value bigint,
  outcome text not null constraint covenant_test_outcome_is_known check (outcome in ('met', 'breached', 'unknown', 'not-delivered')),
  resolution text constraint covenant_test_resolution_is_known
    check (resolution in ('cure-proposed', 'waiver-proposed', 'cured', 'waived')),
  reason text,
  waived_until date,
  proposed_by uuid,
  proposed_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  primary key (institution_id, id),
  constraint covenant_test_covenant foreign key (institution_id, covenant_id) references covenant (institution_id, id),
  constraint covenant_test_proposed_by foreign key (institution_id, proposed_by) references staff (institution_id, id),
  constraint covenant_test_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id),
  constraint covenant_test_is_decided_by_another check (decided_by <> proposed_by)
);
create unique index covenant_test_is_made_once on covenant_test (institution_id, covenant_id, statement_id) where statement_id is not null;
create unique index covenant_test_misses_once on covenant_test (institution_id, covenant_id, period_end) where statement_id is null;
create index covenant_test_of_covenant on covenant_test (institution_id, covenant_id, period_end);
create index covenant_breach_open on covenant_test (institution_id, covenant_id)
  where outcome in ('breached', 'not-delivered') and (resolution is null or resolution in ('cure-proposed', 'waiver-proposed'));

-- Everything that is done to get back what a debtor owes.
create table collection_case (
  institution_id uuid not null references institution,
  id uuid not null,
  number text not null,
  debtor_id uuid not null,
  state text not null constraint collection_case_state_is_known check (state in ('open', 'closed')),
  opened_on date not null,
  closed_on date,
  closing text,
  officer_id uuid,
  bucket text not null,
  oldest_unpaid_on date not null,
  overdue bigint not null,
  balance bigint not null,
  currency text not null,
  priority integer not null,
  priority_reasons jsonb not null,
  refreshed_on date not null,
  hardship_until date,
  agreed_from text,
  agreed_to text,
  agreed_until date,
  agreed_evidence text,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint collection_case_number_is_unique unique (institution_id, number),
  constraint collection_case_debtor foreign key (institution_id, debtor_id) references customer (institution_id, id),
  constraint collection_case_officer foreign key (institution_id, officer_id) references staff (institution_id, id),
  constraint collection_case_agreement_is_whole check ((agreed_from is null) = (agreed_until is null))
);
create unique index collection_case_is_open_once on collection_case (institution_id, debtor_id) where state = 'open';
create index collection_queue on collection_case (institution_id, priority desc, id) where state = 'open';
create index collection_case_of_debtor on collection_case (institution_id, debtor_id, id);

create table collection_step (
  institution_id uuid not null references institution,
  id uuid not null,
  case_id uuid not null,
  kind text not null constraint collection_step_kind_is_known
    check (kind in ('opened', 'bucket', 'assigned', 'hours-agreed', 'contact-stopped', 'cured', 'closed')),
  happened_on date not null,
  at timestamptz not null,
  staff_id uuid,
  detail jsonb not null default '{}',
  primary key (institution_id, id),
  constraint collection_step_case foreign key (institution_id, case_id) references collection_case (institution_id, id),
  constraint collection_step_staff foreign key (institution_id, staff_id) references staff (institution_id, id)
);
create index collection_step_of_case on collection_step (institution_id, case_id, id);

create table collection_action (
  institution_id uuid not null references institution,
  id uuid not null,
  case_id uuid not null,
  party_id uuid not null,
  party_role text not null constraint collection_action_role_is_known check (party_role in ('debtor', 'guarantor', 'contact-person')),
  kind text not null constraint collection_action_kind_is_known check (kind in ('call', 'visit', 'letter', 'message')),
  happened_on date not null,
  happened_at timestamptz not null,
  outcome text not null,
  is_effective boolean not null,
  is_automatic boolean not null,
  note text not null,
  staff_id uuid not null,
  recorded_at timestamptz not null,
  primary key (institution_id, id),
  constraint collection_action_case foreign key (institution_id, case_id) references collection_case (institution_id, id),
  constraint collection_action_party foreign key (institution_id, party_id) references customer (institution_id, id),
  constraint collection_action_staff foreign key (institution_id, staff_id) references staff (institution_id, id)
);
create index collection_action_of_case on collection_action (institution_id, case_id, happened_at);

-- Whoever asked not to be called again.
create table collection_stop (
  institution_id uuid not null references institution,
  case_id uuid not null,
  party_id uuid not null,
  reason text not null,
  stopped_by uuid not null,
  stopped_at timestamptz not null,
  primary key (institution_id, case_id, party_id),
  constraint collection_stop_case foreign key (institution_id, case_id) references collection_case (institution_id, id),
  constraint collection_stop_party foreign key (institution_id, party_id) references customer (institution_id, id),
  constraint collection_stop_by foreign key (institution_id, stopped_by) references staff (institution_id, id)
);

create table collection_promise (
  institution_id uuid not null references institution,
  id uuid not null,
  case_id uuid not null,
  loan_id uuid not null,
  amount bigint not null constraint collection_promise_is_positive check (amount > 0),
  made_on date not null,
  due_on date not null,
  state text not null constraint collection_promise_state_is_known check (state in ('open', 'kept', 'broken', 'withdrawn')),
  settled_on date,
  note text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint collection_promise_case foreign key (institution_id, case_id) references collection_case (institution_id, id),
  constraint collection_promise_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint collection_promise_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint collection_promise_is_for_later check (due_on >= made_on)
);
create index collection_promise_open on collection_promise (institution_id, due_on) where state = 'open';
create index collection_promise_of_case on collection_promise (institution_id, case_id, id);

-- A time without calls for whoever cannot pay for a while: proposed by one person, granted by another.
create table collection_hardship (
  institution_id uuid not null references institution,
  id uuid not null,
  case_id uuid not null,
  reason text not null,
  plan text not null,
  until date not null,
  state text not null constraint collection_hardship_state_is_known check (state in ('proposed', 'granted', 'refused', 'ended')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  ended_on date,
  primary key (institution_id, id),
  constraint collection_hardship_case foreign key (institution_id, case_id) references collection_case (institution_id, id),
  constraint collection_hardship_proposed_by foreign key (institution_id, proposed_by) references staff (institution_id, id),
  constraint collection_hardship_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id),
  constraint collection_hardship_is_decided_by_another check (decided_by <> proposed_by)
);
create unique index collection_hardship_is_open_once on collection_hardship (institution_id, case_id) where state in ('proposed', 'granted');
create index collection_hardship_granted on collection_hardship (institution_id, until) where state = 'granted';

create table collection_letter (
  institution_id uuid not null references institution,
  id uuid not null,
  case_id uuid not null,
  number text not null,
  template text not null,
  loan_id uuid not null,
  party_id uuid not null,
  title text not null,
  body text not null,
  written_by uuid not null,
  written_on date not null,
  written_at timestamptz not null,
  served_on date,
  primary key (institution_id, id),
  constraint collection_letter_number_is_unique unique (institution_id, number),
  constraint collection_letter_case foreign key (institution_id, case_id) references collection_case (institution_id, id),
  constraint collection_letter_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint collection_letter_party foreign key (institution_id, party_id) references customer (institution_id, id),
  constraint collection_letter_written_by foreign key (institution_id, written_by) references staff (institution_id, id)
);
create index collection_letter_of_case on collection_letter (institution_id, case_id, id);

-- Proof that a claim was made in time.
create table served_notice (
  institution_id uuid not null references institution,
  id uuid not null,
  loan_id uuid not null,
  party_id uuid not null,
  kind text not null constraint served_notice_kind_is_known check (kind in ('demand', 'guarantee-claim', 'acknowledgement', 'lawsuit')),
  served_on date not null,
  method text not null,
  evidence text not null,
  letter_id uuid,
  document_id uuid,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (institution_id, id),
  constraint served_notice_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint served_notice_party foreign key (institution_id, party_id) references customer (institution_id, id),
  constraint served_notice_letter foreign key (institution_id, letter_id) references collection_letter (institution_id, id),
  constraint served_notice_document foreign key (institution_id, document_id) references document (institution_id, id),
  constraint served_notice_recorded_by foreign key (institution_id, recorded_by) references staff (institution_id, id)
);
create index served_notice_of_loan on served_notice (institution_id, loan_id, served_on);

-- Until when a claim can still be made; derived from the loan, the guarantee and the notices, and kept for the list.
create table claim_clock (
  institution_id uuid not null references institution,
  id uuid not null,
  loan_id uuid not null,
  party_id uuid not null,
  kind text not null constraint claim_clock_kind_is_known check (kind in ('limitation', 'guarantee-period')),
  basis text not null,
  starts_on date not null,
  ends_on date not null,
  state text not null constraint claim_clock_state_is_known check (state in ('running', 'used', 'expired', 'ended')),
  restarted_on date,
  refreshed_on date not null,
  primary key (institution_id, id),
  constraint claim_clock_runs_once unique (institution_id, loan_id, party_id, kind),
  constraint claim_clock_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint claim_clock_party foreign key (institution_id, party_id) references customer (institution_id, id)
);
create index claim_clock_running on claim_clock (institution_id, ends_on, id) where state = 'running';

-- Each reminder of an arrear goes out once.
create table due_reminder (
  institution_id uuid not null references institution,
  loan_id uuid not null,
  oldest_unpaid_on date not null,
  days integer not null,
  sent_on date not null,
  sent_at timestamptz not null,
  task_id uuid,
  message_id uuid,
  primary key (institution_id, loan_id, oldest_unpaid_on, days),
  constraint due_reminder_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint due_reminder_task foreign key (institution_id, task_id) references task (institution_id, id),
  constraint due_reminder_message foreign key (institution_id, message_id) references message (institution_id, id)
);

do $$
declare
  owned text;
begin
  foreach owned in array array[
    'post_loan_rules', 'watch_signal', 'inspection', 'file_update', 'risk_event', 'account_inflow', 'warning',
    'warning_event', 'warning_cause', 'covenant', 'covenant_test', 'collection_case', 'collection_step',
    'collection_action', 'collection_stop', 'collection_promise', 'collection_hardship', 'collection_letter',
    'served_notice', 'claim_clock', 'due_reminder'
  ] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert on %I to banyan_app', owned);
  end loop;

  -- The others are append-only.
  foreach owned in array array[
    'post_loan_rules', 'inspection', 'file_update', 'risk_event', 'warning', 'covenant', 'covenant_test', 'collection_case',
    'collection_promise', 'collection_hardship', 'collection_letter', 'claim_clock'
  ] loop
    execute format('grant update on %I to banyan_app', owned);
  end loop;
end
$$;

-- A signal is taken away by whoever looked.
grant update, delete on watch_signal to banyan_app;
