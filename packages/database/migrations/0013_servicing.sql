-- What happens to a loan after it is paid out: its events, the versions of its schedule, fees, money held, the chart of
-- accounts, acts that take two people, debit files and bank statements.

alter table loan no force row level security;
alter table instalment no force row level security;
alter table repayment no force row level security;
alter table repayment_share no force row level security;
alter table posting no force row level security;
alter table staff no force row level security;
alter table product no force row level security;
alter table branch no force row level security;

-- What the borrower may draw in all; principal is what was drawn so far.
alter table loan
  add column commitment bigint,
  -- What the contract froze of servicing and rate; null: nothing was agreed, so nothing is charged for being late.
  add column terms jsonb,
  -- What the rows do not say of where the loan stands; null: nothing but drawdown and repayments by the schedule.
  add column course jsonb,
  add column schedule_version integer not null default 1,
  add column event_count integer not null default 0,
  -- Accrued interest on a day = interest_due + period_interest x days since accrued_from / days of the period.
  add column accrued_from date,
  add column accrues_to date,
  add column period_interest bigint not null default 0,
  add column interest_due bigint not null default 0,
  add column is_accruing boolean not null default true,
  -- Received and owed to the borrower: overpayments not yet applied or given back.
  add column held bigint not null default 0 constraint loan_held_is_not_negative check (held >= 0),
  add column fees_due bigint not null default 0,
  -- Interest and charges that a restructuring joined to the principal.
  add column capitalised bigint not null default 0,
  -- Claims that have left the books.
  add column written_off bigint not null default 0,
  add column written_off_on date,
  add column misused_from date;

alter table instalment
  add column version integer not null default 1,
  add column fee bigint not null default 0 constraint instalment_fee_is_not_negative check (fee >= 0),
  add column fee_paid bigint not null default 0,
  add column penalty_paid bigint not null default 0 constraint instalment_penalty_paid_is_not_negative check (penalty_paid >= 0),
  add column compound_paid bigint not null default 0 constraint instalment_compound_paid_is_not_negative check (compound_paid >= 0),
  -- What the columns do not say: its period, what was forgiven or carried into principal, late interest counted so far.
  add column course jsonb;

alter table repayment
  add column kind text not null default 'repayment'
    constraint repayment_kind_is_known check (kind in ('repayment', 'prepayment', 'recovery', 'held')),
  add column penalty bigint not null default 0,
  add column compound bigint not null default 0,
  add column fee bigint not null default 0,
  -- What was left over and is held for the borrower.
  add column held bigint not null default 0,
  add column business_day date,
  drop constraint repayment_is_whole,
  add constraint repayment_is_whole check (amount = principal + interest + penalty + compound + fee + held);

alter table repayment_share
  add column penalty bigint not null default 0 constraint repayment_share_penalty_is_not_negative check (penalty >= 0),
  add column compound bigint not null default 0 constraint repayment_share_compound_is_not_negative check (compound >= 0),
  add column fee bigint not null default 0 constraint repayment_share_fee_is_not_negative check (fee >= 0),
  -- A schedule made anew need not have the instalment any more.
  drop constraint repayment_share_instalment;

-- Accruals and allowances are booked for a branch and a product, without a loan.
alter table posting
  alter column loan_id drop not null,
  add column value_day date,
  add column branch_id uuid,
  add column product text,
  add column event_id uuid;

-- Everything that ever happened to a loan, in the order it was entered. Never changed: a reversal is another event.
create table loan_event (
  institution_id uuid not null references institution,
  id uuid not null,
  loan_id uuid not null,
  sequence integer not null,
  kind text not null constraint loan_event_kind_is_known check (kind in (
    'drawdown', 'repayment', 'prepayment', 'fee', 'waiver', 'rate-reset', 'extension', 'restructuring', 'misuse',
    'write-off', 'recovery', 'refund', 'reversal')),
  value_day date not null,
  business_day date not null,
  amount bigint,
  detail jsonb not null,
  reverses uuid,
  journal_id uuid,
  proposal_id uuid,
  source text not null,
  -- Names the message or line it came with, at its source.
  external_key text,
  import_batch_id uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint loan_event_is_in_order unique (institution_id, loan_id, sequence),
  constraint loan_event_is_not_of_the_future check (value_day <= business_day),
  constraint loan_event_reverses_another check ((kind = 'reversal') = (reverses is not null)),
  constraint loan_event_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint loan_event_reversed foreign key (institution_id, reverses) references loan_event (institution_id, id),
  constraint loan_event_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);
