-- Names of one branch in their order, read without the table, and the pairs of characters of one branch's names
-- as keys of their own, so that neither a frequent nor a rare part of a name reads what other branches have.

-- A pair and the branch in one key: 0x50000000 and 28 bits of (pair × 2654435 + the last 28 bits of the branch's
-- id × 40503). Different pairs of one branch may meet in a key; a hit is held against the name.
create function name_keys(grams integer[], party text, branch_id uuid) returns integer[]
language sql immutable parallel safe as $$
  select case
    when party = 'group' then grams || 1879048193
    when branch_id is null then grams
    else grams || array(
      select (1342177280 | ((pair::bigint * 2654435 + ('x' || right(branch_id::text, 7))::bit(28)::bigint * 40503) & 268435455))::integer
      from unnest(grams) as pair where pair < 1073741824)
  end
$$;

drop index party_name_keys;
alter table party_name drop column keys;
alter table party_name add column keys integer[] not null generated always as (name_keys(grams, party, branch_id)) stored;
create index party_name_keys on party_name using gin (keys) with (gin_pending_list_limit = 512);
alter table party_name alter column keys set statistics 1000;

create index party_name_of_branch on party_name (institution_id, branch_id, plain collate "C", id) where party = 'customer';
drop index party_name_plain;
create index party_name_plain on party_name (institution_id, plain collate "C", id) include (party, branch_id);
drop index party_name_pinyin;
drop index party_name_initials;
create index party_name_pinyin on party_name (institution_id, pinyin, id) include (party, branch_id);
create index party_name_initials on party_name (institution_id, initials, id) include (party, branch_id);

-- The keys have changed: their shares are counted anew.
alter table name_index no force row level security;
update name_index set counted_at = 'epoch';
alter table name_index force row level security;
