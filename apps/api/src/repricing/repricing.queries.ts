import type { Day } from '@banyan/domain/calendar'
import type { Rate } from '@banyan/domain/rate'
import { Scorecard } from '@banyan/domain/scoring/scorecard'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

/** Why loans of a customer are asked about: a score of a lower grade, or an agency's cut of a rating. */
export type RepricingCause =
  | { kind: 'score'; scoreId: string; before: string; after: string }
  | { kind: 'event'; eventId: string }

export interface GradeChange {
  scoreId: string
  before: string
  after: string
  /** From the best down. */
  order: string[]
}

/** The two newest scores of a customer by the same card, where the grade of the newer one differs. */
export async function findGradeChange(
  { tx, institution }: Place,
  customerId: string,
): Promise<GradeChange | undefined> {
  const scores = await tx
    .selectFrom('score')
    .innerJoin('application', (join) =>
      join
        .onRef('application.institutionId', '=', 'score.institutionId')
        .onRef('application.id', '=', 'score.applicationId'),
    )
    .innerJoin('scorecard', (join) =>
      join
        .onRef('scorecard.institutionId', '=', 'score.institutionId')
        .onRef('scorecard.code', '=', 'score.scorecard')
        .onRef('scorecard.version', '=', 'score.scorecardVersion'),
    )
    .select(['score.id', 'score.grade', 'score.scorecard', 'scorecard.body'])
    .where('score.institutionId', '=', institution.id)
    .where('application.customerId', '=', customerId)
    .orderBy('score.madeAt', 'desc')
    .orderBy('score.id', 'desc')
    .limit(2)
    .execute()
  const [newer, older] = scores
  if (!newer || !older || newer.scorecard !== older.scorecard) return undefined
  if (newer.grade === older.grade) return undefined
  return {
    scoreId: newer.id,
    before: older.grade,
    after: newer.grade,
    order: Scorecard.parse(newer.body).grades.map(({ grade }) => grade),
  }
}

export interface LoanToReprice {
  id: string
  number: string
  product: string
  annualRate: Rate
  ownerId: string | null
}

/** Whose rating an agency has cut, while that stands; undefined for any other event. */
export function findRatingCut({ tx, institution }: Place, eventId: string) {
  return tx
    .selectFrom('riskEvent')
    .select('customerId')
    .where('institutionId', '=', institution.id)
    .where('id', '=', eventId)
    .where('kind', '=', 'rating-cut')
    .where('endedOn', 'is', null)
    .executeTakeFirst()
}

/** The customer's loans that still run, about which neither this cause nor an open question has asked. */
export async function listLoansToReprice(
  { tx, institution }: Place,
  customerId: string,
  cause: RepricingCause,
): Promise<LoanToReprice[]> {
  const isOfCause =
    cause.kind === 'score' ? sql`r.score_id = ${cause.scoreId}` : sql`r.event_id = ${cause.eventId}`
  const { rows } = await sql<LoanToReprice>`
    select l.id, l.number, l.product, l.annual_rate as "annualRate", l.officer_id as "ownerId"
    from loan l
    where l.institution_id = ${institution.id} and l.customer_id = ${customerId}
      and l.status = 'active'
      and not exists (select 1 from repricing r where r.institution_id = ${institution.id}
        and r.loan_id = l.id and (r.status = 'open' or ${isOfCause}))
    order by l.id`.execute(tx)
  return rows
}

export interface NewRepricingRow {
  id: string
  loanId: string
  customerId: string
  scoreId: string | null
  gradeBefore: string | null
  gradeAfter: string | null
  eventId: string | null
  suggestedRate: Rate | null
  ownerId: string
  taskId: string
  foundOn: Day
  foundAt: Date
}

export async function insertRepricing(
  { tx, institution }: Place,
  row: NewRepricingRow,
): Promise<void> {
  await tx
    .insertInto('repricing')
    .values({ institutionId: institution.id, ...row, status: 'open' })
    .execute()
}

export type RepricingStatus = 'open' | 'adopted' | 'dismissed'

const owner = { branch: 'loan.branchId', officer: 'loan.officerId' }

function repricings({ tx, institution, scope }: Reader) {
  return tx
    .selectFrom('repricing')
    .innerJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'repricing.institutionId')
        .onRef('loan.id', '=', 'repricing.loanId'),
    )
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'repricing.institutionId')
        .onRef('customer.id', '=', 'repricing.customerId'),
    )
    .innerJoin('staff as owner', (join) =>
      join
        .onRef('owner.institutionId', '=', 'repricing.institutionId')
        .onRef('owner.id', '=', 'repricing.ownerId'),
    )
    .leftJoin('riskEvent as rated', (join) =>
      join
        .onRef('rated.institutionId', '=', 'repricing.institutionId')
        .onRef('rated.id', '=', 'repricing.eventId'),
    )
    .leftJoin('loanAct', (join) =>
      join
        .onRef('loanAct.institutionId', '=', 'repricing.institutionId')
        .onRef('loanAct.id', '=', 'repricing.actId'),
    )
    .select(['repricing.id', 'repricing.loanId', 'repricing.customerId', 'repricing.status'])
    .select(['repricing.gradeBefore', 'repricing.gradeAfter', 'repricing.suggestedRate'])
    .select(['rated.evidence as ratingEvidence', 'rated.happenedOn as ratedOn'])
    .select(['repricing.foundOn', 'repricing.taskId', 'repricing.actId', 'repricing.note'])
    .select(['loan.number as loanNumber', 'loan.product', 'loan.balance', 'loan.annualRate'])
    .select([
      sql<boolean>`coalesce((loan.terms->>'allowsRepricing')::boolean, false)`.as(
        'allowsRepricing',
      ),
    ])
    .select(['customer.name as customerName', 'customer.kind as customerKind'])
    .select(['owner.name as owner', 'loanAct.number as actNumber', 'loanAct.status as actStatus'])
    .where('repricing.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, owner))
}

export interface RepricingFilter {
  status?: RepricingStatus | undefined
  loanId?: string | undefined
  customerId?: string | undefined
  after?: string | undefined
  limit: number
}

/** The latest found first. */
export function listRepricings(reader: Reader, filter: RepricingFilter) {
  const { status, loanId, customerId, after, limit } = filter
  let query = repricings(reader).orderBy('repricing.id', 'desc').limit(limit)
  if (status !== undefined) query = query.where('repricing.status', '=', status)
  if (loanId !== undefined) query = query.where('repricing.loanId', '=', loanId)
  if (customerId !== undefined) query = query.where('repricing.customerId', '=', customerId)
  if (after !== undefined) query = query.where('repricing.id', '<', after)
  return query.execute()
}

/** One within reach, held until the transaction ends. */
export function lockRepricing(reader: Reader, id: string) {
  return repricings(reader)
    .where('repricing.id', '=', id)
    .forNoKeyUpdate('repricing')
    .executeTakeFirst()
}

export async function closeRepricing(
  { tx, institution, staff, now }: StaffContext,
  id: string,
  closing: { status: 'adopted' | 'dismissed'; actId: string | null; note: string },
): Promise<void> {
  await tx
    .updateTable('repricing')
    .set({ ...closing, closedBy: staff.id, closedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}
