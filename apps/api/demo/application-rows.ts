import { createHash } from 'node:crypto'
import { uuidv7 } from '@banyan/database'
import { contractText } from '@banyan/domain/loans/contract-text'
import type { DemoBank } from './bank.ts'
import type { ApplicationRow, ApplicationRows, ContractRow, DecisionRow } from './demo.queries.ts'
import type { Story } from './story.ts'

/** Everything one application leaves in the tables, but for its loan. */
export function applicationRows(bank: DemoBank, story: Story): ApplicationRows {
  const institutionId = bank.institution.id
  const of = { institutionId, applicationId: story.id }
  return {
    application: applicationRow(institutionId, story),
    steps: story.steps.map(({ step, from, to, staff, on, at, note }) => ({
      ...of,
      id: uuidv7(at.getTime()),
      step,
      fromStatus: from,
      toStatus: to,
      staffId: staff.id,
      happenedOn: on,
      at,
      note,
    })),
    findings: story.findings.map(({ text, isMandatory, raisedBy, raisedAt, resolved }) => ({
      ...of,
      id: uuidv7(raisedAt.getTime()),
      text,
      isMandatory,
      raisedBy: raisedBy.id,
      raisedAt,
      resolvedBy: resolved?.by.id ?? null,
      resolvedAt: resolved?.at ?? null,
      resolution: resolved?.resolution ?? null,
    })),
    score: story.score && scoreRow(of, story.score),
    decision: decisionRow(of, story),
    reservation: story.reservation && {
      ...of,
      customerId: story.party.id,
      ...story.reservation,
    },
    contract: contractRow(bank, of, story),
  }
}

interface Place {
  institutionId: string
  applicationId: string
}

function applicationRow(institutionId: string, story: Story): ApplicationRow {
  const { id, number, party, terms, status, version, createdOn, createdAt, steps, decision } = story
  const submitted = steps.find(({ step }) => step === 'submit')
  const latest = steps.at(-1)
  return {
    institutionId,
    id,
    number,
    customerId: party.id,
    ...terms,
    frequency: terms.frequency ?? 'monthly',
    guarantee: terms.guarantee ?? 'credit',
    status,
    branchId: party.branch.id,
    officerId: party.officer.id,
    madeBy: party.officer.id,
    version,
    createdOn,
    createdAt,
    submittedOn: submitted?.on ?? null,
    submittedAt: submitted?.at ?? null,
    statusSince: latest?.at ?? createdAt,
    statusOn: latest?.on ?? createdOn,
    decidedOn: decision?.on ?? null,
    decidedAt: decision?.at ?? null,
    returnCount: steps.filter(({ step }) => step === 'return').length,
  }
}

function scoreRow(of: Place, { inputs, score, by, at }: NonNullable<Story['score']>) {
  return {
    ...of,
    id: uuidv7(at.getTime()),
    scorecard: score.scorecard,
    scorecardVersion: score.version,
    points: score.points,
    grade: score.grade,
    outcome: score.outcome,
    inputs: JSON.stringify(inputs),
    contributions: JSON.stringify(score.contributions),
    reasons: JSON.stringify(score.reasons),
    madeBy: by.id,
    madeAt: at,
  }
}

function decisionRow(of: Place, { party, decision }: Story): DecisionRow | null {
  if (!decision) return null
  const { checker, on, at, ...said } = decision
  return {
    ...of,
    ...said,
    makerId: party.officer.id,
    checkerId: checker.id,
    decidedOn: on,
    decidedAt: at,
  }
}

function contractRow(
  { institution }: DemoBank,
  of: Place,
  { party, product, terms, decision, contract, number }: Story,
): ContractRow | null {
  if (!contract) return null
  const text = contractText({
    number: contract.number,
    lender: institution.name,
    branch: party.branch.name,
    borrower: { name: party.details.name, number: party.number },
    applicationNumber: number,
    product: product.name,
    purpose: terms.purpose ?? '',
    guarantee: terms.guarantee ?? 'credit',
    conditions: decision?.conditions ?? '',
    signedOn: contract.signedOn,
    terms: contract.terms,
  })
  return {
    ...of,
    id: contract.id,
    number: contract.number,
    product: product.code,
    productVersion: contract.productVersion,
    terms: JSON.stringify(contract.terms),
    text,
    digest: createHash('sha256').update(text).digest(),
    madeBy: party.officer.id,
    signedOn: contract.signedOn,
    madeAt: contract.at,
  }
}