create unique index loan_event_is_reversed_once on loan_event (institution_id, reverses) where reverses is not null;
create unique index loan_event_comes_once on loan_event (institution_id, source, external_key) where external_key is not null;
create index loan_event_by_day on loan_event (institution_id, business_day);
create index loan_event_of_batch on loan_event (institution_id, import_batch_id) where import_batch_id is not null;

-- A schedule from a day on, the first one left out. The rows of the version in force are the instalments; those it
-- replaced stay beside it.
create table schedule_version (
  institution_id uuid not null references institution,
  loan_id uuid not null,
  version integer not null,
  valid_from date not null,
  event_id uuid not null,
  reason text not null,
  plan jsonb not null,
  made_at timestamptz not null,
  primary key (institution_id, loan_id, version),
  constraint schedule_version_loan foreign key (institution_id, loan_id) references loan (institution_id, id)
);

create table superseded_instalment (
  institution_id uuid not null references institution,
  loan_id uuid not null,
  version integer not null,
  number integer not null,
  due_on date not null,
  principal bigint not null,
  interest bigint not null,
  fee bigint not null default 0,
  primary key (institution_id, loan_id, version, number),
  constraint superseded_instalment_loan foreign key (institution_id, loan_id) references loan (institution_id, id)
);

-- Loans on which something can happen by itself on a due day.
create index loan_with_held_money on loan (institution_id, id)
  where status = 'active' and (held > 0 or terms ->> 'graceInterest' = 'capitalised');

create table loan_fee (
  institution_id uuid not null references institution,
  loan_id uuid not null,
  event_id uuid not null,
  code text not null,
  due_on date not null,
  amount bigint not null constraint loan_fee_is_positive check (amount > 0),
  paid bigint not null default 0,
  waived bigint not null default 0,
  moved bigint not null default 0,
  primary key (institution_id, loan_id, event_id, code),
  constraint loan_fee_is_not_overpaid check (least(paid, waived, moved) >= 0 and paid + waived + moved <= amount),
  constraint loan_fee_loan foreign key (institution_id, loan_id) references loan (institution_id, id)
);

-- What one person asked for on a loan that another decides.
create table loan_act (
  institution_id uuid not null references institution,
  id uuid not null,
  number text not null,
  loan_id uuid not null,
  kind text not null constraint loan_act_kind_is_known check (kind in (
    'extension', 'restructuring', 'rate-reset', 'misuse', 'write-off', 'waiver', 'refund', 'reversal', 'backdated')),
  status text not null constraint loan_act_status_is_known check (status in ('waiting', 'approved', 'refused', 'withdrawn')),
  value_day date not null,
  asked jsonb not null,
  reason text not null,
  -- The events the preview rests on: a loan that has moved since must be looked at again.
  event_count integer not null,
  preview jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint loan_act_number_is_unique unique (institution_id, number),
  constraint loan_act_of_its_maker unique (institution_id, id, made_by),
  constraint loan_act_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint loan_act_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);
create index loan_act_of_loan on loan_act (institution_id, loan_id);
create index loan_act_waiting on loan_act (institution_id, id) where status = 'waiting';

create table loan_act_decision (
  institution_id uuid not null references institution,
  act_id uuid not null,
  maker_id uuid not null,
  checker_id uuid not null,
  outcome text not null constraint loan_act_outcome_is_known check (outcome in ('approved', 'refused')),
  note text not null,
  decided_at timestamptz not null,
  event_id uuid,
  primary key (institution_id, act_id),
  constraint loan_act_checker_is_not_maker check (checker_id <> maker_id),
  constraint loan_act_approved_is_an_event check ((event_id is not null) = (outcome = 'approved')),
  constraint loan_act_decision_act foreign key (institution_id, act_id, maker_id) references loan_act (institution_id, id, made_by),
  constraint loan_act_decision_checker foreign key (institution_id, checker_id) references staff (institution_id, id)
);

