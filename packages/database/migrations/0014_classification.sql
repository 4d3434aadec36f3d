-- Five-tier classification by the full rules, expected losses, and the migration return.

alter table loan
  add column stage integer not null default 1 constraint loan_stage_is_known check (stage between 1 and 3),
  add column allowance bigint not null default 0 constraint loan_allowance_is_not_negative check (allowance >= 0),
  add column other_floor text not null default 'normal' constraint loan_other_floor_is_known
    check (other_floor in ('normal', 'special-mention', 'substandard', 'doubtful', 'loss')),
  -- By the claim's own facts, before the rules on its whole debtor; null: not looked at yet, so its tier.
  add column claim_tier text constraint loan_claim_tier_is_known
    check (claim_tier in ('normal', 'special-mention', 'substandard', 'doubtful', 'loss')),
  add column manual_tier text constraint loan_manual_tier_is_known
    check (manual_tier in ('special-mention', 'substandard', 'doubtful', 'loss')),
  add constraint loan_tier_basis_is_known check (tier_basis in ('by-days', 'rules'));

-- The next close looks at every loan that is owed: until then its tier stands by days alone.
alter table loan no force row level security;
alter table institution_state no force row level security;
update loan set
  next_tier_on = least(next_tier_on, (
    select business_day from institution_state s where s.institution_id = loan.institution_id))
where status = 'active';
alter table institution_state force row level security;
alter table loan force row level security;

alter table loan_tier
  add constraint loan_tier_basis_is_known check (basis in ('by-days', 'rules'));
create index loan_tier_of_day on loan_tier (institution_id, valid_from, loan_id) where known_to is null;

-- Rules and parameters that count from a day on; what one person proposes another decides.
create table rule_version (
  institution_id uuid not null references institution,
  id uuid not null,
  kind text not null constraint rule_kind_is_known
    check (kind in ('classification', 'expected-loss', 'provision')),
  number integer not null,
  valid_from date not null,
  body jsonb not null,
  source text not null,
  note text not null,
  status text not null constraint rule_status_is_known check (status in ('waiting', 'in-force', 'refused')),
  made_by uuid not null,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_note text,
  primary key (institution_id, id),
  constraint rule_number_is_unique unique (institution_id, kind, number),
  constraint rule_is_decided_by_another check (decided_by <> made_by),
  constraint rule_is_decided_by_somebody check ((status = 'waiting') = (decided_by is null)),
  constraint rule_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint rule_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id)
);
create index rule_in_force on rule_version (institution_id, kind, valid_from desc) where status = 'in-force';
create unique index rule_kind_has_one_waiting on rule_version (institution_id, kind) where status = 'waiting';

-- What the rules ask and no other table knows, with its evidence. A fact in the debtor's favour waits for another person.
create table class_fact (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  loan_id uuid,
  kind text not null,
  value jsonb not null,
  evidence text not null,
  valid_from date not null,
  -- The first day on which it holds no more.
  valid_to date,
  status text not null constraint class_fact_status_is_known check (status in ('waiting', 'in-force', 'refused')),
  made_by uuid not null,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_note text,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text,
  primary key (institution_id, id),
  constraint class_fact_is_decided_by_another check (decided_by <> made_by),
  constraint class_fact_days_are_ordered check (valid_to >= valid_from),
  constraint class_fact_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint class_fact_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint class_fact_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint class_fact_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id),
  constraint class_fact_ended_by foreign key (institution_id, ended_by) references staff (institution_id, id)
);
create index class_fact_of_customer on class_fact (institution_id, customer_id, made_at desc);
create index class_fact_waiting on class_fact (institution_id, id) where status = 'waiting';

-- Each result that differs from the one before: the facts, the rules hit, their evidence.
create table class_result (
  institution_id uuid not null references institution,
  id uuid not null,
  loan_id uuid not null,
  day date not null,
  at timestamptz not null,
  tier text not null,
  stage integer not null,
  body jsonb not null,
  rule_version_id uuid,
  primary key (institution_id, id),
  constraint class_result_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint class_result_rules foreign key (institution_id, rule_version_id) references rule_version (institution_id, id)
);
create index class_result_of_loan on class_result (institution_id, loan_id, id desc);

-- 初分, 认定, 审批 by three people.
create table class_case (
  institution_id uuid not null references institution,
  id uuid not null,
  loan_id uuid not null,
  kind text not null constraint class_case_kind_is_known check (kind in ('confirmation', 'override', 'upgrade')),
  status text not null constraint class_case_status_is_known
    check (status in ('initial', 'review', 'approval', 'approved', 'refused', 'void')),
  system_tier text not null,
  tier text not null,
  opened_on date not null,
  opened_at timestamptz not null,
  due_on date not null,
  initial_by uuid,
  initial_tier text,
  initial_note text,
  initial_at timestamptz,
  reviewed_by uuid,
  reviewed_tier text,
  review_note text,
  reviewed_at timestamptz,
  decided_by uuid,
  decision_note text,
  decided_at timestamptz,
  primary key (institution_id, id),
  constraint class_case_is_seen_by_three check (
    initial_by <> reviewed_by and reviewed_by <> decided_by and decided_by <> initial_by),
  constraint class_case_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint class_case_initial_by foreign key (institution_id, initial_by) references staff (institution_id, id),
  constraint class_case_reviewed_by foreign key (institution_id, reviewed_by) references staff (institution_id, id),
  constraint class_case_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id)
);
create unique index loan_has_one_open_class_case on class_case (institution_id, loan_id)
  where status in ('initial', 'review', 'approval');
create index class_case_by_status on class_case (institution_id, status, id);

alter table report drop constraint report_code_is_known;
alter table report add constraint report_code_is_known
  check (code in ('asset-quality', 'migration', 'micro-lender-pack'));

do $$
declare
  owned text;
begin
  foreach owned in array array['rule_version', 'class_fact', 'class_result', 'class_case'] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert on %I to banyan_app', owned);
  end loop;

  -- Results are append-only.
  foreach owned in array array['rule_version', 'class_fact', 'class_case'] loop
    execute format('grant update on %I to banyan_app', owned);
  end loop;
end
$$;
