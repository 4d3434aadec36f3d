-- The customer file: evidence behind each field, what resembles what, talks and tasks, figures, data quality.

-- Held values are looked at here, before any institution is.
alter table customer no force row level security;
alter table customer_version no force row level security;

alter table customer
  add column email_hash bytea,
  add column address_hash bytea,
  add column merged_into uuid,
  add constraint customer_merged_into foreign key (institution_id, merged_into) references customer (institution_id, id),
  add constraint customer_is_not_merged_into_itself check (merged_into <> id);
create index customer_by_email on customer (institution_id, email_hash) where email_hash is not null;
create index customer_by_address on customer (institution_id, address_hash) where address_hash is not null;
create index customer_by_legal_representative on customer (institution_id, legal_representative)
  where legal_representative is not null;

-- Which source a version came from, and the fields in which it differs from the one before; null: not recorded.
alter table customer_version
  add column source text not null default 'portal',
  add column fields text[];
update customer_version v set source = c.source
  from customer c
  where c.institution_id = v.institution_id and c.id = v.customer_id and (v.version = 1 or v.reason = 'imported');
alter table customer force row level security;
alter table customer_version force row level security;
alter table customer_version alter column source drop default;

-- A value of a field that somebody has seen proof of. It says nothing of another value.
create table fact_verification (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  field text not null,
  value_digest bytea not null,
  evidence text not null,
  document_id uuid,
  expires_on date,
  verified_by uuid not null,
  verified_at timestamptz not null,
  replaced_at timestamptz,
  primary key (institution_id, id),
  constraint fact_verification_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint fact_verification_document foreign key (institution_id, document_id) references document (institution_id, id),
  constraint fact_verification_verified_by foreign key (institution_id, verified_by) references staff (institution_id, id)
);
create unique index fact_is_verified_once on fact_verification (institution_id, customer_id, field) where replaced_at is null;
create index fact_verification_by_expiry on fact_verification (institution_id, expires_on)
  where replaced_at is null and expires_on is not null;

-- Two sources that disagree about a field. Both values are sealed: they may be personal.
create table fact_conflict (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  field text not null,
  held_source text not null,
  held_digest bytea not null,
  held_sealed bytea not null,
  other_source text not null,
  other_digest bytea not null,
  other_sealed bytea not null,
  taken text not null constraint fact_conflict_taken_is_known check (taken in ('held', 'other')),
  state text not null constraint fact_conflict_state_is_known check (state in ('open', 'settled')),
  raised_at timestamptz not null,
  import_batch_id uuid,
  choice text constraint fact_conflict_choice_is_known check (choice in ('held', 'other')),
  reason text,
  settled_by uuid,
  settled_at timestamptz,
  primary key (institution_id, id),
  constraint fact_conflict_is_raised_once unique (institution_id, customer_id, field, held_digest, other_source, other_digest),
  constraint fact_conflict_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint fact_conflict_settled_by foreign key (institution_id, settled_by) references staff (institution_id, id),
  constraint fact_conflict_is_settled_whole check ((state = 'settled') = (choice is not null))
);
create index fact_conflict_open on fact_conflict (institution_id, raised_at, id) where state = 'open';

-- Papers or statements found to be false: nothing is decided for or paid to the group until another person lifts it.
create table false_material (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  what text not null,
  document_id uuid,
  marked_by uuid not null,
  marked_at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz,
  lift_reason text,
  primary key (institution_id, id),
  constraint false_material_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint false_material_document foreign key (institution_id, document_id) references document (institution_id, id),
  constraint false_material_marked_by foreign key (institution_id, marked_by) references staff (institution_id, id),
  constraint false_material_lifted_by foreign key (institution_id, lifted_by) references staff (institution_id, id),
  constraint false_material_is_lifted_by_another check (lifted_by <> marked_by)
);
create index false_material_of_customer on false_material (institution_id, customer_id);
create index false_material_open on false_material (institution_id, customer_id) where lifted_at is null;