-- The chart of accounts: a code plays one role for ever; a role is posted to its open code.
create table ledger_account (
  institution_id uuid not null references institution,
  code text not null,
  role text not null,
  name text not null,
  name_en text not null,
  class text not null constraint ledger_account_class_is_known
    check (class in ('asset', 'liability', 'equity', 'income', 'expense', 'memorandum')),
  normal_side text not null constraint ledger_account_side_is_known check (normal_side in ('debit', 'credit')),
  valid_from date not null,
  valid_to date,
  primary key (institution_id, code)
);
create unique index role_has_one_open_account on ledger_account (institution_id, role) where valid_to is null;

create table chart_change (
  institution_id uuid not null references institution,
  id uuid not null,
  role text not null,
  code text not null,
  name text not null,
  name_en text not null,
  reason text not null,
  status text not null constraint chart_change_status_is_known check (status in ('waiting', 'approved', 'refused')),
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint chart_change_of_its_maker unique (institution_id, id, made_by),
  constraint chart_change_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);
create unique index role_has_one_waiting_change on chart_change (institution_id, role) where status = 'waiting';

create table chart_change_decision (
  institution_id uuid not null references institution,
  change_id uuid not null,
  maker_id uuid not null,
  checker_id uuid not null,
  outcome text not null constraint chart_change_outcome_is_known check (outcome in ('approved', 'refused')),
  note text not null,
  decided_at timestamptz not null,
  primary key (institution_id, change_id),
  constraint chart_change_checker_is_not_maker check (checker_id <> maker_id),
  constraint chart_change_decision_change foreign key (institution_id, change_id, maker_id)
    references chart_change (institution_id, id, made_by),
  constraint chart_change_decision_checker foreign key (institution_id, checker_id) references staff (institution_id, id)
);

-- What is asked of one channel for one day, and what came back.
create table debit_file (
  institution_id uuid not null references institution,
  id uuid not null,
  number text not null,
  channel text not null,
  due_on date not null,
  line_count integer not null,
  amount bigint not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint debit_file_number_is_unique unique (institution_id, number),
  constraint debit_file_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);
create index debit_file_by_day on debit_file (institution_id, due_on);

create table debit_line (
  institution_id uuid not null references institution,
  id uuid not null,
  file_id uuid not null,
  line integer not null,
  loan_id uuid not null,
  due_on date not null,
  amount bigint not null constraint debit_line_is_positive check (amount > 0),
  status text not null constraint debit_line_status_is_known check (status in ('sent', 'paid', 'part-paid', 'failed')),
  paid bigint not null default 0,
  reason text,
  event_id uuid,
  answered_at timestamptz,
  primary key (institution_id, id),
  constraint debit_line_of_file unique (institution_id, file_id, line),
  constraint debit_line_is_paid_by_an_event check ((event_id is not null) = (status in ('paid', 'part-paid'))),
  constraint debit_line_file foreign key (institution_id, file_id) references debit_file (institution_id, id),
  constraint debit_line_loan foreign key (institution_id, loan_id) references loan (institution_id, id)
);
-- One debit under way per loan: a second file does not ask twice.
create unique index loan_is_debited_once on debit_line (institution_id, loan_id) where status = 'sent';
create index debit_line_of_loan on debit_line (institution_id, loan_id);

create table bank_statement (
  institution_id uuid not null references institution,
  id uuid not null,
  name text not null,
  bank_account text not null,
  digest bytea not null,
  line_count integer not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint bank_statement_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);

