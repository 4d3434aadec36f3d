import type { DB, Tx } from '@banyan/database'
import { type Insertable, sql } from 'kysely'
import type { DemoRelationRow } from './relations.ts'
import { type Columns, insertRows } from '../src/insert-rows.queries.ts'

type Row<Table extends keyof DB, Own extends string = never> = Required<
  Omit<Insertable<DB[Table]>, 'auditSeq' | 'auditHead' | Own>
>

export type ApplicationRow = Row<'application'>
export type StepRow = Row<'applicationStep'>
export type FindingRow = Row<'reviewFinding'>
export type ScoreRow = Row<'score'>
export type DecisionRow = Row<'decision'>
export type ReservationRow = Row<'reservation'>
export type ContractRow = Row<'contract'>
export type ContactRow = Row<'contact'>
export type DocumentRow = Row<'document', 'removedAt'>
export type ContentRow = Row<'documentContent'>

const relationColumns: Columns<DemoRelationRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  fromId: 'uuid',
  toId: 'uuid',
  kind: 'text',
  role: 'text',
  percent: 'bigint',
  votingPercent: 'bigint',
  incomePercent: 'bigint',
  dependencePercent: 'bigint',
  amount: 'bigint',
  validFrom: 'date',
  validTo: 'date',
  knownFrom: 'timestamptz',
  source: 'text',
  evidence: 'text',
  createdBy: 'uuid',
  correctsId: 'uuid',
  reason: 'text',
  verifiedBy: 'uuid',
  verifiedAt: 'timestamptz',
}

export function insertRelations(tx: Tx, rows: readonly DemoRelationRow[]): Promise<void> {
  return insertRows(tx, 'relation', relationColumns, rows)
}

const applicationColumns: Columns<ApplicationRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  number: 'text',
  customerId: 'uuid',
  product: 'text',
  amount: 'bigint',
  termMonths: 'integer',
  annualRate: 'bigint',
  method: 'text',
  frequency: 'text',
  guarantee: 'text',
  purpose: 'text',
  repaymentSource: 'text',
  status: 'text',
  branchId: 'uuid',
  officerId: 'uuid',
  madeBy: 'uuid',
  version: 'integer',
  createdOn: 'date',
  createdAt: 'timestamptz',
  submittedOn: 'date',
  submittedAt: 'timestamptz',
  statusSince: 'timestamptz',
  statusOn: 'date',
  decidedOn: 'date',
  decidedAt: 'timestamptz',
  returnCount: 'integer',
}

const stepColumns: Columns<StepRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  applicationId: 'uuid',
  step: 'text',
  fromStatus: 'text',
  toStatus: 'text',
  staffId: 'uuid',
  happenedOn: 'date',
  at: 'timestamptz',
  note: 'text',
}

const findingColumns: Columns<FindingRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  applicationId: 'uuid',
  text: 'text',
  isMandatory: 'boolean',
  raisedBy: 'uuid',
  raisedAt: 'timestamptz',
  resolvedBy: 'uuid',
  resolvedAt: 'timestamptz',
  resolution: 'text',
}

const scoreColumns: Columns<ScoreRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  applicationId: 'uuid',
  scorecard: 'text',
  scorecardVersion: 'integer',
  points: 'integer',
  grade: 'text',
  outcome: 'text',
  inputs: 'jsonb',
  contributions: 'jsonb',
  reasons: 'jsonb',
  madeBy: 'uuid',
  madeAt: 'timestamptz',
}

const decisionColumns: Columns<DecisionRow> = {
  institutionId: 'uuid',
  applicationId: 'uuid',
  makerId: 'uuid',
  checkerId: 'uuid',
  outcome: 'text',
  amount: 'bigint',
  termMonths: 'integer',
  annualRate: 'bigint',
  role: 'text',
  isException: 'boolean',
  reasons: 'text[]',
  conditions: 'text',
  note: 'text',
  groupExposure: 'bigint',
  decidedOn: 'date',
  decidedAt: 'timestamptz',
}