-- The public register as loaded from its file.
create table registry_record (
  institution_id uuid not null references institution,
  credit_code text not null,
  name text not null,
  legal_representative text,
  registered_capital bigint constraint registry_record_capital_is_not_negative check (registered_capital >= 0),
  established_on date,
  status text,
  address_sealed bytea,
  industry_section text,
  company_type text,
  source text not null,
  import_batch_id uuid,
  loaded_at timestamptz not null,
  primary key (institution_id, credit_code)
);
create index registry_record_of_batch on registry_record (institution_id, import_batch_id) where import_batch_id is not null;

-- Two customers that share or nearly share something.
create table link_suggestion (
  institution_id uuid not null references institution,
  id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  kind text not null constraint link_suggestion_kind_is_known check (kind in ('duplicate', 'link')),
  reasons text[] not null,
  score integer not null,
  found_at timestamptz not null,
  state text not null constraint link_suggestion_state_is_known check (state in ('open', 'accepted', 'dismissed')),
  decided_by uuid,
  decided_at timestamptz,
  note text,
  relation_id uuid,
  primary key (institution_id, id),
  constraint link_suggestion_is_made_once unique (institution_id, one_id, other_id, kind),
  constraint link_suggestion_is_between_two check (one_id < other_id),
  constraint link_suggestion_one foreign key (institution_id, one_id) references customer (institution_id, id),
  constraint link_suggestion_other foreign key (institution_id, other_id) references customer (institution_id, id),
  constraint link_suggestion_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id)
);
create index link_suggestion_of_other on link_suggestion (institution_id, other_id);
create index link_suggestion_open on link_suggestion (institution_id, score desc, id) where state = 'open';

-- Until an import has been compared with what is held, this is empty.
alter table import_batch add column compared_at timestamptz;
create index import_batch_to_compare on import_batch (institution_id, finished_at)
  where compared_at is null and finished_at is not null;

-- Two files of one customer become one: proposed, approved by another person, undone by a second pair of hands.
create table merge_case (
  institution_id uuid not null references institution,
  id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  state text not null constraint merge_case_state_is_known
    check (state in ('proposed', 'refused', 'merged', 'undo-asked', 'undone')),
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  checked_by uuid,
  checked_at timestamptz,
  refusal text,
  merged_status text,
  undo_asked_by uuid,
  undo_asked_at timestamptz,
  undo_reason text,
  undone_by uuid,
  undone_at timestamptz,
  primary key (institution_id, id),
  constraint merge_case_survivor foreign key (institution_id, survivor_id) references customer (institution_id, id),
  constraint merge_case_merged foreign key (institution_id, merged_id) references customer (institution_id, id),
  constraint merge_case_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint merge_case_checked_by foreign key (institution_id, checked_by) references staff (institution_id, id),
  constraint merge_case_undo_asked_by foreign key (institution_id, undo_asked_by) references staff (institution_id, id),
  constraint merge_case_undone_by foreign key (institution_id, undone_by) references staff (institution_id, id),
  constraint merge_case_is_between_two check (survivor_id <> merged_id),
  constraint merge_is_checked_by_another check (checked_by <> made_by),
  constraint merge_is_undone_by_another check (undone_by <> undo_asked_by)
);
create index merge_case_by_time on merge_case (institution_id, made_at desc, id);
create unique index merge_case_is_open_once on merge_case (institution_id, merged_id)
  where state in ('proposed', 'merged', 'undo-asked');
create index merge_case_of_survivor on merge_case (institution_id, survivor_id);

-- Each row that a merge moved from the one customer to the other, and how to put it back.
create table merge_move (
  institution_id uuid not null references institution,
  case_id uuid not null,
  what text not null,
  row_key text not null,
  before text,
  primary key (institution_id, case_id, what, row_key),
  constraint merge_move_case foreign key (institution_id, case_id) references merge_case (institution_id, id)
);