create table bank_line (
  institution_id uuid not null references institution,
  id uuid not null,
  statement_id uuid not null,
  line integer not null,
  bank_account text not null,
  reference text not null,
  booked_on date not null,
  amount bigint not null constraint bank_line_is_positive check (amount > 0),
  payer_name text not null,
  memo text not null,
  status text not null constraint bank_line_status_is_known check (status in ('unmatched', 'matched', 'set-aside')),
  matched_by text,
  match_count integer not null default 0,
  loan_id uuid,
  event_id uuid,
  note text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (institution_id, id),
  -- The bank's own reference: a line that comes again is the same line.
  constraint bank_line_comes_once unique (institution_id, bank_account, reference),
  constraint bank_line_matched_is_posted check ((event_id is not null) = (status = 'matched')),
  constraint bank_line_statement foreign key (institution_id, statement_id) references bank_statement (institution_id, id),
  constraint bank_line_loan foreign key (institution_id, loan_id) references loan (institution_id, id),
  constraint bank_line_decided_by foreign key (institution_id, decided_by) references staff (institution_id, id)
);
create index bank_line_unmatched on bank_line (institution_id, booked_on, id) where status = 'unmatched';
create index bank_line_of_loan on bank_line (institution_id, loan_id) where loan_id is not null;

do $$
declare
  owned text;
begin
  foreach owned in array array[
    'loan_event', 'schedule_version', 'superseded_instalment', 'loan_fee', 'loan_act', 'loan_act_decision',
    'ledger_account', 'chart_change', 'chart_change_decision', 'debit_file', 'debit_line', 'bank_statement', 'bank_line'
  ] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert on %I to banyan_app', owned);
  end loop;

  foreach owned in array array['loan_act', 'loan_fee', 'ledger_account', 'chart_change', 'debit_line', 'bank_line'] loop
    execute format('grant update on %I to banyan_app', owned);
  end loop;
end
$$;

-- How a repayment was spread, and the versions of a schedule, follow from the events; one entered for an earlier day
-- makes the later ones anew.
grant update (principal, interest, penalty, compound, fee, held) on repayment to banyan_app;
grant update on schedule_version, superseded_instalment to banyan_app;
grant delete on instalment, repayment, repayment_share, loan_fee to banyan_app;

-- Rows that stand already, institution by institution.
do $$
declare
  place record;
  today date;