const reservationColumns: Columns<ReservationRow> = {
  institutionId: 'uuid',
  applicationId: 'uuid',
  customerId: 'uuid',
  amount: 'bigint',
  status: 'text',
  expiresOn: 'date',
}

const contractColumns: Columns<ContractRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  applicationId: 'uuid',
  product: 'text',
  productVersion: 'integer',
  number: 'text',
  terms: 'jsonb',
  text: 'text',
  digest: 'bytea',
  madeBy: 'uuid',
  signedOn: 'date',
  madeAt: 'timestamptz',
}

export interface ApplicationRows {
  application: ApplicationRow
  steps: StepRow[]
  findings: FindingRow[]
  score: ScoreRow | null
  decision: DecisionRow | null
  reservation: ReservationRow | null
  contract: ContractRow | null
}

const present = <T>(row: T | null): T[] => (row === null ? [] : [row])

/** Applications with all that was done to them: seven statements for 1 to about 1,000. */
export async function insertApplications(tx: Tx, all: readonly ApplicationRows[]): Promise<void> {
  const of = <T>(part: (rows: ApplicationRows) => T[]) => all.flatMap(part)
  await insertRows(
    tx,
    'application',
    applicationColumns,
    all.map(({ application }) => application),
  )
  await insertRows(
    tx,
    'applicationStep',
    stepColumns,
    of(({ steps }) => steps),
  )
  await insertRows(
    tx,
    'reviewFinding',
    findingColumns,
    of(({ findings }) => findings),
  )
  await insertRows(
    tx,
    'score',
    scoreColumns,
    of(({ score }) => present(score)),
  )
  await insertRows(
    tx,
    'decision',
    decisionColumns,
    of(({ decision }) => present(decision)),
  )
  await insertRows(
    tx,
    'reservation',
    reservationColumns,
    of(({ reservation }) => present(reservation)),
  )
  await insertRows(
    tx,
    'contract',
    contractColumns,
    of(({ contract }) => present(contract)),
  )
}

const contactColumns: Columns<ContactRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  channel: 'text',
  happenedOn: 'date',
  note: 'text',
  staffId: 'uuid',
  createdAt: 'timestamptz',
}

export function insertContacts(tx: Tx, rows: readonly ContactRow[]): Promise<void> {
  return insertRows(tx, 'contact', contactColumns, rows)
}

const documentColumns: Columns<DocumentRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  applicationId: 'uuid',
  kind: 'text',
  fileName: 'text',
  mediaType: 'text',
  size: 'integer',
  digest: 'bytea',
  createdBy: 'uuid',
  createdAt: 'timestamptz',
}

const contentColumns: Columns<ContentRow> = {
  institutionId: 'uuid',
  documentId: 'uuid',
  content: 'bytea',
}

export async function insertDocuments(
  tx: Tx,
  documents: readonly DocumentRow[],
  contents: readonly ContentRow[],
): Promise<void> {
  await insertRows(tx, 'document', documentColumns, documents)
  await insertRows(tx, 'documentContent', contentColumns, contents)
}

/** The transaction's commit does not wait until it is on the disk. */
export async function commitLater(tx: Tx): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx)
}

/** Customers with a running loan whose last score is of a lower grade than the one before. */
export async function listFallenGrades(
  tx: Tx,
  institutionId: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with graded as (
      select a.customer_id, s.grade,
        lag(s.grade) over of_customer as before,
        lead(s.grade) over of_customer as after
      from score s join application a on a.institution_id = s.institution_id and a.id = s.application_id
      where s.institution_id = ${institutionId}
      window of_customer as (partition by a.customer_id, s.scorecard order by s.made_at, s.id)
    )
    select distinct c.number, c.id from graded g
    join customer c on c.institution_id = ${institutionId} and c.id = g.customer_id
    join loan l on l.institution_id = ${institutionId} and l.customer_id = c.id
      and l.status = 'active'
    where g.after is null and g.grade > g.before
    order by c.number limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}
