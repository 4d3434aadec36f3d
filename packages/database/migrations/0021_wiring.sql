-- What a merge moves, the quarterly look at the whole book, names that come with a version, and two more import kinds.

-- These stay as they were written; only whose they are may change, when two files become one.
grant update (customer_id) on account_inflow, repricing to banyan_app;
grant update (party_id) on collection_action, collection_stop, served_notice to banyan_app;
grant update (guarantor_id, borrower_id) on guarantee_proposal to banyan_app;

-- An update asked of a file that went into another is answered there.
alter table file_update drop constraint file_update_outcome_is_known;
alter table file_update add constraint file_update_outcome_is_known check (outcome in ('unchanged', 'changed', 'merged'));

-- Whoever borrowed together with the debtor is asked as well.
alter table collection_action drop constraint collection_action_role_is_known;
alter table collection_action add constraint collection_action_role_is_known
  check (party_role in ('debtor', 'joint-borrower', 'guarantor', 'contact-person'));

-- The whole book is classed at the end of each quarter: how far the look has come.
create table class_run (
  institution_id uuid not null references institution,
  period_end date not null,
  looked integer not null default 0,
  tiers_changed integer not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Claims outstanding when it ended; the coverage is `looked` of them.
  loans integer,
  primary key (institution_id, period_end)
);

-- A version may bring another name.
alter table product_proposal add column name text, add column name_en text;
alter table product_version add column name text, add column name_en text;
alter table product_proposal add constraint product_proposal_names_in_both check ((name is null) = (name_en is null));
alter table product_version add constraint product_version_names_in_both check ((name is null) = (name_en is null));

grant update (name, name_en) on product to banyan_app;

alter table post_loan_rules drop constraint post_loan_rules_kind_is_known;
alter table post_loan_rules add constraint post_loan_rules_kind_is_known
  check (kind in ('inspection', 'warning', 'collection', 'repricing'));

-- Events and inflows from files of others; they go again with the import that brought them.
alter table import_batch drop constraint import_batch_kind_is_known;
alter table import_batch add constraint import_batch_kind_is_known
  check (kind in ('customers', 'relations', 'loans', 'repayments', 'registry', 'statements', 'events', 'inflows'));
alter table risk_event add column import_batch_id uuid;
alter table account_inflow add column import_batch_id uuid;
create index risk_event_of_batch on risk_event (institution_id, import_batch_id) where import_batch_id is not null;
create index account_inflow_of_batch on account_inflow (institution_id, import_batch_id) where import_batch_id is not null;
grant delete on risk_event, account_inflow to banyan_app;

alter table class_run enable row level security;
alter table class_run force row level security;
create policy of_the_institution on class_run
  using (institution_id = current_setting('app.institution_id')::uuid)
  with check (institution_id = current_setting('app.institution_id')::uuid);
grant select, insert, update on class_run to banyan_app;
