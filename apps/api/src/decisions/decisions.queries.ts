import { isRole } from '@banyan/domain/access/roles'
import type { Day } from '@banyan/domain/calendar'
import type { AuthorityRow } from '@banyan/domain/decisions/authority'
import { type Money, money } from '@banyan/domain/money'
import type { ScoreOutcome } from '@banyan/domain/scoring/score'
import type { StaffContext } from '../access/staff-context.ts'

type Inside = Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>

/** Who may approve how much on the business day. */
export async function listAuthorities({
  tx,
  institution,
  businessDay,
}: Inside): Promise<AuthorityRow[]> {
  const rows = await tx
    .selectFrom('authority')
    .select(['role', 'product', 'upTo'])
    .where('institutionId', '=', institution.id)
    .where('validFrom', '<=', businessDay)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', businessDay)]))
    .orderBy('role')
    .orderBy('validFrom', 'desc')
    .execute()
  return rows.flatMap(({ role, product, upTo }) =>
    isRole(role) ? [{ role, product, upTo: money(upTo) }] : [],
  )
}

/** Who last passed the review, or null. */
export async function findReviewer(
  { tx, institution }: Inside,
  applicationId: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('applicationStep')
    .select('staffId')
    .where('institutionId', '=', institution.id)
    .where('applicationId', '=', applicationId)
    .where('step', '=', 'pass-review')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.staffId ?? null
}

export async function findScoreOutcome(
  { tx, institution }: Inside,
  applicationId: string,
): Promise<ScoreOutcome | null> {
  const row = await tx
    .selectFrom('score')
    .select('outcome')
    .where('institutionId', '=', institution.id)
    .where('applicationId', '=', applicationId)
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row?.outcome as ScoreOutcome | undefined) ?? null
}

export interface DecisionRow {
  applicationId: string
  makerId: string
  outcome: 'approved' | 'declined'
  amount: Money
  termMonths: number
  annualRate: number
  role: string
  isException: boolean
  reasons: string[]
  conditions: string
  note: string
  groupExposure: Money
}

export async function insertDecision(
  { tx, institution, staff, businessDay, now }: StaffContext,
  row: DecisionRow,
): Promise<void> {
  await tx
    .insertInto('decision')
    .values({
      institutionId: institution.id,
      ...row,
      checkerId: staff.id,
      decidedOn: businessDay,
      decidedAt: now(),
    })
    .execute()
}

export async function insertReservation(
  { tx, institution }: Inside,
  row: { applicationId: string; customerId: string; amount: Money; expiresOn: Day },
): Promise<void> {
  await tx
    .insertInto('reservation')
    .values({ institutionId: institution.id, ...row, status: 'open' })
    .execute()
}
