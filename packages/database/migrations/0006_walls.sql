-- The wall between institutions, and what the application may do to each table.

do $$
declare
  owned text;
begin
  foreach owned in array array[
    'institution_state', 'business_day', 'branch', 'staff', 'counter', 'institution_key',
    'capital_base', 'exchange_rate', 'authority', 'product', 'scorecard', 'idempotency_key',
    'audit_event', 'audit_seal', 'audit_seal_leaf', 'access_log',
    'party_key', 'import_batch', 'import_file', 'import_problem', 'import_change',
    'import_mapping', 'external_reference', 'customer', 'customer_version', 'party_name',
    'licence', 'relation', 'customer_group', 'group_member', 'group_node', 'group_limit',
    'contact', 'document', 'document_content',
    'application', 'application_step', 'review_finding', 'score', 'decision', 'reservation',
    'contract', 'loan', 'instalment', 'repayment', 'repayment_share', 'posting', 'loan_tier',
    'report', 'report_row', 'report_release'
  ] loop
    execute format('alter table %I enable row level security', owned);
    execute format('alter table %I force row level security', owned);
    execute format(
      'create policy of_the_institution on %I using (institution_id = current_setting(''app.institution_id'')::uuid) with check (institution_id = current_setting(''app.institution_id'')::uuid)',
      owned);
    execute format('grant select, insert on %I to banyan_app', owned);
  end loop;

  -- Everything else is append-only: no update, no delete.
  foreach owned in array array[
    'institution_state', 'business_day', 'branch', 'staff', 'counter', 'authority', 'product',
    'idempotency_key', 'import_batch', 'import_change', 'import_mapping', 'external_reference', 'customer',
    'customer_version', 'party_name', 'licence', 'relation', 'customer_group', 'group_member',
    'group_node', 'group_limit', 'document', 'application', 'review_finding', 'reservation',
    'loan', 'instalment', 'loan_tier', 'report', 'capital_base', 'party_key'
  ] loop
    execute format('grant update on %I to banyan_app', owned);
  end loop;

  -- Derived rows, working files, and what undoing an import takes back.
  foreach owned in array array[
    'group_node', 'group_member', 'party_name', 'import_file', 'import_problem', 'import_change',
    'external_reference', 'idempotency_key', 'customer', 'customer_version', 'party_key', 'relation',
    'customer_group', 'licence'
  ] loop
    execute format('grant delete on %I to banyan_app', owned);
  end loop;
end
$$;

-- A repayment is never changed; a reversal marks it.
grant update (reversed_on, reversal_journal_id) on repayment to banyan_app;

grant select, insert on institution to banyan_app;
grant select, insert, update on account, password_link to banyan_app;
grant select, insert on account_event to banyan_app;
grant select, insert, update, delete on session, sign_in_attempt to banyan_app;

-- The application tells whether the schema is up to date.
grant select on kysely_migration to banyan_app;
