import type { classificationPolicy } from '../classification-policy.ts'
import { general, list, one, type Sample } from './sample.ts'

const note = 'asked by the matrix'
const opinion = one(({ classCaseId: id }) => ({ id, tier: 'special-mention', note }))
const ofLoan = one(({ loanId }) => ({ loanId }))

/** One for every procedure of classes and provisions. */
export const classSamples: Record<keyof typeof classificationPolicy, Sample> = {
  'classification.list': list(({ classCaseId }) => classCaseId),
  'classification.get': one(({ classCaseId: id }) => ({ id })),
  'classification.ofLoan': ofLoan,
  'classification.observationAhead': one(({ loanId }) => ({
    loanId,
    firstDueOn: '2026-12-01',
    frequency: 'monthly',
  })),
  'classification.openCase': one(({ loanId }) => ({
    loanId,
    kind: 'override',
    tier: 'loss',
    note,
  })),
  'classification.assess': opinion,
  'classification.review': opinion,
  'classification.approve': one(({ classCaseId: id }) => ({ id, outcome: 'refused', note })),
  'classification.facts': list(({ classFactId }) => classFactId),
  'classification.enterFact': one(({ customerId, loanId }) => ({
    customerId,
    loanId,
    kind: 'use-changed',
    value: {},
    evidence: note,
    validFrom: '2026-10-14',
  })),
  'classification.endFact': one(({ classFactId: id }) => ({ id, reason: note })),
  'classification.confirmFact': one(({ classFactId: id }) => ({ id, outcome: 'refused', note })),
  'classification.rules': general({ kind: 'classification' }),
  'classification.proposeRules': general({
    kind: 'provision',
    validFrom: '2026-12-01',
    body: {},
    source: note,
    note,
  }),
  'classification.decideRules': one(({ ruleVersionId: id }) => ({ id, outcome: 'refused', note })),
  'classification.runs': general(),
  'classification.coverage': general(),
  'classification.runAll': general(),
  'provisions.summary': general(),
  'provisions.ofLoan': ofLoan,
  'provisions.reserve': general(),
  'provisions.proposeTopUp': general({ periodEnd: '2026-09-30', reason: note }),
  'provisions.decideTopUp': one(({ topUpId: id }) => ({ id, outcome: 'refused', note })),
  'provisions.rates': general({ from: '2026-10-01', to: '2026-10-14' }),
}
