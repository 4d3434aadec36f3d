import type { Day } from '@banyan/domain/calendar'
import { day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import type { Score, ScoreInputs } from '@banyan/domain/scoring/score'
import type { RepaymentBehaviour } from '@banyan/domain/scoring/score-inputs'
import { Scorecard } from '@banyan/domain/scoring/scorecard'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

type Inside = Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>

/** The card in force for this kind of customer on the business day; the newest version of it. */
export async function findScorecard(
  { tx, institution, businessDay }: Inside,
  customerKind: string,
): Promise<Scorecard | undefined> {
  const row = await tx
    .selectFrom('scorecard')
    .select('body')
    .where('institutionId', '=', institution.id)
    .where('customerKind', '=', customerKind)
    .where('validFrom', '<=', businessDay)
    .orderBy('validFrom', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && Scorecard.parse(row.body)
}

/** What the customer's file says that a card may ask for. */
export async function getFileFacts({ tx, institution }: Inside, customerId: string) {
  const row = await tx
    .selectFrom('customer')
    .select([
      'kind',
      'bornOn',
      'annualIncome',
      'occupation',
      'assets',
      'establishedOn',
      'registeredCapital',
    ])
    .where('institutionId', '=', institution.id)
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow()
  return {
    kind: row.kind as 'person' | 'company',
    bornOn: dayOrNull(row.bornOn),
    establishedOn: dayOrNull(row.establishedOn),
    annualIncome: moneyOrNull(row.annualIncome),
    registeredCapital: moneyOrNull(row.registeredCapital),
    occupation: row.occupation,
    assetKinds: assetKindsOf(row.assets),
  }
}

const dayOrNull = (text: string | null): Day | null => (text === null ? null : day(text))
const moneyOrNull = (fen: number | null): Money | null => (fen === null ? null : money(fen))

function assetKindsOf(assets: unknown): string[] {
  if (!Array.isArray(assets)) return []
  return assets.flatMap((asset: unknown) => {
    const kind: unknown = asset && typeof asset === 'object' ? Reflect.get(asset, 'kind') : null
    return typeof kind === 'string' ? [kind] : []
  })
}

export interface PaymentRecord {
  behaviour: RepaymentBehaviour
  /** What falls due on present loans within a month of the business day. */
  monthlyDue: Money
  guaranteesGiven: Money
}

export async function getPaymentRecord(
  { tx, institution, businessDay }: Inside,
  customerId: string,
): Promise<PaymentRecord> {
  const { rows } = await sql<{
    fallenDue: number
    lateInstalments: number
    mostDaysLate: number
    monthlyDue: number
    guaranteesGiven: number
  }>`
    with due as (
      select instalment.due_on, instalment.settled_on, loan.status,
        instalment.principal + instalment.interest
          - instalment.principal_paid - instalment.interest_paid as open
      from loan
      join instalment on instalment.institution_id = loan.institution_id
        and instalment.loan_id = loan.id
      where loan.institution_id = ${institution.id} and loan.customer_id = ${customerId}
        and loan.status <> 'void'
    )
    select
      count(*) filter (where due_on < ${businessDay}::date) as fallen_due,
      count(*) filter (where due_on < ${businessDay}::date
        and due_on >= ${businessDay}::date - interval '24 months'
        and coalesce(settled_on, ${businessDay}::date) > due_on) as late_instalments,
      coalesce(max(coalesce(settled_on, ${businessDay}::date) - due_on)
        filter (where due_on < ${businessDay}::date), 0) as most_days_late,
      coalesce(sum(open) filter (where status = 'active' and due_on > ${businessDay}::date
        and due_on <= ${businessDay}::date + interval '1 month'), 0)::bigint as monthly_due,
      (select coalesce(sum(relation.amount), 0)::bigint from relation
        where relation.institution_id = ${institution.id} and relation.from_id = ${customerId}
          and relation.kind = 'guarantee' and relation.known_to is null
          and (relation.valid_to is null or relation.valid_to >= ${businessDay}::date)
      ) as guarantees_given
    from due`.execute(tx)
  const row = rows[0]
  const hasHistory = row !== undefined && row.fallenDue > 0
  return {
    behaviour: {
      lateInstalments: hasHistory ? row.lateInstalments : null,
      mostDaysLate: hasHistory ? Math.max(0, row.mostDaysLate) : null,
    },
    monthlyDue: money(row?.monthlyDue ?? 0),
    guaranteesGiven: money(row?.guaranteesGiven ?? 0),
  }
}

export async function insertScore(
  { tx, institution, staff, now }: StaffContext,
  row: { id: string; applicationId: string; inputs: ScoreInputs; score: Score },
): Promise<void> {
  const { id, applicationId, inputs, score } = row
  await tx
    .insertInto('score')
    .values({
      institutionId: institution.id,
      id,
      applicationId,
      scorecard: score.scorecard,
      scorecardVersion: score.version,
      points: score.points,
      grade: score.grade,
      outcome: score.outcome,
      inputs: JSON.stringify(inputs),
      contributions: JSON.stringify(score.contributions),
      reasons: JSON.stringify(score.reasons),
      madeBy: staff.id,
      madeAt: now(),
    })
    .execute()
}
