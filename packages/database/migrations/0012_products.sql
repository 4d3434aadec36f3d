-- Products as data: versions from a day on, each proposed by one person and approved by another.

create table product_proposal (
  institution_id uuid not null references institution,
  id uuid not null,
  product text not null,
  kind text not null constraint product_proposal_kind_is_known
    check (kind in ('new', 'change', 'withdrawal')),
  status text not null constraint product_proposal_status_is_known
    check (status in ('waiting', 'approved', 'refused', 'cancelled')),
  based_on integer,
  terms jsonb,
  valid_from date not null,
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (institution_id, id),
  constraint product_proposal_of_its_maker unique (institution_id, id, made_by),
  constraint only_a_withdrawal_has_no_terms check ((kind = 'withdrawal') = (terms is null)),
  constraint product_proposal_product foreign key (institution_id, product) references product (institution_id, code),
  constraint product_proposal_made_by foreign key (institution_id, made_by) references staff (institution_id, id)
);
create unique index product_has_one_waiting_proposal on product_proposal (institution_id, product)
  where status = 'waiting';
create index product_proposal_of_product on product_proposal (institution_id, product, made_at desc);

create table product_decision (
  institution_id uuid not null references institution,
  proposal_id uuid not null,
  maker_id uuid not null,
  checker_id uuid not null,
  outcome text not null constraint product_decision_outcome_is_known
    check (outcome in ('approved', 'refused')),
  note text not null,
  decided_at timestamptz not null,
  primary key (institution_id, proposal_id),
  constraint product_decision_checker_is_not_maker check (checker_id <> maker_id),
  constraint product_decision_proposal foreign key (institution_id, proposal_id, maker_id)
    references product_proposal (institution_id, id, made_by),
  constraint product_decision_checker foreign key (institution_id, checker_id) references staff (institution_id, id)
);

-- Never edited. Terms are null from the day on which the product is no longer offered.
create table product_version (
  institution_id uuid not null references institution,
  product text not null,
  number integer not null constraint product_version_number_is_positive check (number > 0),
  valid_from date not null,
  terms jsonb,
  proposal_id uuid,
  made_at timestamptz not null,
  primary key (institution_id, product, number),
  constraint product_version_is_approved_once unique (institution_id, proposal_id),
  constraint only_a_first_version_comes_with_the_institution check (proposal_id is not null or number = 1),
  constraint product_version_product foreign key (institution_id, product) references product (institution_id, code),
  constraint product_version_decision foreign key (institution_id, proposal_id)
    references product_decision (institution_id, proposal_id)
);

-- What a contract was made under. Contracts of earlier days name no version.
-- Keys are checked as the owner, who would otherwise be asked which institution's rows it may see.
alter table contract no force row level security;
alter table contract add column product text, add column product_version integer;
alter table contract add constraint contract_product_version
  foreign key (institution_id, product, product_version) references product_version (institution_id, product, number);
alter table contract add constraint contract_names_product_and_version
  check ((product is null) = (product_version is null));
alter table contract force row level security;

alter table product add column kind text constraint product_kind_is_known check (kind in (
  'working-capital', 'fixed-asset', 'mortgage', 'consumer', 'business', 'equity-pledge'));

-- The terms that stood in the product become its first version, from the first day of the books on.
do $$
declare
  place record;
begin
  for place in select id from institution loop
    perform set_config('app.institution_id', place.id::text, true);
    update product set kind = case
      when code in ('working-capital', 'fixed-asset', 'mortgage', 'consumer', 'business', 'equity-pledge') then code
      when is_consumer then 'consumer' else 'business' end
    where institution_id = place.id and code <> 'imported';
    insert into product_version (institution_id, product, number, valid_from, terms, made_at)
    select place.id, p.code, 1,
      (select min(b.day) from business_day b where b.institution_id = place.id),
      case when p.is_active then jsonb_build_object(
        'customerKind', p.customer_kind,
        'minimumAmount', p.minimum_amount,
        'maximumAmount', p.maximum_amount,
        'minimumMonths', 1,
        'maximumMonths', least(p.maximum_months, 600),
        'methods', to_jsonb(p.methods),
        'frequencies', '["monthly", "quarterly", "weekly"]'::jsonb,
        'guarantees', '["credit", "guarantee", "mortgage", "pledge"]'::jsonb,
        'pricing', jsonb_build_object('kind', 'fixed', 'standard', p.default_rate, 'minimum', 1, 'maximum', 24000000),
        'schedule', '{"dayCount": "30/360", "rounding": "half-up", "monthEnd": "return", "holidayRule": "none",
          "interestFollows": false, "principalGrace": 0, "interestGrace": 0, "graceInterest": "later",
          "instalmentMultiple": null, "multipleRounding": "nearest", "everyDays": null, "balloonPeriods": null,
          "residualShare": null, "step": null}'::jsonb,
        'servicing', '{"waterfall": {"spends": "instalment-first",
            "performing": ["fee", "penalty", "compound", "interest", "principal"],
            "nonPerforming": ["principal", "interest", "compound", "penalty", "fee"],
            "nonPerformingAfterDays": 90,
            "writtenOff": ["principal", "interest", "compound", "penalty", "fee"]},
          "penalty": {"uplift": 50000000, "misuseUplift": 100000000, "graceDays": 0, "compounds": true,
            "compoundsAt": "penalty-rate", "daysOfYear": 360},
          "prepayment": {"modes": ["settle", "same-term", "same-instalment"], "minimum": 0, "fee": 0,
            "feeFreeAfterMonths": null, "interest": "to-the-day"},
          "fees": [], "overpayment": "held", "offBalanceAfterDays": 90}'::jsonb,
        'allowsRepricing', false) end,
      (select i.created_at from institution i where i.id = place.id)
    from product p where p.institution_id = place.id and p.code <> 'imported';
  end loop;
  perform set_config('app.institution_id', '', true);
end
$$;

alter table product
  drop column customer_kind, drop column minimum_amount, drop column maximum_amount,
  drop column maximum_months, drop column default_rate, drop column methods, drop column is_active;

do $$
declare
  owned text;
begin
  foreach owned in array array['product_proposal', 'product_decision', 'product_version'] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert on %I to banyan_app', owned);
  end loop;
end
$$;

grant update (status) on product_proposal to banyan_app;
