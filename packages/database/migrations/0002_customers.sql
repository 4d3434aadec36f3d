-- People and companies, what is known of them, how they are connected.

-- One data key per party, wrapped by the institution's key. Deleting it shreds the party's data.
create table party_key (
  institution_id uuid not null references institution,
  party_id uuid not null,
  wrapped bytea not null,
  key_version integer not null,
  primary key (institution_id, party_id)
);

create table import_batch (
  institution_id uuid not null references institution,
  id uuid not null,
  kind text not null constraint import_batch_kind_is_known
    check (kind in ('customers', 'relations', 'loans', 'repayments')),
  source text not null,
  file_name text not null,
  file_digest bytea not null,
  file_size bigint not null,
  mapping jsonb not null,
  is_dry_run boolean not null,
  status text not null constraint import_batch_status_is_known
    check (status in ('uploaded', 'waiting', 'running', 'done', 'cancelled', 'failed', 'undone')),
  total_rows integer,
  rows_read integer not null default 0,
  accepted integer not null default 0,
  unchanged integer not null default 0,
  rejected integer not null default 0,
  cancel_asked boolean not null default false,
  lease_until timestamptz,
  failure text,
  made_by uuid not null,
  made_at timestamptz not null,
  finished_at timestamptz,
  undone_by uuid,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea,
  primary key (institution_id, id),
  constraint import_batch_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);
create index import_batch_by_time on import_batch (institution_id, made_at desc);

-- The uploaded file, encrypted with the institution's key, so that a killed import can go on.
create table import_file (
  institution_id uuid not null references institution,
  batch_id uuid not null,
  part integer not null,
  content bytea not null,
  key_version integer not null,
  primary key (institution_id, batch_id, part),
  constraint import_file_batch foreign key (institution_id, batch_id) references import_batch (institution_id, id)
);

-- A refused row: what was wrong, and the row as it came (encrypted: it may hold personal data).
create table import_problem (
  institution_id uuid not null references institution,
  batch_id uuid not null,
  row_number integer not null,
  position integer not null,
  column_name text not null,
  code text not null,
  message text not null,
  value_sealed bytea,
  row_sealed bytea,
  key_version integer not null,
  primary key (institution_id, batch_id, row_number, position),
  constraint import_problem_batch foreign key (institution_id, batch_id) references import_batch (institution_id, id)
);

-- What a batch made or changed, so that it can be undone.
create table import_change (
  institution_id uuid not null references institution,
  batch_id uuid not null,
  entity text not null,
  entity_id uuid not null,
  change text not null constraint import_change_is_known check (change in ('created', 'updated')),
  before text,
  primary key (institution_id, batch_id, entity, entity_id),
  constraint import_change_batch foreign key (institution_id, batch_id) references import_batch (institution_id, id)
);

create table import_mapping (
  institution_id uuid not null references institution,
  kind text not null,
  header_digest bytea not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (institution_id, kind, header_digest)
);

create table external_reference (
  institution_id uuid not null references institution,
  kind text not null,
  source text not null,
  external_id text not null,
  entity_id uuid not null,
  content_digest bytea,
  primary key (institution_id, kind, source, external_id)
);
create index external_reference_of_entity on external_reference (institution_id, entity_id);

