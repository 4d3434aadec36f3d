import { uuidv7 } from '@banyan/database'
import { usualProvisionTerms } from '@banyan/domain/provisions/provision-estimate'
import type { TestStaff } from '../../testing.ts'

/** What the classing of a customer's loan has. */
export interface ClassPlace {
  classCaseId: string
  classFactId: string
  ruleVersionId: string
}

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

const at = new Date('2026-10-14T02:00:00Z')
const kinds = ['classification', 'expected-loss', 'provision']
let made = 0

/** A case, a fact that waits, and rules that wait, of one officer. */
export async function aClassedLoan(
  insert: Insert,
  officer: TestStaff,
  { customerId, loanId }: { customerId: string; loanId: string },
): Promise<ClassPlace> {
  const [classCaseId, classFactId, ruleVersionId] = [uuidv7(), uuidv7(), uuidv7()]
  const institution_id = officer.institution.id
  await insert('class_case', {
    institution_id,
    id: classCaseId,
    loan_id: loanId,
    kind: 'confirmation',
    status: 'initial',
    system_tier: 'special-mention',
    tier: 'special-mention',
    opened_on: '2026-10-14',
    opened_at: at,
    due_on: '2026-10-21',
  })
  await insert('class_fact', {
    institution_id,
    id: classFactId,
    customer_id: customerId,
    kind: 'small-micro',
    value: '{}',
    evidence: '企业规模声明',
    valid_from: '2026-10-14',
    status: 'waiting',
    made_by: officer.staffId,
    made_at: at,
  })
  await insert('rule_version', {
    institution_id,
    id: ruleVersionId,
    kind: kinds[made % kinds.length],
    number: ++made,
    valid_from: '2026-12-01',
    body: JSON.stringify(usualProvisionTerms),
    source: '总行决议',
    note: '待批',
    status: 'waiting',
    made_by: officer.staffId,
    made_at: at,
  })
  return { classCaseId, classFactId, ruleVersionId }
}
