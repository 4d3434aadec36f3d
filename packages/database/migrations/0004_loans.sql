-- Loans, their schedules, what was paid, and the ledger.

create table loan (
  institution_id uuid not null references institution,
  id uuid not null,
  number text not null,
  customer_id uuid not null,
  application_id uuid,
  contract_id uuid,
  contract_made_by uuid,
  disbursed_by uuid not null,
  product text not null,
  currency text not null,
  principal bigint not null constraint loan_principal_is_positive check (principal > 0),
  balance bigint not null constraint loan_balance_is_not_negative check (balance >= 0),
  annual_rate bigint not null,
  method text not null,
  frequency text not null,
  day_count text not null,
  rounding text not null,
  periods integer not null,
  disbursed_on date not null,
  first_due_on date not null,
  matures_on date not null,
  status text not null constraint loan_status_is_known check (status in ('active', 'settled', 'written-off', 'void')),
  oldest_unpaid_on date,
  settled_on date,
  tier text not null constraint loan_tier_is_known
    check (tier in ('normal', 'special-mention', 'substandard', 'doubtful', 'loss')),
  tier_basis text not null default 'by-days',
  next_tier_on date,
  defaulted_on date,
  guarantee text not null default 'credit',
  industry_section text,
  is_consumer boolean not null,
  branch_id uuid not null,
  officer_id uuid,
  origin_officer_id uuid,
  source text not null,
  import_batch_id uuid,
  created_at timestamptz not null,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea,
  primary key (institution_id, id),
  constraint loan_number_is_unique unique (institution_id, number),
  constraint contract_is_disbursed_once unique (institution_id, contract_id),
  constraint loan_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint loan_application foreign key (institution_id, application_id) references application (institution_id, id),
  constraint loan_contract foreign key (institution_id, contract_id, contract_made_by)
    references contract (institution_id, id, made_by),
  constraint loan_is_disbursed_by_another check (contract_made_by is null or disbursed_by <> contract_made_by),
  constraint loan_product foreign key (institution_id, product) references product (institution_id, code),
  constraint loan_branch foreign key (institution_id, branch_id) references branch (institution_id, id),
  constraint loan_officer foreign key (institution_id, officer_id) references staff (institution_id, id)
);
create index loan_of_customer on loan (institution_id, customer_id);
create index loan_by_disbursement on loan (institution_id, disbursed_on);
create index loan_by_next_tier on loan (institution_id, next_tier_on) where next_tier_on is not null;
create index loan_overdue on loan (institution_id, oldest_unpaid_on) where oldest_unpaid_on is not null;
create index loan_by_officer on loan (institution_id, officer_id);
create index loan_of_batch on loan (institution_id, import_batch_id) where import_batch_id is not null;

create table instalment (
  institution_id uuid not null references institution,
  loan_id uuid not null,
  number integer not null,
  due_on date not null,
  principal bigint not null constraint instalment_principal_is_not_negative check (principal >= 0),
  interest bigint not null constraint instalment_interest_is_not_negative check (interest >= 0),
  principal_paid bigint not null default 0,
  interest_paid bigint not null default 0,
  settled_on date,
  primary key (institution_id, loan_id, number),
  constraint instalment_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint instalment_is_not_overpaid check (
    principal_paid between 0 and principal and interest_paid between 0 and interest)
);
create index instalment_open on instalment (institution_id, loan_id, due_on) where settled_on is null;

create table repayment (
  institution_id uuid not null references institution,
  id uuid not null,
  loan_id uuid not null,
  paid_on date not null,
  amount bigint not null constraint repayment_is_positive check (amount > 0),
  principal bigint not null,
  interest bigint not null,
  journal_id uuid not null,
  source text not null,
  import_batch_id uuid,
  reversed_on date,
  reversal_journal_id uuid,
  posted_by uuid not null,
  posted_at timestamptz not null,
  primary key (institution_id, id),
  constraint repayment_is_whole check (amount = principal + interest),
  constraint repayment_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint repayment_posted_by foreign key (institution_id, posted_by) references staff (institution_id, id)
);
create index repayment_of_loan on repayment (institution_id, loan_id, paid_on);
create index repayment_by_day on repayment (institution_id, paid_on);
create index repayment_of_batch on repayment (institution_id, import_batch_id) where import_batch_id is not null;

create table repayment_share (
  institution_id uuid not null references institution,
  repayment_id uuid not null,
  loan_id uuid not null,
  number integer not null,
  principal bigint not null constraint repayment_share_principal_is_not_negative check (principal >= 0),
  interest bigint not null constraint repayment_share_interest_is_not_negative check (interest >= 0),
  primary key (institution_id, repayment_id, number),
  constraint repayment_share_repayment foreign key (institution_id, repayment_id) references repayment (institution_id, id),
  constraint repayment_share_instalment foreign key (institution_id, loan_id, number) references instalment (institution_id, loan_id, number)
);
create index repayment_share_of_loan on repayment_share (institution_id, loan_id, number);

-- A posting names both accounts, so it cannot be out of balance. Corrections are reversing postings.
create table posting (
  institution_id uuid not null references institution,
  journal_id uuid not null,
  position integer not null,
  kind text not null,
  business_day date not null,
  debit text not null,
  credit text not null,
  amount bigint not null constraint posting_is_positive check (amount > 0),
  currency text not null,
  loan_id uuid not null,
  reverses uuid,
  posted_at timestamptz not null,
  primary key (institution_id, journal_id, position),
  constraint posting_moves_money check (debit <> credit),
  constraint posting_loan foreign key (institution_id, loan_id) references loan (institution_id, id)
);
create index posting_of_loan on posting (institution_id, loan_id, business_day);
create index posting_by_day on posting (institution_id, business_day);

create table loan_tier (
  institution_id uuid not null references institution,
  loan_id uuid not null,
  valid_from date not null,
  known_from timestamptz not null,
  valid_to date,
  known_to timestamptz,
  tier text not null,
  days_past_due integer not null,
  basis text not null,
  primary key (institution_id, loan_id, valid_from, known_from),
  constraint loan_tier_loan foreign key (institution_id, loan_id) references loan (institution_id, id)
);
