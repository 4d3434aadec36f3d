-- The row of a member holds what a tree shows, so that a whole group is one range of rows; its place in the
-- order of the tree is derived on reading, so that a move rewrites one row. Sums of subtrees stand beside it.

alter table group_node
  -- Where the row lies in its group, kept while it is a member; says nothing of the order of the tree.
  add column slot integer,
  add column parent_slot integer,
  add column number text not null default '',
  add column name text not null default '',
  add column kind text not null default '',
  add column country text not null default '',
  add column status text not null default '',
  add column branch_id uuid,
  add column officer_id uuid,
  add column code text not null default '',
  add column initials text not null default '',
  add column balance bigint not null default 0,
  add column reserved bigint not null default 0,
  add column overdue bigint not null default 0,
  add column guaranteed bigint not null default 0,
  add column credit_limit bigint,
  add column unpaid_since date,
  add column tier integer not null default 0,
  add column loans integer not null default 0,
  add column has_unknown_currency boolean not null default false,
  add column stage text,
  add column stage_on date,
  add column stage_unpaid_on date,
  add column is_exception boolean not null default false,
  add column loan_status text,
  add column look_through bigint;

-- Sums of a member and everything below it, kept by the differences that go up the chain.
create table node_sum (
  institution_id uuid not null references institution,
  customer_id uuid not null,
  group_id uuid not null,
  members integer not null,
  balance bigint not null default 0,
  reserved bigint not null default 0,
  overdue bigint not null default 0,
  guaranteed bigint not null default 0,
  loans integer not null default 0,
  -- Members by the worst tier of their loans.
  normal integer not null default 0,
  special_mention integer not null default 0,
  substandard integer not null default 0,
  doubtful integer not null default 0,
  loss integer not null default 0,
  primary key (institution_id, customer_id),
  constraint node_sum_node foreign key (institution_id, customer_id)
    references group_node (institution_id, customer_id) on delete cascade
) with (fillfactor = 80);

-- version moves with whatever a tree shows; shape with what hangs where; solved is the shape that the
-- look-through shares were computed for. The row is held by whoever writes rows of the group.
create table group_version (
  institution_id uuid not null references institution,
  group_id uuid not null,
  version bigint not null,
  shape bigint not null,
  solved bigint not null,
  next_slot integer not null,
  primary key (institution_id, group_id),
  constraint group_version_group foreign key (institution_id, group_id)
    references customer_group (institution_id, id)
) with (fillfactor = 50);

do $$
declare
  owned text;
begin
  foreach owned in array array['node_sum', 'group_version'] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert, update, delete on %I to banyan_app', owned);
  end loop;
end
$$;

-- Rows that stand already, institution by institution, since each sees only its own.
do $$
declare
  place record;