begin
  for place in select id, kind from institution loop
    perform set_config('app.institution_id', place.id::text, true);
    select business_day into today from institution_state where institution_id = place.id;

    update posting p set value_day = p.business_day, branch_id = l.branch_id, product = l.product
    from loan l where p.institution_id = place.id and l.institution_id = place.id and l.id = p.loan_id;

    update repayment set business_day = paid_on where institution_id = place.id;

    insert into loan_event (institution_id, id, loan_id, sequence, kind, value_day, business_day, amount, detail, journal_id,
      source, import_batch_id, made_by, made_at)
    select place.id, gen_random_uuid(), l.id, 1, 'drawdown', l.disbursed_on, l.disbursed_on, l.principal, '{}',
      (select p.journal_id from posting p
        where p.institution_id = place.id and p.loan_id = l.id and p.kind = 'disbursement' order by p.posted_at limit 1),
      l.source, l.import_batch_id, l.disbursed_by, l.created_at
    from loan l where l.institution_id = place.id;

    insert into loan_event (institution_id, id, loan_id, sequence, kind, value_day, business_day, amount, detail, journal_id,
      source, import_batch_id, made_by, made_at)
    select place.id, r.id, r.loan_id, 1 + row_number() over (partition by r.loan_id order by r.paid_on, r.posted_at, r.id),
      'repayment', r.paid_on, r.paid_on, r.amount, '{}', r.journal_id, r.source, r.import_batch_id, r.posted_by, r.posted_at
    from repayment r where r.institution_id = place.id;

    insert into loan_event (institution_id, id, loan_id, sequence, kind, value_day, business_day, amount, detail, reverses,
      journal_id, source, made_by, made_at)
    select place.id, gen_random_uuid(), r.loan_id,
      (select max(e.sequence) from loan_event e where e.institution_id = place.id and e.loan_id = r.loan_id)
        + row_number() over (partition by r.loan_id order by r.reversed_on, r.id),
      'reversal', r.reversed_on, r.reversed_on, r.amount, '{}', r.id, r.reversal_journal_id, r.source, r.posted_by, r.posted_at
    from repayment r where r.institution_id = place.id and r.reversed_on is not null;

    update loan l set commitment = l.principal,
      event_count = (select count(*) from loan_event e where e.institution_id = place.id and e.loan_id = l.id),
      is_accruing = l.oldest_unpaid_on is null or today - l.oldest_unpaid_on <= 90
    where l.institution_id = place.id;

    update loan l set interest_due = due.interest,
      accrued_from = case when running.due_on is not null then coalesce(due.through, l.disbursed_on) end,
      accrues_to = running.due_on, period_interest = coalesce(running.interest, 0)
    from loan o
    cross join lateral (
      select coalesce(sum(case when i.due_on <= today then i.interest else 0 end - i.interest_paid), 0) as interest,
        max(i.due_on) filter (where i.due_on <= today) as through
      from instalment i where i.institution_id = place.id and i.loan_id = o.id) due
    left join lateral (
      select i.due_on, i.interest from instalment i
      where i.institution_id = place.id and i.loan_id = o.id and i.due_on > today
      order by i.due_on limit 1) running on true
    where l.institution_id = place.id and o.institution_id = place.id and l.id = o.id and o.status = 'active';

    insert into ledger_account (institution_id, code, role, name, name_en, class, normal_side, valid_from)
    select place.id, case when a.role = 'money' and place.kind = 'micro-lender' then '1002' else a.code end, a.role,
      case when a.role = 'money' and place.kind = 'micro-lender' then '银行存款' else a.name end,
      case when a.role = 'money' and place.kind = 'micro-lender' then 'Cash at bank' else a.name_en end,
      case when a.role = 'money' and place.kind = 'micro-lender' then 'asset' else a.class end,
      case when a.role = 'money' and place.kind = 'micro-lender' then 'debit' else a.side end, date '2000-01-01'
    from (values
      ('money', '2011', '吸收存款', 'Customer deposits', 'liability', 'credit'),
      ('loan', '1303', '贷款', 'Loans', 'asset', 'debit'),
      ('interest-receivable', '1132', '应收利息', 'Interest receivable', 'asset', 'debit'),
      ('interest-income', '6011', '利息收入', 'Interest income', 'income', 'credit'),
      ('penalty-income', '601102', '利息收入—罚息复利', 'Penalty and compound interest income', 'income', 'credit'),
      ('fee-income', '6021', '手续费及佣金收入', 'Fee income', 'income', 'credit'),
      ('held', '2241', '其他应付款—客户溢缴款', 'Overpayments held', 'liability', 'credit'),
      ('allowance', '1304', '贷款损失准备', 'Allowance for loan losses', 'asset', 'credit'),
      ('impairment-loss', '6702', '信用减值损失', 'Credit impairment loss', 'expense', 'debit'),
      ('general-reserve', '4102', '一般风险准备', 'General risk reserve', 'equity', 'credit'),
      ('profit-distribution', '4104', '利润分配', 'Profit distribution', 'equity', 'credit'),
      ('off-balance-interest', '9101', '表外应收未收利息', 'Interest receivable off balance', 'memorandum', 'debit'),
      ('off-balance-interest-contra', '9102', '表外应收未收利息对方科目', 'Contra of interest off balance', 'memorandum', 'credit'),
      ('written-off-claims', '9111', '已核销债权', 'Claims written off', 'memorandum', 'debit'),
      ('written-off-claims-contra', '9112', '已核销债权对方科目', 'Contra of claims written off', 'memorandum', 'credit')
    ) as a (role, code, name, name_en, class, side);
  end loop;
  perform set_config('app.institution_id', '', true);
end
$$;

alter table loan alter column commitment set not null;
alter table loan add constraint loan_is_within_its_commitment check (principal <= commitment);
alter table repayment alter column business_day set not null;
alter table posting
  alter column value_day set not null,
  alter column branch_id set not null,
  alter column product set not null,
  add constraint posting_branch foreign key (institution_id, branch_id) references branch (institution_id, id),
  add constraint posting_product foreign key (institution_id, product) references product (institution_id, code);
create index posting_of_branch_and_product on posting (institution_id, branch_id, product) where loan_id is null;

alter table loan force row level security;
alter table instalment force row level security;
alter table repayment force row level security;
alter table repayment_share force row level security;
alter table posting force row level security;
alter table staff force row level security;
alter table product force row level security;
alter table branch force row level security;