-- Yearly and quarterly figures, in fen; a correction is a new row that names the one it replaces.
create table financial_statement (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  period_end date not null,
  period text not null constraint financial_statement_period_is_known check (period in ('year', 'half', 'quarter')),
  scope text not null constraint financial_statement_scope_is_known check (scope in ('consolidated', 'own')),
  is_audited boolean not null,
  source text not null,
  figures jsonb not null,
  net_assets bigint,
  corrects_id uuid,
  reason text,
  import_batch_id uuid,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  replaced_at timestamptz,
  primary key (institution_id, id),
  constraint financial_statement_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint financial_statement_corrects foreign key (institution_id, corrects_id) references financial_statement (institution_id, id),
  constraint financial_statement_recorded_by foreign key (institution_id, recorded_by) references staff (institution_id, id)
);
create unique index financial_statement_is_held_once on financial_statement (institution_id, customer_id, period_end, period, scope)
  where replaced_at is null;
create index financial_statement_of_batch on financial_statement (institution_id, import_batch_id) where import_batch_id is not null;

-- A visit is planned, then held or cancelled; its memo is written once.
create table visit (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  officer_id uuid not null,
  state text not null constraint visit_state_is_known check (state in ('planned', 'held', 'cancelled')),
  planned_on date,
  purpose text not null,
  held_on date,
  place text,
  participants text,
  findings text,
  follow_up text,
  closing_reason text,
  made_by uuid not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (institution_id, id),
  constraint visit_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint visit_officer foreign key (institution_id, officer_id) references staff (institution_id, id),
  constraint visit_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint visit_held_has_a_memo check (state <> 'held' or (held_on is not null and place is not null and findings is not null))
);
create index visit_of_customer on visit (institution_id, customer_id, id);
create index visit_planned on visit (institution_id, officer_id, planned_on) where state = 'planned';

create table visit_document (
  institution_id uuid not null references institution,
  visit_id uuid not null,
  document_id uuid not null,
  primary key (institution_id, visit_id, document_id),
  constraint visit_document_visit foreign key (institution_id, visit_id) references visit (institution_id, id),
  constraint visit_document_document foreign key (institution_id, document_id) references document (institution_id, id)
);

create table task (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid,
  group_id uuid,
  text text not null,
  due_on date not null,
  state text not null constraint task_state_is_known check (state in ('open', 'done', 'cancelled')),
  assignee_id uuid not null,
  made_by uuid not null,
  made_at timestamptz not null,
  closed_by uuid,
  closed_at timestamptz,
  note text,
  primary key (institution_id, id),
  constraint task_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint task_group foreign key (institution_id, group_id) references customer_group (institution_id, id),
  constraint task_assignee foreign key (institution_id, assignee_id) references staff (institution_id, id),
  constraint task_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint task_closed_by foreign key (institution_id, closed_by) references staff (institution_id, id)
);
create index task_of_customer on task (institution_id, customer_id, id) where customer_id is not null;
create index task_of_assignee on task (institution_id, assignee_id, due_on) where state = 'open';
create index task_of_maker on task (institution_id, made_by, id);

-- What the borrower finds in their inbox.
create table message (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  subject text not null,
  body text not null,
  sent_by uuid not null,
  sent_at timestamptz not null,
  read_at timestamptz,
  primary key (institution_id, id),
  constraint message_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint message_sent_by foreign key (institution_id, sent_by) references staff (institution_id, id)
);
create index message_of_customer on message (institution_id, customer_id, id);

