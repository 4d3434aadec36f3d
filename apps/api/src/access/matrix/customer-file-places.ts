import { uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { statementLines, StatementFigures } from '@banyan/domain/customers/financial-statement'
import { raiseConflicts } from '../../evidence/raise-conflicts.ts'
import { suggestionRow } from '../../likeness/keep-suggestions.ts'
import { insertSuggestions } from '../../likeness/likeness.queries.ts'
import type { TestBank, TestStaff } from '../../testing.ts'

/** What else a customer's file holds. */
export interface FilePlace {
  conflictId: string
  falseMarkId: string
  visitId: string
  taskId: string
  suggestionId: string
  mergeId: string
  statementId: string
  issueId: string
  consentId: string
  promotionId: string
  feedbackId: string
}

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

/** A little of everything that is kept with a customer, all made by its officer. */
export async function fillCustomerFile(
  bank: TestBank,
  insert: Insert,
  officer: TestStaff,
  { customerId, otherCustomerId }: { customerId: string; otherCustomerId: string },
): Promise<FilePlace> {
  const as = bank.as(officer)
  const figures = Object.fromEntries(statementLines.map((line) => [line, null]))
  const statement = await as.statements.record({
    customerId,
    periodEnd: day('2025-12-31'),
    period: 'year',
    scope: 'own',
    isAudited: false,
    source: 'matrix',
    figures: StatementFigures.parse({ ...figures, revenue: 1 }),
  })
  const visit = await as.visits.plan({
    customerId,
    plannedOn: day('2026-10-20'),
    purpose: '贷后检查',
    officerId: null,
  })
  const task = await as.tasks.give({
    customerId,
    groupId: null,
    assigneeId: officer.staffId,
    text: '补资料',
    dueOn: day('2026-10-20'),
  })
  const consent = await as.consents.record({
    customerId,
    channel: 'email',
    givenOn: day('2026-01-05'),
    evidence: '书面同意',
  })
  const feedback = await as.feedback.send({ page: '/', words: '很好' })
  const mark = await as.facts.markFalse({ customerId, what: '流水存疑', documentId: null })
  const pair = { survivorId: customerId, mergedId: otherCustomerId }
  const merge = await as.duplicates.proposeMerge({ ...pair, reason: '疑似重复' })
  return {
    ...(await disagree(bank, officer, customerId)),
    ...(await resemble(bank, officer, [customerId, otherCustomerId])),
    ...(await offerAndFind(insert, officer, customerId)),
    feedbackId: feedback.id,
    statementId: statement.id,
    visitId: visit.id,
    taskId: task.id,
    consentId: consent.id,
    falseMarkId: mark.id,
    mergeId: merge.id,
  }
}

async function disagree(bank: TestBank, officer: TestStaff, customerId: string) {
  await bank.inside(officer, (context) =>
    raiseConflicts(context, [
      {
        customerId,
        field: 'shortName',
        held: { source: 'portal', value: '甲' },
        other: { source: 'core', value: '乙' },
        taken: 'held',
      },
    ]),
  )
  const { rows } = await bank.as(officer).facts.conflicts({ customerId })
  return { conflictId: rows[0]?.id ?? '' }
}

async function resemble(bank: TestBank, officer: TestStaff, pair: readonly [string, string]) {
  const suggestionId = await bank.inside(officer, async (context) => {
    const alike = { kind: 'link', score: 40, reasons: ['same-address'] } as const
    const row = suggestionRow(context, pair, { ...alike, reasons: [...alike.reasons] })
    await insertSuggestions(context.tx, [row])
    return row.id
  })
  return { suggestionId }
}

async function offerAndFind(insert: Insert, officer: TestStaff, customerId: string) {
  const ids = { promotionId: uuidv7(), issueId: uuidv7() }
  const about = { institution_id: officer.institution.id, customer_id: customerId }
  await insert('promotion', {
    ...about,
    id: ids.promotionId,
    product: 'working-capital',
    channel: 'email',
    words: '优惠',
    state: 'offered',
    offered_by: officer.staffId,
    offered_on: '2026-10-14',
    offered_at: new Date('2026-10-14T02:00:00Z'),
  })
  await insert('quality_issue', {
    ...about,
    id: ids.issueId,
    kind: 'gap',
    field: 'mobile',
    owner_id: officer.staffId,
    found_on: '2026-10-14',
    state: 'open',
  })
  return ids
}
