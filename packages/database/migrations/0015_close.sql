-- The night's work: steps of a close with their checkpoints, what was checked afterwards, and jobs without an officer.

create table close_step (
  institution_id uuid not null references institution,
  day date not null,
  step text not null,
  position integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  rows bigint not null default 0,
  checkpoint text,
  worked_ms bigint not null default 0,
  primary key (institution_id, day, step)
);

-- What each account has come to by branch and product through a closed day, so that nobody adds up the whole journal:
-- debits less credits. No row: added up from the beginning.
create table account_balance (
  institution_id uuid not null references institution,
  account text not null,
  branch_id uuid not null,
  product text not null,
  currency text not null,
  through_day date not null,
  balance bigint not null,
  primary key (institution_id, account, branch_id, product, currency),
  constraint account_balance_branch foreign key (institution_id, branch_id) references branch (institution_id, id),
  constraint account_balance_product foreign key (institution_id, product) references product (institution_id, code)
);

-- The few loans that a night changes are found without reading the others.
create index loan_by_accrual_end on loan (institution_id, accrues_to) where accrues_to is not null;
create index loan_accruing_unpaid on loan (institution_id, oldest_unpaid_on) where is_accruing and status = 'active';
create index loan_holding_money on loan (institution_id, id) where held > 0 and status = 'active';
create index loan_capitalising on loan (institution_id, id)
  where terms ->> 'graceInterest' = 'capitalised' and status = 'active';
create index loan_by_reset on loan (institution_id, (terms #>> '{ratePlan,resets}'),
    (extract(month from disbursed_on) * 100 + extract(day from disbursed_on)))
  where terms #>> '{ratePlan,kind}' = 'lpr' and status = 'active';

-- Every loan computed anew beside what is kept of it.
create table close_check (
  institution_id uuid not null references institution,
  id uuid not null,
  day date not null,
  checked_at timestamptz not null,
  loans bigint not null,
  differences bigint not null,
  examples jsonb not null,
  primary key (institution_id, id)
);
create index close_check_by_time on close_check (institution_id, checked_at);

-- Asked for in the transaction that needs it; a relay hands it to the queue. A job has an effect once.
create table job (
  institution_id uuid not null references institution,
  id uuid not null,
  kind text not null,
  key text,
  payload jsonb not null,
  status text not null default 'waiting'
    constraint job_status_is_known check (status in ('waiting', 'running', 'finished', 'failed')),
  attempts integer not null default 0,
  error text,
  asked_by uuid not null,
  asked_at timestamptz not null,
  run_after timestamptz not null,
  queued_at timestamptz,
  ended_at timestamptz,
  primary key (institution_id, id),
  constraint job_asked_by foreign key (institution_id, asked_by) references staff (institution_id, id)
);
create unique index job_is_open_once on job (institution_id, kind, key)
  where key is not null and status in ('waiting', 'running');
create index job_to_queue on job (institution_id, run_after) where queued_at is null;
create index job_open on job (institution_id, asked_at, id) where status <> 'finished';

-- Workers that live say so; what a dead one held is given to another.
create table worker (
  id text primary key,
  seen_at timestamptz not null
);

do $$
declare
  owned text;
begin
  foreach owned in array array['close_step', 'close_check', 'account_balance', 'job'] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert on %I to banyan_app', owned);
  end loop;
end
$$;

grant update on close_step, account_balance, job to banyan_app;
grant delete on account_balance to banyan_app;
grant select, insert, update, delete on worker to banyan_app;
