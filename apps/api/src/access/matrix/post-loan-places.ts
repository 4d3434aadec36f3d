import { uuidv7 } from '@banyan/database'
import { defaultCollectionRules } from '@banyan/domain/collection/default-collection-rules'
import type { TestStaff } from '../../testing.ts'

/** What post-loan work has of a customer. */
export interface PostLoanPlace {
  inspectionId: string
  fileUpdateId: string
  warningId: string
  riskEventId: string
  covenantId: string
  covenantTestId: string
  caseId: string
  promiseId: string
  hardshipId: string
  letterId: string
}

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

const at = new Date('2026-10-14T02:00:00Z')
const on = '2026-10-14'

/** One of each, all with a customer of this officer and its loan. */
export async function afterLending(
  insert: Insert,
  officer: TestStaff,
  { customerId, loanId }: { customerId: string; loanId: string },
): Promise<PostLoanPlace> {
  const owned = () => ({ institution_id: officer.institution.id, id: uuidv7() })
  const about = () => ({ ...owned(), customer_id: customerId })
  const [inspection, update, event] = [about(), about(), about()]
  await insert('inspection', {
    ...inspection,
    kind: 'regular',
    state: 'due',
    due_on: '2026-10-20',
    reason: 'regular',
    owner_id: officer.staffId,
    made_at: at,
  })
  await insert('file_update', {
    ...update,
    reason: 'periodic',
    cause: 'periodic',
    state: 'due',
    due_on: '2026-10-20',
    owner_id: officer.staffId,
    made_at: at,
  })
  await insert('risk_event', {
    ...event,
    kind: 'lawsuit',
    happened_on: on,
    source: 'matrix',
    evidence: 'matrix',
    entered_by: officer.staffId,
    entered_at: at,
  })
  const warned = await warnedOf(insert, officer, customerId)
  const held = await inCollection(insert, officer, { customerId, loanId })
  return {
    inspectionId: inspection.id,
    fileUpdateId: update.id,
    riskEventId: event.id,
    ...warned,
    ...held,
  }
}

async function warnedOf(insert: Insert, officer: TestStaff, customerId: string) {
  const owned = () => ({ institution_id: officer.institution.id, id: uuidv7() })
  const [warning, covenant, test] = [owned(), owned(), owned()]
  await insert('warning', {
    ...warning,
    customer_id: customerId,
    rule: 'matrix',
    rules_version: 0,
    colour: 'yellow',
    state: 'open',
    origin: 'own',
    cause: 'event',
    value: 1,
    explanation: JSON.stringify({
      unit: 'count',
      level: { colour: 'yellow', threshold: 1 },
      rows: [],
    }),
    evidence_key: 'matrix',
    raised_on: on,
    raised_at: at,
    last_seen_on: on,
    due_on: '2026-10-20',
    owner_id: officer.staffId,
  })
  await insert('covenant', {
    ...covenant,
    customer_id: customerId,
    measure: 'netAssets',
    operator: 'at-least',
    threshold: 0,
    period: 'year',
    scope: 'own',
    deliver_within_days: 120,
    valid_from: '2026-01-01',
    source: 'matrix',
    made_by: officer.staffId,
    made_at: at,
  })
  await insert('covenant_test', {
    ...test,
    covenant_id: covenant.id,
    period_end: '2025-12-31',
    tested_on: on,
    tested_at: at,
    outcome: 'breached',
  })
  return { warningId: warning.id, covenantId: covenant.id, covenantTestId: test.id }
}

async function inCollection(
  insert: Insert,
  officer: TestStaff,
  { customerId, loanId }: { customerId: string; loanId: string },
) {
  const owned = () => ({ institution_id: officer.institution.id, id: uuidv7() })
  const held = owned()
  await insert('collection_case', {
    ...held,
    number: `CA${held.id}`,
    debtor_id: customerId,
    state: 'open',
    opened_on: on,
    officer_id: officer.staffId,
    bucket: 'M1',
    oldest_unpaid_on: '2026-10-10',
    overdue: 1,
    balance: 1,
    currency: 'CNY',
    priority: 8,
    priority_reasons: '[]',
    refreshed_on: on,
    made_at: at,
  })
  const ofCase = () => ({ ...owned(), case_id: held.id })
  const [promise, hardship, letter] = [ofCase(), ofCase(), ofCase()]
  await insert('collection_promise', {
    ...promise,
    loan_id: loanId,
    amount: 1,
    made_on: on,
    due_on: '2026-10-20',
    state: 'open',
    note: 'matrix',
    made_by: officer.staffId,
    made_at: at,
  })
  await insert('collection_hardship', {
    ...hardship,
    reason: 'matrix',
    plan: 'matrix',
    until: '2026-12-31',
    state: 'proposed',
    proposed_by: officer.staffId,
    proposed_at: at,
  })
  await insert('collection_letter', {
    ...letter,
    number: `CS${letter.id}`,
    template: 'reminder',
    loan_id: loanId,
    party_id: customerId,
    title: 'matrix',
    body: 'matrix',
    written_by: officer.staffId,
    written_on: on,
    written_at: at,
  })
  return { caseId: held.id, promiseId: promise.id, hardshipId: hardship.id, letterId: letter.id }
}

/** A version of the rules that waits for another person. */
export async function proposeRulesOf(insert: Insert, officer: TestStaff): Promise<void> {
  await insert('post_loan_rules', {
    institution_id: officer.institution.id,
    kind: 'collection',
    version: 1,
    valid_from: '2026-10-20',
    status: 'waiting',
    source: 'matrix',
    reason: 'matrix',
    body: JSON.stringify(defaultCollectionRules),
    made_by: officer.staffId,
    made_at: at,
  })
}
