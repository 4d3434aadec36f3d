import { statementLines } from '@banyan/domain/customers/financial-statement'
import type { customerFilePolicy } from '../customer-file-policy.ts'
import { general, list, one, type Sample } from './sample.ts'

const reason = 'asked by the matrix'
const ofCustomer = one(({ customerId }) => ({ customerId }))
const figures = Object.fromEntries(statementLines.map((line) => [line, null]))
const visit = one(({ visitId: id }) => ({ id, reason }))
const task = one(({ taskId: id }) => ({ id, reason }))
const merge = one(({ mergeId: id }) => ({ id, reason }))
const issue = one(({ issueId: id }) => ({ id, reason }))
const blank = {
  kind: 'person',
  name: '新客户',
  idType: null,
  idNumber: '',
  sex: null,
  birthDate: null,
  mobile: '',
  email: '',
  card: '',
  address: '',
  occupation: '',
  employer: '',
  annualIncome: null,
  assets: [],
}

/** One for every procedure of the customer file. */
export const customerFileSamples: Record<keyof typeof customerFilePolicy, Sample> = {
  'facts.list': ofCustomer,
  'facts.verify': one(({ customerId }) => ({
    customerId,
    field: 'name',
    evidence: reason,
    documentId: null,
    expiresOn: null,
  })),
  'facts.conflicts': list(({ conflictId }) => conflictId),
  'facts.settle': one(({ conflictId: id }) => ({ id, choose: 'held', reason })),
  'facts.markFalse': one(({ customerId }) => ({ customerId, what: reason, documentId: null })),
  'facts.liftFalse': one(({ falseMarkId: id }) => ({ id, reason })),
  'facts.falseMarks': ofCustomer,
  'duplicates.suggest': general({ details: blank, exceptId: null }),
  'duplicates.list': list(({ suggestionId }) => suggestionId),
  'duplicates.accept': one(({ suggestionId: id }) => ({ id, as: 'duplicate' })),
  'duplicates.dismiss': one(({ suggestionId: id }) => ({ id, reason })),
  'duplicates.previewMerge': one(({ customerId, memberId }) => ({
    survivorId: customerId,
    mergedId: memberId,
  })),
  'duplicates.merges': list(({ mergeId }) => mergeId),
  'duplicates.proposeMerge': one(({ customerId, memberId }) => ({
    survivorId: customerId,
    mergedId: memberId,
    reason,
  })),
  'duplicates.approveMerge': one(({ mergeId: id }) => ({ id })),
  'duplicates.refuseMerge': merge,
  'duplicates.askUndo': merge,
  'duplicates.undoMerge': one(({ mergeId: id }) => ({ id })),
  'visits.list': list(({ visitId }) => visitId),
  'visits.plan': one(({ customerId }) => ({
    customerId,
    plannedOn: '2026-10-20',
    purpose: reason,
    officerId: null,
  })),
  'visits.reschedule': one(({ visitId: id }) => ({ id, plannedOn: '2026-10-21', reason })),
  'visits.cancel': visit,
  'visits.record': one(({ customerId }) => ({
    id: null,
    customerId,
    heldOn: '2026-10-14',
    place: reason,
    participants: reason,
    findings: reason,
    followUp: '',
    documentIds: [],
  })),
  'tasks.list': list(({ taskId }) => taskId),
  'tasks.mine': general(),
  'tasks.give': one(({ customerId, staffId }) => ({
    customerId,
    groupId: null,
    assigneeId: staffId,
    text: reason,
    dueOn: '2026-10-20',
  })),
  'tasks.finish': one(({ taskId: id }) => ({ id, note: '' })),
  'tasks.cancel': task,
  'tasks.handOn': one(({ taskId: id, staffId: assigneeId }) => ({ id, assigneeId, reason })),
  'messages.list': ofCustomer,
  'messages.send': one(({ customerId }) => ({ customerId, subject: reason, body: reason })),
  'timeline.list': ofCustomer,
  'statements.list': ofCustomer,
  'statements.record': one(({ customerId }) => ({
    customerId,
    periodEnd: '2024-12-31',
    period: 'year',
    scope: 'own',
    isAudited: false,
    source: reason,
    figures: { ...figures, revenue: 1 },
  })),
  'statements.correct': one(({ statementId: id }) => ({
    id,
    reason,
    isAudited: true,
    figures: { ...figures, revenue: 2 },
  })),
  'registry.lookup': general({ creditCode: '91320106MA00000000' }),
  'quality.list': list(({ issueId }) => issueId),
  'quality.counts': general(),
  'quality.assign': one(({ issueId: id, staffId: ownerId }) => ({ id, ownerId })),
  'quality.dismiss': issue,
  'feedback.send': general({ page: '/', words: reason }),
  'feedback.list': general(),
  'feedback.answer': one(({ feedbackId: id }) => ({ id, state: 'seen', answer: '' })),
  'consents.list': ofCustomer,
  'consents.record': one(({ customerId }) => ({
    customerId,
    channel: 'phone',
    givenOn: '2026-10-14',
    evidence: reason,
  })),
  'consents.withdraw': one(({ consentId: id }) => ({ id, withdrawnOn: '2026-10-14' })),
  'promotions.list': list(({ promotionId }) => promotionId),
  'promotions.eligible': ofCustomer,
  'promotions.offer': general({
    product: 'working-capital',
    channel: 'email',
    customerIds: ['01929b3c-0000-7000-8000-000000000000'],
    words: reason,
  }),
  'promotions.respond': one(({ promotionId: id }) => ({ id, response: 'interested', note: '' })),
}
