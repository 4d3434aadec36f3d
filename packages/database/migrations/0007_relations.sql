-- What a relation is more closely, who verified it, and which belief a row replaces.

alter table relation
  add column role text,
  add column income_percent bigint constraint relation_income_percent_is_a_share check (income_percent between 0 and 1000000000),
  add column dependence_percent bigint constraint relation_dependence_percent_is_a_share check (dependence_percent between 0 and 1000000000),
  add column verified_at timestamptz,
  add column corrects_id uuid,
  add column reason text;

-- The owner checks the new keys against every institution's rows.
alter table relation no force row level security;
alter table staff no force row level security;

-- A company may hold shares of its own.
alter table relation drop constraint relation_is_between_two;
alter table relation
  add constraint relation_is_between_two check (from_id <> to_id or kind = 'ownership'),
  add constraint relation_verified_by foreign key (institution_id, verified_by) references staff (institution_id, id),
  add constraint relation_verified_at_a_time check ((verified_by is null) = (verified_at is null)),
  add constraint relation_verified_by_another check (verified_by <> created_by),
  add constraint relation_corrects foreign key (institution_id, corrects_id) references relation (institution_id, id);
alter table relation force row level security;
alter table staff force row level security;
create index relation_corrected on relation (institution_id, corrects_id) where corrects_id is not null;

-- A guarantee that closes a ring waits here until another person releases it.
create table guarantee_proposal (
  institution_id uuid not null references institution,
  id uuid not null,
  guarantor_id uuid not null,
  borrower_id uuid not null,
  amount bigint not null constraint guarantee_proposal_amount_is_positive check (amount > 0),
  valid_from date not null,
  valid_to date,
  source text not null,
  evidence text,
  -- The parties of the ring that it would close, from the guarantor on.
  ring uuid[] not null,
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint guarantee_proposal_of_its_maker unique (institution_id, id, made_by),
  constraint guarantee_proposal_guarantor foreign key (institution_id, guarantor_id) references customer (institution_id, id),
  constraint guarantee_proposal_borrower foreign key (institution_id, borrower_id) references customer (institution_id, id),
  constraint guarantee_proposal_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);
create index guarantee_proposal_by_borrower on guarantee_proposal (institution_id, borrower_id);
create index guarantee_proposal_by_guarantor on guarantee_proposal (institution_id, guarantor_id);

create table guarantee_decision (
  institution_id uuid not null references institution,
  proposal_id uuid not null,
  maker_id uuid not null,
  checker_id uuid not null,
  outcome text not null constraint guarantee_decision_outcome_is_known check (outcome in ('released', 'refused')),
  note text not null,
  decided_at timestamptz not null,
  relation_id uuid,
  primary key (institution_id, proposal_id),
  constraint guarantee_decision_by_another check (checker_id <> maker_id),
  constraint guarantee_decision_makes_a_relation check ((relation_id is not null) = (outcome = 'released')),
  constraint guarantee_decision_proposal foreign key (institution_id, proposal_id, maker_id) references guarantee_proposal (institution_id, id, made_by),
  constraint guarantee_decision_checker foreign key (institution_id, checker_id) references staff (institution_id, id),
  constraint guarantee_decision_relation foreign key (institution_id, relation_id) references relation (institution_id, id)
);

do $$
declare
  owned text;
begin
  foreach owned in array array['guarantee_proposal', 'guarantee_decision'] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert on %I to banyan_app', owned);
  end loop;
end
$$;
