-- Returns to the regulator: frozen, released by another person, receipted.

create table report (
  institution_id uuid not null references institution,
  id uuid not null,
  code text not null constraint report_code_is_known check (code in ('asset-quality', 'micro-lender-pack')),
  as_of date not null,
  version integer not null,
  status text not null constraint report_status_is_known check (status in ('frozen', 'released', 'superseded')),
  figures text not null,
  checks text not null,
  digest bytea not null,
  row_count integer not null,
  correction_of uuid,
  correction_note text,
  made_by uuid not null,
  made_at timestamptz not null,
  audit_seq integer not null default 0,
  audit_head bytea not null default ''::bytea,
  primary key (institution_id, id),
  constraint report_version_is_unique unique (institution_id, code, as_of, version),
  constraint report_of_its_maker unique (institution_id, id, made_by),
  constraint report_made_by foreign key (institution_id, made_by) references staff (institution_id, id),
  constraint report_correction_of foreign key (institution_id, correction_of) references report (institution_id, id)
);

-- The loans behind the figures, as they stood in the snapshot.
create table report_row (
  institution_id uuid not null references institution,
  report_id uuid not null,
  loan_id uuid not null,
  loan_number text not null,
  body jsonb not null,
  primary key (institution_id, report_id, loan_id),
  constraint report_row_report foreign key (institution_id, report_id) references report (institution_id, id)
);

create table report_release (
  institution_id uuid not null references institution,
  report_id uuid not null,
  maker_id uuid not null,
  checker_id uuid not null,
  released_at timestamptz not null,
  receipt text not null,
  digest bytea not null,
  primary key (institution_id, report_id),
  constraint report_is_released_by_another check (checker_id <> maker_id),
  constraint report_release_report foreign key (institution_id, report_id, maker_id) references report (institution_id, id, made_by),
  constraint report_release_checker foreign key (institution_id, checker_id) references staff (institution_id, id)
);
