-- A customer's grade has fallen: what the owner of each of their loans is asked to think about.

create table repricing (
  institution_id uuid not null references institution,
  id uuid not null,
  loan_id uuid not null,
  customer_id uuid not null,
  score_id uuid not null,
  grade_before text not null,
  grade_after text not null,
  suggested_rate bigint,
  owner_id uuid not null,
  task_id uuid not null,
  status text not null constraint repricing_status_is_known
    check (status in ('open', 'adopted', 'dismissed')),
  found_on date not null,
  found_at timestamptz not null,
  act_id uuid,
  closed_by uuid,
  closed_at timestamptz,
  note text,
  primary key (institution_id, id),
  constraint repricing_is_found_once unique (institution_id, loan_id, score_id),
  constraint repricing_grade_has_changed check (grade_before <> grade_after),
  constraint only_an_adopted_repricing_has_its_act check ((status = 'adopted') = (act_id is not null)),
  constraint repricing_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint repricing_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint repricing_score foreign key (institution_id, score_id) references score (institution_id, id),
  constraint repricing_owner foreign key (institution_id, owner_id) references staff (institution_id, id),
  constraint repricing_task foreign key (institution_id, task_id) references task (institution_id, id),
  constraint repricing_act foreign key (institution_id, act_id) references loan_act (institution_id, id),
  constraint repricing_closed_by foreign key (institution_id, closed_by) references staff (institution_id, id)
);
create unique index loan_has_one_open_repricing on repricing (institution_id, loan_id)
  where status = 'open';
create index repricing_by_status on repricing (institution_id, status, id);

alter table repricing enable row level security;
alter table repricing force row level security;
create policy of_the_institution on repricing
  using (institution_id = current_setting('app.institution_id')::uuid)
  with check (institution_id = current_setting('app.institution_id')::uuid);
grant select, insert on repricing to banyan_app;
grant update (status, act_id, closed_by, closed_at, note) on repricing to banyan_app;
