-- From draft to decision and contract.

create table application (
  institution_id uuid not null references institution,
  id uuid not null,
  number text not null,
  customer_id uuid not null,
  product text not null,
  amount bigint constraint application_amount_is_positive check (amount > 0),
  term_months integer,
  annual_rate bigint,
  method text,
  frequency text not null default 'monthly',
  guarantee text not null default 'credit',
  purpose text,
  repayment_source text,
  status text not null constraint application_status_is_known check (status in (
    'draft', 'submitted', 'in-review', 'returned', 'reviewed', 'scored', 'approved',
    'declined', 'withdrawn', 'contracted', 'disbursed')),
  branch_id uuid not null,
  officer_id uuid not null,
  made_by uuid not null,
  version integer not null default 1,
  created_on date not null,
  created_at timestamptz not null,
  submitted_on date,
  submitted_at timestamptz,
  status_since timestamptz not null,
  status_on date not null,
  decided_on date,
  decided_at timestamptz,
  return_count integer not null default 0,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea,
  primary key (institution_id, id),
  constraint application_number_is_unique unique (institution_id, number),
  constraint application_of_its_maker unique (institution_id, id, made_by),
  constraint application_customer foreign key (institution_id, customer_id) references customer (institution_id, id),
  constraint application_product foreign key (institution_id, product) references product (institution_id, code),
  constraint application_branch foreign key (institution_id, branch_id) references branch (institution_id, id),
  constraint application_officer foreign key (institution_id, officer_id) references staff (institution_id, id),
  constraint application_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);
create index application_by_status on application (institution_id, status, status_since, id);
create index application_of_customer on application (institution_id, customer_id);
create index application_by_officer on application (institution_id, officer_id, created_on);
create index application_by_decision on application (institution_id, decided_on) where decided_on is not null;

alter table document add constraint document_application
  foreign key (institution_id, application_id) references application (institution_id, id);

create table application_step (
  institution_id uuid not null references institution,
  id uuid not null,
  application_id uuid not null,
  step text not null,
  from_status text not null,
  to_status text not null,
  staff_id uuid not null,
  happened_on date not null,
  at timestamptz not null,
  note text not null default '',
  primary key (institution_id, id),
  constraint application_step_application foreign key (institution_id, application_id) references application (institution_id, id),
  constraint application_step_staff foreign key (institution_id, staff_id) references staff (institution_id, id)
);
create index application_step_of_application on application_step (institution_id, application_id, at);

create table review_finding (
  institution_id uuid not null references institution,
  id uuid not null,
  application_id uuid not null,
  text text not null,
  is_mandatory boolean not null,
  raised_by uuid not null,
  raised_at timestamptz not null,
  resolved_by uuid,
  resolved_at timestamptz,
  resolution text,
  primary key (institution_id, id),
  constraint review_finding_application foreign key (institution_id, application_id) references application (institution_id, id),
  constraint review_finding_raised_by foreign key (institution_id, raised_by) references staff (institution_id, id)
);
create index review_finding_of_application on review_finding (institution_id, application_id);

create table score (
  institution_id uuid not null references institution,
  id uuid not null,
  application_id uuid not null,
  scorecard text not null,
  scorecard_version integer not null,
  points integer not null,
  grade text not null,
  outcome text not null constraint score_outcome_is_known check (outcome in ('pass', 'refer', 'decline')),
  inputs jsonb not null,
  contributions jsonb not null,
  reasons jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint score_application foreign key (institution_id, application_id) references application (institution_id, id),
  constraint score_scorecard foreign key (institution_id, scorecard, scorecard_version) references scorecard (institution_id, code, version)
);
create index score_of_application on score (institution_id, application_id, made_at desc);

-- One decision per application, by another person than its maker.
create table decision (
  institution_id uuid not null references institution,
  application_id uuid not null,
  maker_id uuid not null,
  checker_id uuid not null,
  outcome text not null constraint decision_outcome_is_known check (outcome in ('approved', 'declined')),
  amount bigint not null,
  term_months integer not null,
  annual_rate bigint not null,
  role text not null,
  is_exception boolean not null default false,
  reasons text[] not null default '{}',
  conditions text not null default '',
  note text not null,
  group_exposure bigint not null,
  decided_on date not null,
  decided_at timestamptz not null,
  primary key (institution_id, application_id),
  constraint maker_is_not_checker check (checker_id <> maker_id),
  constraint decision_application foreign key (institution_id, application_id, maker_id)
    references application (institution_id, id, made_by),
  constraint decision_checker foreign key (institution_id, checker_id) references staff (institution_id, id)
);
create index decision_by_checker on decision (institution_id, checker_id, decided_on);

-- What an approval holds of the limits until it is drawn or lapses.
create table reservation (
  institution_id uuid not null references institution,
  application_id uuid not null,
  customer_id uuid not null,
  amount bigint not null constraint reservation_is_positive check (amount > 0),
  status text not null constraint reservation_status_is_known check (status in ('open', 'posted', 'void')),
  expires_on date not null,
  primary key (institution_id, application_id),
  constraint reservation_application foreign key (institution_id, application_id) references application (institution_id, id),
  constraint reservation_customer foreign key (institution_id, customer_id) references customer (institution_id, id)
);
create index reservation_of_customer on reservation (institution_id, customer_id) where status = 'open';

create table contract (
  institution_id uuid not null references institution,
  id uuid not null,
  application_id uuid not null,
  number text not null,
  terms jsonb not null,
  text text not null,
  digest bytea not null,
  made_by uuid not null,
  signed_on date not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint contract_number_is_unique unique (institution_id, number),
  constraint application_has_one_contract unique (institution_id, application_id),
  constraint contract_of_its_maker unique (institution_id, id, made_by),
  constraint contract_application foreign key (institution_id, application_id) references application (institution_id, id),
  constraint contract_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);