begin
  for place in select id, currency from institution loop
    perform set_config('app.institution_id', place.id::text, true);

    insert into group_version (institution_id, group_id, version, shape, solved, next_slot)
    select place.id, g.id, 1, 1, 0, coalesce(
      (select max(n.position) + 1 from group_node n where n.institution_id = place.id and n.group_id = g.id), 0)
    from customer_group g where g.institution_id = place.id;

    update group_node n set slot = n.position,
      parent_slot = (select up.position from group_node up where up.institution_id = place.id and up.customer_id = n.parent_id),
      number = c.number, name = c.name, kind = c.kind, country = c.country, status = c.status, branch_id = c.branch_id,
      officer_id = c.officer_id, code = coalesce(c.credit_code, ''), initials = coalesce(sound.initials, ''),
      balance = owed.balance, loans = owed.loans, unpaid_since = owed.unpaid_since, tier = owed.tier,
      has_unknown_currency = owed.has_unknown_currency, reserved = held.amount, overdue = late.amount, guaranteed = given.amount
    from customer c
    cross join lateral (select s.business_day as day from institution_state s where s.institution_id = place.id) today
    cross join lateral (
      select coalesce(min(p.initials), '') as initials from party_name p
      where p.institution_id = place.id and p.party_id = c.id and p.kind = 'current') sound
    cross join lateral (
      select count(*)::integer as loans, min(l.oldest_unpaid_on) as unpaid_since,
        coalesce(sum(case when l.currency = place.currency then l.balance else ceil(l.balance::numeric * x.rate_millionths / 1000000) end), 0)::bigint as balance,
        coalesce(max(array_position(array['normal', 'special-mention', 'substandard', 'doubtful', 'loss'], l.tier)), 0)::integer as tier,
        coalesce(bool_or(l.currency <> place.currency and x.rate_millionths is null and l.balance > 0), false) as has_unknown_currency
      from loan l left join lateral (
        select r.rate_millionths from exchange_rate r
        where r.institution_id = place.id and r.currency = l.currency and r.day <= today.day order by r.day desc limit 1) x on true
      where l.institution_id = place.id and l.customer_id = c.id and l.status = 'active') owed
    cross join lateral (
      select coalesce(sum(case when l.currency = place.currency then i.due else ceil(i.due::numeric * x.rate_millionths / 1000000) end), 0)::bigint as amount
      from loan l left join lateral (
        select r.rate_millionths from exchange_rate r
        where r.institution_id = place.id and r.currency = l.currency and r.day <= today.day order by r.day desc limit 1) x on true
      join lateral (
        select sum(o.principal - o.principal_paid + o.interest - o.interest_paid) as due from instalment o
        where o.institution_id = place.id and o.loan_id = l.id and o.settled_on is null and o.due_on < today.day) i on true
      where l.institution_id = place.id and l.customer_id = c.id and l.status = 'active') late
    cross join lateral (
      select coalesce(sum(r.amount), 0)::bigint as amount from reservation r
      where r.institution_id = place.id and r.customer_id = c.id and r.status = 'open') held
    cross join lateral (
      select coalesce(sum(g.amount), 0)::bigint as amount from relation g
      where g.institution_id = place.id and g.from_id = c.id and g.kind = 'guarantee' and g.known_to is null
        and g.valid_from <= today.day and (g.valid_to is null or g.valid_to >= today.day)) given
    where n.institution_id = place.id and c.institution_id = place.id and c.id = n.customer_id;

    update group_node n set stage = a.status, stage_on = a.status_on, stage_unpaid_on = l.oldest_unpaid_on,
      is_exception = coalesce(d.is_exception, false), loan_status = l.status
    from application a
    left join decision d on d.institution_id = a.institution_id and d.application_id = a.id
    left join loan l on l.institution_id = a.institution_id and l.application_id = a.id
    where n.institution_id = place.id and a.institution_id = place.id and a.customer_id = n.customer_id
      and a.id = (select newest.id from application newest
        where newest.institution_id = place.id and newest.customer_id = n.customer_id
          and newest.status not in ('declined', 'withdrawn')
        order by newest.created_at desc limit 1);

    insert into node_sum (institution_id, customer_id, group_id, members, balance, reserved, overdue, guaranteed, loans,
      normal, special_mention, substandard, doubtful, loss)
    select place.id, n.customer_id, n.group_id, count(*), sum(b.balance), sum(b.reserved), sum(b.overdue), sum(b.guaranteed),
      sum(b.loans), count(*) filter (where b.tier = 1), count(*) filter (where b.tier = 2), count(*) filter (where b.tier = 3),
      count(*) filter (where b.tier = 4), count(*) filter (where b.tier = 5)
    from group_node n
    join group_node b on b.institution_id = place.id and b.group_id = n.group_id
      and b.position >= n.position and b.position < n.position + n.subtree_size
    where n.institution_id = place.id
    group by n.customer_id, n.group_id;
  end loop;
  perform set_config('app.institution_id', '', true);
end
$$;

drop index group_node_of_group;
alter table group_node
  alter column slot set not null,
  drop column depth,
  drop column position,
  drop column subtree_size,
  add column page integer not null generated always as (slot / 512) stored,
  add column figures bytea not null generated always as (
    uuid_send(customer_id) || int4send(slot) || int4send(coalesce(parent_slot, -1))
    || int4send(coalesce(direct_percent, -1)::integer) || int4send(coalesce(look_through, -1)::integer)
    || int8send(balance) || int8send(reserved) || int8send(overdue) || int8send(guaranteed)
    || int8send(coalesce(credit_limit, -1))
    || int4send(coalesce(unpaid_since - date '2000-01-01', -1)) || int4send(loans)
    || int4send(tier
      + 16 * coalesce(array_position(array['person', 'company'], kind), 0)
      + 64 * coalesce(array_position(array['draft', 'active', 'frozen', 'closed', 'merged'], status), 0)
      + 1024 * coalesce(array_position(array['draft', 'submitted', 'in-review', 'returned', 'reviewed', 'scored',
          'approved', 'declined', 'withdrawn', 'contracted', 'disbursed'], stage), 0)
      + 16384 * coalesce(array_position(array['active', 'settled', 'written-off', 'void'], loan_status), 0)
      + 131072 * is_exception::integer + 262144 * has_unknown_currency::integer)
    || int2send(least(cardinality(other_parents), 9999)::smallint)
    || int2send((ascii(country) % 128 * 128 + ascii(substr(country, 2)) % 128)::smallint)
    || int4send(coalesce(stage_on - date '2000-01-01', -1))
    || int4send(coalesce(stage_unpaid_on - date '2000-01-01', -1))
    || coalesce(substr(uuid_send(branch_id), 11), '\x000000000000'::bytea)
    || coalesce(substr(uuid_send(officer_id), 11), '\x000000000000'::bytea)
  ) stored;
-- Room for rows to be written again beside themselves.
alter table group_node set (fillfactor = 85);
create unique index group_node_of_group on group_node (institution_id, group_id, page, slot);
create index group_node_by_branch on group_node (institution_id, group_id, branch_id);
create index group_node_held_by_others on group_node (institution_id, group_id, slot) where other_parents <> '{}';
create index group_node_roots on group_node (institution_id, group_id) where parent_id is null;

-- Guarantees that begin or end on a day.
create index guarantee_by_start on relation (institution_id, valid_from) where kind = 'guarantee';
create index guarantee_by_end on relation (institution_id, valid_to) where kind = 'guarantee';