create table customer (
  institution_id uuid not null references institution,
  id uuid not null,
  number text not null,
  kind text not null constraint customer_kind_is_known check (kind in ('person', 'company')),
  name text not null,
  name_sort text not null collate "C",
  status text not null constraint customer_status_is_known
    check (status in ('draft', 'active', 'frozen', 'closed')),
  is_partial boolean not null default false,
  file_version integer not null default 1,
  branch_id uuid not null,
  officer_id uuid,
  id_type text,
  sex text,
  born_on date,
  occupation text,
  employer text,
  annual_income bigint,
  assets jsonb not null default '[]',
  company_type text,
  credit_code text,
  lei text,
  legal_representative text,
  registered_capital bigint,
  industry_section text,
  established_on date,
  country text not null default 'CN',
  pii bytea,
  pii_key_version integer,
  id_number_hash bytea,
  id_last4_hash bytea,
  mobile_hash bytea,
  mobile_last4_hash bytea,
  card_hash bytea,
  card_last4_hash bytea,
  source text not null,
  import_batch_id uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea,
  primary key (institution_id, id),
  constraint customer_number_is_unique unique (institution_id, number),
  constraint customer_branch foreign key (institution_id, branch_id) references branch (institution_id, id),
  constraint customer_officer foreign key (institution_id, officer_id) references staff (institution_id, id),
  constraint customer_created_by foreign key (institution_id, created_by) references staff (institution_id, id)
);
create unique index customer_id_number_is_unique on customer (institution_id, id_number_hash) where id_number_hash is not null;
create unique index customer_credit_code_is_unique on customer (institution_id, credit_code) where credit_code is not null;
create unique index customer_lei_is_unique on customer (institution_id, lei) where lei is not null;
create index customer_by_name on customer (institution_id, name_sort, id);
create index customer_by_branch on customer (institution_id, branch_id, name_sort, id);
create index customer_by_officer on customer (institution_id, officer_id, name_sort, id);
create index customer_by_mobile on customer (institution_id, mobile_hash) where mobile_hash is not null;
create index customer_by_card on customer (institution_id, card_hash) where card_hash is not null;
create index customer_by_id_last4 on customer (institution_id, id_last4_hash) where id_last4_hash is not null;
create index customer_by_mobile_last4 on customer (institution_id, mobile_last4_hash) where mobile_last4_hash is not null;
create index customer_by_card_last4 on customer (institution_id, card_last4_hash) where card_last4_hash is not null;
create index customer_of_batch on customer (institution_id, import_batch_id) where import_batch_id is not null;

-- Every state of the file: what was true (valid) and when we knew it (known).
create table customer_version (
  institution_id uuid not null references institution,
  customer_id uuid not null,
  version integer not null,
  body jsonb not null,
  pii bytea,
  pii_key_version integer,
  valid_from date not null,
  valid_to date,
  known_from timestamptz not null,
  known_to timestamptz,
  changed_by uuid not null,
  reason text not null,
  primary key (institution_id, customer_id, version),
  constraint customer_version_customer foreign key (institution_id, customer_id) references customer (institution_id, id)
);

-- Names that are searched: the present one, former ones, Latin and short ones.
-- grams: the adjacent pairs of characters of the name, as numbers.
create table party_name (
  institution_id uuid not null references institution,
  id uuid not null,
  party text not null constraint party_name_party_is_known check (party in ('customer', 'group')),
  party_id uuid not null,
  kind text not null constraint party_name_kind_is_known check (kind in ('current', 'former', 'short', 'latin')),
  name text not null,
  plain text not null,
  grams integer[] not null,
  pinyin text not null collate "C",
  initials text not null collate "C",
  branch_id uuid,
  officer_id uuid,
  primary key (institution_id, id)
);
create index party_name_of_party on party_name (institution_id, party_id);
create index party_name_grams on party_name using gin (grams);
create index party_name_pinyin on party_name (institution_id, pinyin, id);
create index party_name_initials on party_name (institution_id, initials, id);
create index party_name_plain on party_name (institution_id, plain collate "C", id);
alter table party_name alter column grams set statistics 1000;

create table licence (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  kind text not null,
  number text not null,
  issued_on date,
  expires_on date,
  created_by uuid not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (institution_id, id),
  constraint licence_customer foreign key (institution_id, customer_id) references customer (institution_id, id)
);
create index licence_of_customer on licence (institution_id, customer_id);

-- Ended, never deleted; true from-to, and known from-to.
create table relation (
  institution_id uuid not null references institution,
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  kind text not null,
  percent bigint constraint relation_percent_is_a_share check (percent between 0 and 1000000000),
  voting_percent bigint constraint relation_voting_percent_is_a_share check (voting_percent between 0 and 1000000000),
  amount bigint constraint relation_amount_is_not_negative check (amount >= 0),
  valid_from date not null,
  valid_to date,
  known_from timestamptz not null,
  known_to timestamptz,
  source text not null,
  evidence text,
  verified_by uuid,
  import_batch_id uuid,
  created_by uuid not null,
  primary key (institution_id, id),
  constraint relation_is_between_two check (from_id <> to_id),
  constraint relation_from foreign key (institution_id, from_id) references customer (institution_id, id),
  constraint relation_to foreign key (institution_id, to_id) references customer (institution_id, id),
  constraint relation_created_by foreign key (institution_id, created_by) references staff (institution_id, id)
);
create index relation_from_customer on relation (institution_id, from_id);
create index relation_to_customer on relation (institution_id, to_id);
create index relation_of_batch on relation (institution_id, import_batch_id) where import_batch_id is not null;

