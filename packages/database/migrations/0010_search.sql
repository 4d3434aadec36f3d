-- One box over every name, saved views, what staff follow, and how they laid out their tables.

-- What a name is found by: its characters, its pairs of characters, and a mark of the branch it belongs to or
-- of being a group's, so that one index finds the names of one branch, and of groups. The mark of a branch is
-- 0x60000000 and the last 28 bits of its id.
alter table party_name add column keys integer[] not null generated always as (
  case when party = 'group' then grams || 1879048193 when branch_id is null then grams
    else grams || (('x' || right(branch_id::text, 7))::bit(28)::integer | 1610612736) end) stored;
drop index party_name_grams;
create index party_name_keys on party_name using gin (keys) with (gin_pending_list_limit = 512);
alter table party_name alter column keys set statistics 1000;
alter table party_name alter column grams set statistics 0;

-- How often the frequent characters and pairs occur among an institution's names, in millionths.
create table name_key_share (
  institution_id uuid not null references institution,
  key integer not null,
  share integer not null constraint name_key_share_is_a_share check (share between 1 and 1000000),
  primary key (institution_id, key)
);

-- How many names there were when the shares were counted, and in which form names are kept.
create table name_index (
  institution_id uuid not null references institution,
  names bigint not null,
  form integer not null,
  counted_at timestamptz not null,
  primary key (institution_id)
);

-- The last four of a credit code, which somebody reads out on the telephone.
alter table customer add column credit_code_tail text generated always as (right(credit_code, 4)) stored;
create index customer_by_code_tail on customer (institution_id, credit_code_tail) where credit_code_tail is not null;
create index external_reference_by_id on external_reference (institution_id, external_id);
create index customer_group_by_lead on customer_group (institution_id, lead_officer_id);

create index customer_by_change on customer (institution_id, changed_at, id);
create index customer_by_creation on customer (institution_id, created_at, id);
create index loan_not_normal on loan (institution_id, tier, customer_id) where status = 'active' and tier <> 'normal';
create index access_log_of_staff on access_log (institution_id, staff_id, at);

-- A list as somebody wants to see it again: filter, sort, columns, density.
create table saved_view (
  institution_id uuid not null references institution,
  id uuid not null,
  page text not null constraint saved_view_page_is_plain check (page ~ '^[a-z-]{1,40}$'),
  name text not null,
  owner_id uuid not null,
  sharing text not null constraint saved_view_sharing_is_known check (sharing in ('mine', 'branch', 'institution')),
  branch_id uuid,
  is_locked boolean not null default false,
  default_for text[] not null default '{}',
  body jsonb not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (institution_id, id),
  constraint saved_view_name_is_unique unique (institution_id, page, owner_id, name),
  constraint saved_view_names_its_branch check ((branch_id is not null) = (sharing = 'branch')),
  constraint saved_view_default_is_for_all check (default_for = '{}' or sharing = 'institution'),
  constraint saved_view_owner foreign key (institution_id, owner_id) references staff (institution_id, id),
  constraint saved_view_branch foreign key (institution_id, branch_id) references branch (institution_id, id)
);
create index saved_view_of_page on saved_view (institution_id, page, sharing);

-- The view a member of staff starts a page with.
create table chosen_view (
  institution_id uuid not null references institution,
  staff_id uuid not null,
  page text not null,
  view_id uuid not null,
  primary key (institution_id, staff_id, page),
  constraint chosen_view_staff foreign key (institution_id, staff_id) references staff (institution_id, id),
  constraint chosen_view_view foreign key (institution_id, view_id) references saved_view (institution_id, id) on delete cascade
);
create index chosen_view_of_view on chosen_view (institution_id, view_id);

-- Columns, density and the like of one table or page, as one member of staff left them.
create table staff_layout (
  institution_id uuid not null references institution,
  staff_id uuid not null,
  key text not null constraint staff_layout_key_is_plain check (key ~ '^[a-z0-9.-]{1,40}$'),
  layout jsonb not null,
  changed_at timestamptz not null,
  primary key (institution_id, staff_id, key),
  constraint staff_layout_staff foreign key (institution_id, staff_id) references staff (institution_id, id)
);

create table follow (
  institution_id uuid not null references institution,
  staff_id uuid not null,
  party text not null constraint follow_party_is_known check (party in ('customer', 'group')),
  party_id uuid not null,
  followed_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (institution_id, staff_id, party, party_id),
  constraint follow_staff foreign key (institution_id, staff_id) references staff (institution_id, id)
);

do $$
declare
  owned text;
begin
  foreach owned in array array[
    'name_key_share', 'name_index', 'saved_view', 'chosen_view', 'staff_layout', 'follow'
  ] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert, update, delete on %I to banyan_app', owned);
  end loop;
end
$$;
