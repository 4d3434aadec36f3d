-- Reviewed acts on groups, limits of single customers, regulatory sets, and the exposures of closed days.

-- What one person asked for: merge, split, move, parent, dissolve, or the taking back of an earlier act.
create table group_act (
  institution_id uuid not null references institution,
  id uuid not null,
  number text not null,
  kind text not null constraint group_act_kind_is_known
    check (kind in ('merge', 'split', 'move', 'parent', 'dissolve', 'reverse')),
  status text not null constraint group_act_status_is_known
    check (status in ('waiting', 'approved', 'refused', 'withdrawn')),
  asked jsonb not null,
  reason text not null,
  reverses uuid,
  move_count integer not null,
  made_by uuid not null,
  made_at timestamptz not null,
  preview jsonb,
  primary key (institution_id, id),
  constraint group_act_number_is_unique unique (institution_id, number),
  constraint group_act_of_its_maker unique (institution_id, id, made_by),
  constraint group_act_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint group_act_reverses foreign key (institution_id, reverses) references group_act (institution_id, id),
  constraint only_a_reversal_reverses check ((kind = 'reverse') = (reverses is not null))
);
create index group_act_by_status on group_act (institution_id, status, id);
create unique index group_act_is_reversed_once on group_act (institution_id, reverses)
  where reverses is not null and status in ('waiting', 'approved');

create table group_act_group (
  institution_id uuid not null references institution,
  act_id uuid not null,
  group_id uuid not null,
  primary key (institution_id, act_id, group_id),
  constraint group_act_group_act foreign key (institution_id, act_id) references group_act (institution_id, id),
  constraint group_act_group_group foreign key (institution_id, group_id) references customer_group (institution_id, id)
);
create index group_act_group_of_group on group_act_group (institution_id, group_id);

create table group_act_decision (
  institution_id uuid not null references institution,
  act_id uuid not null,
  maker_id uuid not null,
  checker_id uuid not null,
  outcome text not null constraint group_act_outcome_is_known check (outcome in ('approved', 'refused')),
  note text not null,
  decided_at timestamptz not null,
  primary key (institution_id, act_id),
  constraint group_act_checker_is_not_maker check (checker_id <> maker_id),
  constraint group_act_decision_act foreign key (institution_id, act_id, maker_id)
    references group_act (institution_id, id, made_by),
  constraint group_act_decision_checker foreign key (institution_id, checker_id) references staff (institution_id, id)
);

-- The holder a person chose as a node's parent, in place of the rule's.
create table parent_choice (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  parent_id uuid not null,
  act_id uuid not null,
  valid_from date not null,
  valid_to date,
  known_from timestamptz not null,
  known_to timestamptz,
  primary key (institution_id, id),
  constraint parent_choice_is_between_two check (customer_id <> parent_id),
  constraint parent_choice_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint parent_choice_parent foreign key (institution_id, parent_id) references customer (institution_id, id),
  constraint parent_choice_act foreign key (institution_id, act_id) references group_act (institution_id, id)
);
create unique index customer_has_one_chosen_parent on parent_choice (institution_id, customer_id)
  where valid_to is null and known_to is null;

-- The most one customer may owe. A raise waits for another person; a cut holds at once.
create table customer_limit (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  amount bigint not null constraint customer_limit_is_not_negative check (amount >= 0),
  is_revolving boolean not null,
  valid_from date not null,
  valid_to date,
  status text not null constraint customer_limit_status_is_known
    check (status in ('waiting', 'in-force', 'refused')),
  set_by uuid not null,
  set_at timestamptz not null,
  note text not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_note text,
  primary key (institution_id, id),
  constraint customer_limit_days_are_ordered check (valid_to >= valid_from),
  constraint customer_limit_is_decided_by_another check (decided_by <> set_by),
  constraint customer_limit_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint customer_limit_set_by foreign key (institution_id, set_by) references staff (institution_id, id),
  constraint customer_limit_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id)
);
create index customer_limit_of_customer on customer_limit (institution_id, customer_id, set_at desc);
create unique index customer_has_one_waiting_limit on customer_limit (institution_id, customer_id)
  where status = 'waiting';