create table customer_group (
  institution_id uuid not null references institution,
  id uuid not null,
  number text not null,
  name text not null,
  name_sort text not null collate "C",
  status text not null constraint customer_group_status_is_known
    check (status in ('proposed', 'confirmed', 'dissolved')),
  root_customer_id uuid,
  lead_branch_id uuid not null,
  lead_officer_id uuid,
  member_count integer not null default 0,
  closing_edges jsonb not null default '[]',
  warnings jsonb not null default '[]',
  made_by uuid not null,
  made_at timestamptz not null,
  confirmed_by uuid,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea,
  primary key (institution_id, id),
  constraint customer_group_number_is_unique unique (institution_id, number),
  constraint customer_group_lead_branch foreign key (institution_id, lead_branch_id) references branch (institution_id, id),
  constraint customer_group_lead_officer foreign key (institution_id, lead_officer_id) references staff (institution_id, id),
  constraint customer_group_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint customer_group_confirmed_by_another check (confirmed_by <> made_by)
);
create index customer_group_by_name on customer_group (institution_id, name_sort, id);

-- A customer stands in exactly one management group at a date.
create table group_member (
  institution_id uuid not null references institution,
  id uuid not null,
  group_id uuid not null,
  customer_id uuid not null,
  reason text not null,
  valid_from date not null,
  valid_to date,
  known_from timestamptz not null,
  known_to timestamptz,
  primary key (institution_id, id),
  constraint group_member_group foreign key (institution_id, group_id) references customer_group (institution_id, id),
  constraint group_member_customer foreign key (institution_id, customer_id) references customer (institution_id, id)
);
create unique index customer_is_in_one_group on group_member (institution_id, customer_id) where valid_to is null and known_to is null;
create index group_member_of_group on group_member (institution_id, group_id);

-- The tree of the group as derived from its relations: depth-first order makes a subtree one slice.
create table group_node (
  institution_id uuid not null references institution,
  customer_id uuid not null,
  group_id uuid not null,
  parent_id uuid,
  direct_percent bigint,
  depth integer not null,
  position integer not null,
  subtree_size integer not null,
  other_parents uuid[] not null default '{}',
  primary key (institution_id, customer_id),
  constraint group_node_group foreign key (institution_id, group_id) references customer_group (institution_id, id),
  constraint group_node_customer foreign key (institution_id, customer_id) references customer (institution_id, id)
);
create index group_node_of_group on group_node (institution_id, group_id, position);
create index group_node_children on group_node (institution_id, parent_id);

create table group_limit (
  institution_id uuid not null references institution,
  id uuid not null,
  group_id uuid not null,
  amount bigint not null constraint group_limit_is_not_negative check (amount >= 0),
  is_revolving boolean not null,
  valid_from date not null,
  valid_to date,
  set_by uuid not null,
  set_at timestamptz not null,
  note text not null,
  primary key (institution_id, id),
  constraint group_limit_group foreign key (institution_id, group_id) references customer_group (institution_id, id),
  constraint group_limit_set_by foreign key (institution_id, set_by) references staff (institution_id, id)
);
create index group_limit_of_group on group_limit (institution_id, group_id, set_at desc);

create table contact (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  channel text not null constraint contact_channel_is_known
    check (channel in ('visit', 'phone', 'message', 'meeting')),
  happened_on date not null,
  note text not null,
  staff_id uuid not null,
  created_at timestamptz not null,
  primary key (institution_id, id),
  constraint contact_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint contact_staff foreign key (institution_id, staff_id) references staff (institution_id, id)
);
create index contact_of_customer on contact (institution_id, customer_id, happened_on desc);

create table document (
  institution_id uuid not null references institution,
  id uuid not null,
  customer_id uuid not null,
  application_id uuid,
  kind text not null,
  file_name text not null,
  media_type text not null,
  size integer not null,
  digest bytea not null,
  created_by uuid not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (institution_id, id),
  constraint document_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint document_created_by foreign key (institution_id, created_by) references staff (institution_id, id)
);
create index document_of_customer on document (institution_id, customer_id, kind);
create index document_of_application on document (institution_id, application_id) where application_id is not null;

create table document_content (
  institution_id uuid not null references institution,
  document_id uuid not null,
  content bytea not null,
  primary key (institution_id, document_id),
  constraint document_content_document foreign key (institution_id, document_id) references document (institution_id, id)
);
