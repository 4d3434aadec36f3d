-- Who lends, who works there, and what every write leaves behind.

create table institution (
  id uuid primary key,
  code text not null constraint institution_code_is_unique unique
    constraint institution_code_is_plain check (code ~ '^[a-z0-9-]{2,32}$'),
  name text not null,
  kind text not null constraint institution_kind_is_known
    check (kind in ('city-bank', 'rural-credit-union', 'micro-lender')),
  currency text not null default 'CNY',
  created_at timestamptz not null
);

-- A person who signs in. Their place in an institution is a row of staff.
create table account (
  id uuid primary key,
  login_name text not null constraint account_login_name_is_unique unique,
  name text not null,
  password_hash text,
  failed_count integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  password_set_at timestamptz,
  created_at timestamptz not null,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea
);

-- Sign-ins, failures and sign-outs: one chain per account.
create table account_event (
  account_id uuid not null references account,
  seq integer not null,
  action text not null,
  at timestamptz not null,
  body text not null,
  hash bytea not null,
  primary key (account_id, seq)
);

-- Only the digest of the cookie is kept.
create table session (
  token_digest bytea primary key,
  account_id uuid not null references account,
  institution_id uuid not null references institution,
  staff_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  fresh_until timestamptz not null
);
create index session_of_account on session (account_id);

create table sign_in_attempt (
  id uuid primary key,
  address text not null,
  at timestamptz not null
);
create index sign_in_attempt_by_address on sign_in_attempt (address, at);

-- A one-time link with which a person sets a password.
create table password_link (
  token_digest bytea primary key,
  account_id uuid not null references account,
  made_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- The institution as an owner of rows: its open business day, its own audit chain.
create table institution_state (
  institution_id uuid primary key references institution,
  business_day date not null,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea
);

create table business_day (
  institution_id uuid not null references institution,
  day date not null,
  closed_at timestamptz,
  primary key (institution_id, day)
);

create table branch (
  institution_id uuid not null references institution,
  id uuid not null,
  code text not null,
  name text not null,
  parent_id uuid,
  created_at timestamptz not null,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea,
  primary key (institution_id, id),
  constraint branch_code_is_unique unique (institution_id, code),
  constraint branch_is_not_its_own_parent check (parent_id <> id),
  constraint branch_parent foreign key (institution_id, parent_id) references branch (institution_id, id)
);

create table staff (
  institution_id uuid not null references institution,
  id uuid not null,
  account_id uuid not null,
  number text not null,
  name text not null,
  name_sort text not null collate "C",
  branch_id uuid not null,
  roles text[] not null,
  is_operator boolean not null default false,
  status text not null constraint staff_status_is_known check (status in ('active', 'disabled')),
  created_at timestamptz not null,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea,
  primary key (institution_id, id),
  constraint staff_number_is_unique unique (institution_id, number),
  constraint staff_has_one_place_per_institution unique (institution_id, account_id),
  constraint staff_branch foreign key (institution_id, branch_id) references branch (institution_id, id),
  constraint administrators_are_different_people check (
    (('system-administrator' = any (roles))::int + ('security-administrator' = any (roles))::int
      + ('audit-administrator' = any (roles))::int) <= 1)
);
create index staff_of_account on staff (account_id);

create table counter (
  institution_id uuid not null references institution,
  kind text not null,
  next bigint not null,
  primary key (institution_id, kind)
);

-- The institution's data key and search key, wrapped by the master key outside the database.
create table institution_key (
  institution_id uuid not null references institution,
  version integer not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  primary key (institution_id, version)
);

-- What a limit is measured against: net capital, tier 1, net assets, each from its day on.
create table capital_base (
  institution_id uuid not null references institution,
  kind text not null constraint capital_base_kind_is_known
    check (kind in ('net-capital', 'tier-1', 'net-assets')),
  valid_from date not null,
  amount bigint not null constraint capital_base_is_not_negative check (amount >= 0),
  source text not null,
  primary key (institution_id, kind, valid_from)
);

create table exchange_rate (
  institution_id uuid not null references institution,
  currency text not null,
  day date not null,
  rate_millionths bigint not null constraint exchange_rate_is_positive check (rate_millionths > 0),
  source text not null,
  primary key (institution_id, currency, day)
);

create table authority (
  institution_id uuid not null references institution,
  id uuid not null,
  role text not null,
  product text,
  up_to bigint not null constraint authority_is_positive check (up_to > 0),
  valid_from date not null,
  valid_to date,
  primary key (institution_id, id)
);

create table product (
  institution_id uuid not null references institution,
  code text not null,
  name text not null,
  name_en text not null,
  customer_kind text not null constraint product_customer_kind_is_known
    check (customer_kind in ('person', 'company', 'both')),
  minimum_amount bigint not null,
  maximum_amount bigint not null,
  maximum_months integer not null,
  default_rate bigint not null,
  methods text[] not null,
  is_consumer boolean not null,
  is_active boolean not null default true,
  primary key (institution_id, code),
  constraint product_amounts_are_ordered check (0 < minimum_amount and minimum_amount <= maximum_amount)
);

create table scorecard (
  institution_id uuid not null references institution,
  code text not null,
  version integer not null,
  customer_kind text not null,
  valid_from date not null,
  body jsonb not null,
  primary key (institution_id, code, version)
);

-- One row per intent of a person: the reply is given again, never the effect.
create table idempotency_key (
  institution_id uuid not null references institution,
  staff_id uuid not null,
  procedure text not null,
  key uuid not null,
  request_digest bytea not null,
  reply text,
  created_at timestamptz not null,
  primary key (institution_id, staff_id, procedure, key)
);

-- A chain per entity: (entity, seq) has no gaps, and each hash covers the one before.
create table audit_event (
  institution_id uuid not null references institution,
  entity_id uuid not null,
  seq integer not null,
  entity text not null,
  action text not null,
  staff_id uuid,
  at timestamptz not null,
  body text not null,
  hash bytea not null,
  primary key (institution_id, entity_id, seq)
);
create index audit_event_by_time on audit_event (institution_id, at);
create index audit_event_by_staff on audit_event (institution_id, staff_id, at);

create table audit_seal (
  institution_id uuid not null references institution,
  number integer not null,
  leaves integer not null,
  root bytea not null,
  chain bytea not null,
  sealed_at timestamptz not null,
  primary key (institution_id, number)
);

create table audit_seal_leaf (
  institution_id uuid not null references institution,
  entity_id uuid not null,
  seq integer not null,
  seal_number integer not null,
  primary key (institution_id, entity_id, seq)
);
create index audit_seal_leaf_of_seal on audit_seal_leaf (institution_id, seal_number);

-- Who opened whose file; written in batches, outside the chains.
create table access_log (
  institution_id uuid not null references institution,
  at timestamptz not null,
  id uuid not null,
  staff_id uuid not null,
  customer_id uuid not null,
  what text not null,
  primary key (institution_id, at, id)
);
create index access_log_of_customer on access_log (institution_id, customer_id, at);