-- Regulatory sets, beside the management groups: control (集团客户, 2010) and connected (关联客户, 2018). They may overlap.
create table connected_set (
  institution_id uuid not null references institution,
  id uuid not null,
  number text not null,
  basis text not null constraint connected_set_basis_is_known check (basis in ('control', 'connected')),
  name text not null,
  root_customer_id uuid not null,
  status text not null constraint connected_set_status_is_known
    check (status in ('proposed', 'confirmed', 'dismissed', 'ended')),
  member_count integer not null,
  members_digest bytea not null,
  needs_assessment boolean not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint connected_set_number_is_unique unique (institution_id, number),
  constraint connected_set_root foreign key (institution_id, root_customer_id) references customer (institution_id, id)
);
create index connected_set_by_status on connected_set (institution_id, basis, status, id);

create table connected_set_member (
  institution_id uuid not null references institution,
  id uuid not null,
  set_id uuid not null,
  customer_id uuid not null,
  reasons jsonb not null,
  valid_from date not null,
  valid_to date,
  known_from timestamptz not null,
  known_to timestamptz,
  primary key (institution_id, id),
  constraint connected_set_member_set foreign key (institution_id, set_id) references connected_set (institution_id, id),
  constraint connected_set_member_customer foreign key (institution_id, customer_id) references customer (institution_id, id)
);
create unique index customer_is_once_in_a_set on connected_set_member (institution_id, set_id, customer_id)
  where valid_to is null and known_to is null;
create index connected_set_member_of_customer on connected_set_member (institution_id, customer_id);

-- What a derivation, or a person, would have different. Members change only when another person approves.
create table connected_set_proposal (
  institution_id uuid not null references institution,
  id uuid not null,
  set_id uuid not null,
  kind text not null constraint connected_set_proposal_kind_is_known
    check (kind in ('new', 'change', 'end', 'override')),
  added jsonb not null,
  removed uuid[] not null,
  reason text not null,
  status text not null constraint connected_set_proposal_status_is_known
    check (status in ('waiting', 'approved', 'refused')),
  made_by uuid not null,
  made_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  primary key (institution_id, id),
  constraint connected_set_proposal_is_decided_by_another check (decided_by <> made_by),
  constraint connected_set_proposal_set foreign key (institution_id, set_id) references connected_set (institution_id, id),
  constraint connected_set_proposal_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint connected_set_proposal_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id)
);
create unique index connected_set_has_one_waiting_proposal on connected_set_proposal (institution_id, set_id)
  where status = 'waiting';
create index connected_set_proposal_of_set on connected_set_proposal (institution_id, set_id, made_at desc);

-- The capital bases a closed day was measured against, and the largest exposures of that day.
create table closed_concentration (
  institution_id uuid not null references institution,
  day date not null,
  net_capital bigint,
  tier1 bigint,
  net_assets bigint,
  unknown_currencies text[] not null,
  stored_at timestamptz not null,
  primary key (institution_id, day)
);

create table closed_exposure (
  institution_id uuid not null references institution,
  day date not null,
  kind text not null constraint closed_exposure_kind_is_known
    check (kind in ('customer', 'group', 'control', 'connected')),
  subject_id uuid not null,
  number text not null,
  name text not null,
  party_kind text,
  members integer not null,
  drawn bigint not null,
  undrawn bigint not null,
  indirect bigint not null,
  allotted bigint,
  contracts jsonb not null,
  primary key (institution_id, day, kind, subject_id),
  constraint closed_exposure_day foreign key (institution_id, day)
    references closed_concentration (institution_id, day)
);

do $$
declare
  owned text;
begin
  foreach owned in array array[
    'group_act', 'group_act_group', 'group_act_decision', 'parent_choice', 'customer_limit',
    'connected_set', 'connected_set_member', 'connected_set_proposal', 'closed_concentration',
    'closed_exposure'
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
    'group_act', 'parent_choice', 'customer_limit', 'connected_set', 'connected_set_member',
    'connected_set_proposal'
  ] loop
    execute format('grant update on %I to banyan_app', owned);
  end loop;
end
$$;
