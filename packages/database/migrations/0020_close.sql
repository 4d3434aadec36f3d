-- The few customers whose file has a gap, and what a night looks for by its day, are found without reading the others.
create index customer_with_gap on customer (institution_id, id)
  where is_partial or case kind when 'person' then mobile_hash is null
    else company_type is null or industry_section is null end;
create index inspection_missed on inspection (institution_id, missed_on) where missed_on is not null;
create index inspection_to_miss on inspection (institution_id, due_on) where state = 'due' and missed_on is null;
create index inspection_without_visit on inspection (institution_id, due_on, id)
  where state = 'due' and visit_id is null and owner_id is not null;
create index file_update_flagged on file_update (institution_id, flagged_on) where flagged_on is not null;
create index covenant_test_by_day on covenant_test (institution_id, tested_on);
create index covenant_test_waived on covenant_test (institution_id, waived_until) where resolution = 'waived';
create index licence_ending on licence (institution_id, expires_on) where removed_at is null;
create index collection_promise_settled on collection_promise (institution_id, settled_on) where settled_on is not null;

-- At what time of day the close asks for itself; none: a person starts it. Proposed by one, decided by another.
create table close_schedule (
  institution_id uuid not null references institution,
  id uuid not null,
  closes_at text constraint close_schedule_time_is_of_a_day check (closes_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  reason text not null,
  status text not null constraint close_schedule_status_is_known
    check (status in ('waiting', 'in-force', 'refused', 'replaced')),
  made_by uuid not null,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  primary key (institution_id, id),
  constraint close_schedule_is_decided_by_another check (decided_by <> made_by),
  constraint close_schedule_decision_is_whole check ((status = 'waiting') = (decided_by is null)),
  constraint close_schedule_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint close_schedule_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id)
);
create unique index close_schedule_waits_once on close_schedule (institution_id) where status = 'waiting';
create unique index close_schedule_holds_once on close_schedule (institution_id) where status = 'in-force';

-- What the factors estimated and what was allowed for at the end of each month, by branch and product.
create table provision_period (
  institution_id uuid not null references institution,
  period_end date not null,
  estimate bigint not null,
  allowance bigint not null,
  terms jsonb not null,
  kept_at timestamptz not null,
  primary key (institution_id, period_end)
);

create table provision_share (
  institution_id uuid not null references institution,
  period_end date not null,
  branch_id uuid not null,
  product text not null,
  estimate bigint not null,
  primary key (institution_id, period_end, branch_id, product),
  constraint provision_share_period foreign key (institution_id, period_end)
    references provision_period (institution_id, period_end),
  constraint provision_share_branch foreign key (institution_id, branch_id) references branch (institution_id, id),
  constraint provision_share_product foreign key (institution_id, product) references product (institution_id, code)
);

-- Out of profit to the general reserve, decided by a person at the end of a period.
create table reserve_top_up (
  institution_id uuid not null references institution,
  id uuid not null,
  period_end date not null,
  estimate bigint not null,
  allowance bigint not null,
  reserved bigint not null,
  amount bigint not null constraint reserve_top_up_is_positive check (amount > 0),
  reason text not null,
  status text not null constraint reserve_top_up_status_is_known
    check (status in ('waiting', 'approved', 'refused')),
  made_by uuid not null,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  journal_id uuid,
  primary key (institution_id, id),
  constraint reserve_top_up_is_decided_by_another check (decided_by <> made_by),
  constraint reserve_top_up_decision_is_whole check ((status = 'waiting') = (decided_by is null)),
  constraint only_an_approved_top_up_is_posted check ((status = 'approved') = (journal_id is not null)),
  constraint reserve_top_up_period foreign key (institution_id, period_end)
    references provision_period (institution_id, period_end),
  constraint reserve_top_up_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint reserve_top_up_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id)
);
create unique index reserve_top_up_waits_once on reserve_top_up (institution_id) where status = 'waiting';
create index reserve_top_up_of_period on reserve_top_up (institution_id, period_end);

do $$
declare
  owned text;
begin
  foreach owned in array array['close_schedule', 'provision_period', 'provision_share', 'reserve_top_up'] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert on %I to banyan_app', owned);
  end loop;
end
$$;

grant update (status, decided_by, decided_at, note) on close_schedule to banyan_app;
grant update (status, decided_by, decided_at, note, journal_id) on reserve_top_up to banyan_app;
