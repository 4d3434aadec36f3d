import { uuidv7 } from '@banyan/database'
import { companyScorecard } from '@banyan/domain/scoring/default-scorecards'
import { defaultProducts } from '../../products/default-products.ts'
import type { TestStaff } from '../../testing.ts'

export interface ProductPlace {
  productProposalId: string
  repricingId: string
}

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

/** Terms that any bank may ask for. */
export const soundTerms = defaultProducts('city-bank').find(
  ({ code }) => code === 'consumer',
)?.terms

/** A product of its own whose first version waits. */
async function aWaitingProduct(
  insert: Insert,
  maker: TestStaff,
): Promise<Pick<ProductPlace, 'productProposalId'>> {
  const institution_id = maker.institution.id
  const productProposalId = uuidv7()
  const product = `waiting-${productProposalId.slice(-12)}`
  await insert('product', {
    institution_id,
    code: product,
    name: '待批产品',
    name_en: 'Waiting product',
    kind: 'consumer',
    is_consumer: true,
  })
  await insert('product_proposal', {
    institution_id,
    id: productProposalId,
    product,
    kind: 'new',
    status: 'waiting',
    based_on: null,
    terms: JSON.stringify(soundTerms),
    valid_from: '2026-11-01',
    reason: '新产品',
    made_by: maker.staffId,
    made_at: new Date('2026-10-10T00:00:00Z'),
  })
  return { productProposalId }
}

/** A fall of grade about which the officer is asked. */
async function aRepricing(
  insert: Insert,
  officer: TestStaff,
  { loanId, customerId, applicationId }: Record<'loanId' | 'customerId' | 'applicationId', string>,
): Promise<string> {
  const [id, score_id, task_id] = [uuidv7(), uuidv7(), uuidv7()]
  const institution_id = officer.institution.id
  const at = new Date('2026-10-10T00:00:00Z')
  await insert('score', {
    institution_id,
    id: score_id,
    application_id: applicationId,
    scorecard: companyScorecard.code,
    scorecard_version: companyScorecard.version,
    points: 500,
    grade: 'C',
    outcome: 'refer',
    inputs: '{}',
    contributions: '[]',
    reasons: '[]',
    made_by: officer.staffId,
    made_at: at,
  })
  await insert('task', {
    institution_id,
    id: task_id,
    customer_id: customerId,
    text: '评级下降',
    due_on: '2026-10-20',
    state: 'open',
    assignee_id: officer.staffId,
    made_by: officer.staffId,
    made_at: at,
  })
  await insert('repricing', {
    institution_id,
    id,
    loan_id: loanId,
    customer_id: customerId,
    score_id,
    grade_before: 'A',
    grade_after: 'C',
    owner_id: officer.staffId,
    task_id,
    status: 'open',
    found_on: '2026-10-10',
    found_at: at,
  })
  return id
}

/** What of prices and products waits for an answer. */
export async function priceThings(
  insert: Insert,
  officer: TestStaff,
  lent: Record<'loanId' | 'customerId' | 'applicationId', string>,
): Promise<ProductPlace> {
  const waiting = await aWaitingProduct(insert, officer)
  return { ...waiting, repricingId: await aRepricing(insert, officer, lent) }
}