-- What a customer allows, by channel; withdrawn, never deleted.
create table consent (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  purpose text not null constraint consent_purpose_is_known check (purpose in ('promotion')),
  channel text not null constraint consent_channel_is_known check (channel in ('phone', 'message', 'email', 'visit')),
  given_on date not null,
  withdrawn_on date,
  evidence text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  primary key (institution_id, id),
  constraint consent_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint consent_recorded_by foreign key (institution_id, recorded_by) references staff (institution_id, id),
  constraint consent_ends_after_it_begins check (withdrawn_on >= given_on)
);
create unique index consent_is_given_once on consent (institution_id, customer_id, purpose, channel) where withdrawn_on is null;

create table promotion (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  product text not null,
  channel text not null,
  words text not null,
  state text not null constraint promotion_state_is_known
    check (state in ('offered', 'interested', 'declined', 'no-answer', 'applied')),
  offered_by uuid not null,
  offered_on date not null,
  offered_at timestamptz not null,
  responded_at timestamptz,
  note text,
  primary key (institution_id, id),
  constraint promotion_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint promotion_product foreign key (institution_id, product) references product (institution_id, code),
  constraint promotion_offered_by foreign key (institution_id, offered_by) references staff (institution_id, id)
);
create index promotion_of_customer on promotion (institution_id, customer_id, product, offered_on);

-- What the nightly look at the data found, and who sees to it.
create table quality_issue (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  kind text not null constraint quality_issue_kind_is_known check (kind in (
    'identity-expired', 'licence-expired', 'duplicate-suspected', 'gap', 'stale-file', 'sources-disagree', 'struck-off')),
  field text not null default '',
  owner_id uuid,
  found_on date not null,
  state text not null constraint quality_issue_state_is_known check (state in ('open', 'settled', 'dismissed')),
  closed_at timestamptz,
  closed_by uuid,
  note text,
  primary key (institution_id, id),
  constraint quality_issue_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint quality_issue_owner foreign key (institution_id, owner_id) references staff (institution_id, id),
  constraint quality_issue_closed_by foreign key (institution_id, closed_by) references staff (institution_id, id)
);
create unique index quality_issue_is_named_once on quality_issue (institution_id, customer_id, kind, field) where state <> 'settled';
create index quality_issue_open on quality_issue (institution_id, kind, id) where state = 'open';
create index quality_issue_of_owner on quality_issue (institution_id, owner_id) where state = 'open';

create table feedback (
  institution_id uuid not null references institution,
  id uuid not null,
  page text not null,
  words text not null,
  state text not null constraint feedback_state_is_known check (state in ('new', 'seen', 'done')),
  made_by uuid not null,
  made_at timestamptz not null,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  primary key (institution_id, id),
  constraint feedback_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint feedback_answered_by foreign key (institution_id, answered_by) references staff (institution_id, id)
);

alter table import_batch drop constraint import_batch_kind_is_known;
alter table import_batch add constraint import_batch_kind_is_known
  check (kind in ('customers', 'relations', 'loans', 'repayments', 'registry', 'statements'));

do $$
declare
  owned text;
begin
  foreach owned in array array[
    'fact_verification', 'fact_conflict', 'false_material', 'registry_record', 'link_suggestion', 'merge_case',
    'merge_move', 'financial_statement', 'visit', 'visit_document', 'task', 'message', 'consent', 'promotion',
    'quality_issue', 'feedback'
  ] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert on %I to banyan_app', owned);
  end loop;

  foreach owned in array array[
    'fact_verification', 'fact_conflict', 'false_material', 'registry_record', 'link_suggestion', 'merge_case',
    'financial_statement', 'visit', 'task', 'message', 'consent', 'promotion', 'quality_issue', 'feedback'
  ] loop
    execute format('grant update on %I to banyan_app', owned);
  end loop;

  -- Working rows of an import that is undone, and what the night finds anew.
  foreach owned in array array['registry_record', 'fact_conflict', 'link_suggestion', 'financial_statement', 'quality_issue'] loop
    execute format('grant delete on %I to banyan_app', owned);
  end loop;
end
$$;

-- A contact stays as it was written; only whose it is may change, when two files become one.
grant update (customer_id) on contact to banyan_app;
