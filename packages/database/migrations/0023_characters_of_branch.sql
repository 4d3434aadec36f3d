-- Single characters too are kept with their branch, as pairs are: a name with one character wrong between two others,
-- and a character alone, then read no other branch's names.
create or replace function name_keys(grams integer[], party text, branch_id uuid) returns integer[]
language sql immutable parallel safe as $$
  select case
    when party = 'group' then grams || 1879048193
    when branch_id is null then grams
    else grams || array(
      select (1342177280 | ((gram::bigint * 2654435 + ('x' || right(branch_id::text, 7))::bit(28)::bigint * 40503) & 268435455))::integer
      from unnest(grams) as gram)
  end
$$;

drop index party_name_keys;
alter table party_name drop column keys;
alter table party_name add column keys integer[] not null generated always as (name_keys(grams, party, branch_id)) stored;
create index party_name_keys on party_name using gin (keys) with (gin_pending_list_limit = 512);
alter table party_name alter column keys set statistics 1000;

-- The keys have changed: their shares are counted anew.
alter table name_index no force row level security;
update name_index set counted_at = 'epoch';
alter table name_index force row level security;
