import type { Day } from '@banyan/domain/calendar'
import type { StaffContext } from '../access/staff-context.ts'

type Inside = Pick<StaffContext, 'tx' | 'institution'>

export interface NewChartChange {
  id: string
  role: string
  code: string
  name: string
  nameEn: string
  reason: string
  madeBy: string
  madeAt: Date
}

export async function insertChartChange(
  { tx, institution }: Inside,
  row: NewChartChange,
): Promise<void> {
  await tx
    .insertInto('chartChange')
    .values({ institutionId: institution.id, ...row, status: 'waiting' })
    .execute()
}

export function listChartChanges({ tx, institution }: Inside) {
  return tx
    .selectFrom('chartChange')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'chartChange.institutionId')
        .onRef('staff.id', '=', 'chartChange.madeBy'),
    )
    .leftJoin('chartChangeDecision as decision', (join) =>
      join
        .onRef('decision.institutionId', '=', 'chartChange.institutionId')
        .onRef('decision.changeId', '=', 'chartChange.id'),
    )
    .select(['chartChange.id', 'role', 'code', 'chartChange.name', 'nameEn', 'reason'])
    .select(['chartChange.status', 'chartChange.madeAt', 'staff.name as madeBy'])
    .select(['chartChange.madeBy as madeById', 'decision.note', 'decision.decidedAt'])
    .where('chartChange.institutionId', '=', institution.id)
    .orderBy('chartChange.id', 'desc')
    .limit(200)
    .execute()
}

export function lockChartChange({ tx, institution }: Inside, id: string) {
  return tx
    .selectFrom('chartChange')
    .select(['id', 'role', 'code', 'name', 'nameEn', 'status', 'madeBy'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function decideChartChange(
  { tx, institution, staff, now }: Inside & Pick<StaffContext, 'staff' | 'now'>,
  decided: { id: string; madeBy: string; outcome: 'approved' | 'refused'; note: string },
): Promise<void> {
  const { id, madeBy, outcome, note } = decided
  await tx
    .insertInto('chartChangeDecision')
    .values({
      institutionId: institution.id,
      changeId: id,
      makerId: madeBy,
      checkerId: staff.id,
      outcome,
      note,
      decidedAt: now(),
    })
    .execute()
  await tx
    .updateTable('chartChange')
    .set({ status: outcome })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** The role's code is closed the day before, and the new one opens; a new name alone keeps the code. */
export async function changeAccount(
  { tx, institution }: Inside,
  account: { role: string; code: string; name: string; nameEn: string },
  on: Day,
): Promise<void> {
  const { role, code, name, nameEn } = account
  const open = await tx
    .selectFrom('ledgerAccount')
    .select(['code', 'class', 'normalSide'])
    .where('institutionId', '=', institution.id)
    .where('role', '=', role)
    .where('validTo', 'is', null)
    .executeTakeFirstOrThrow()
  if (open.code === code) {
    await tx
      .updateTable('ledgerAccount')
      .set({ name, nameEn })
      .where('institutionId', '=', institution.id)
      .where('code', '=', code)
      .execute()
    return
  }
  await tx
    .updateTable('ledgerAccount')
    .set({ validTo: on })
    .where('institutionId', '=', institution.id)
    .where('code', '=', open.code)
    .execute()
  await tx
    .insertInto('ledgerAccount')
    .values({
      institutionId: institution.id,
      code,
      role,
      name,
      nameEn,
      class: open.class,
      normalSide: open.normalSide,
      validFrom: on,
      validTo: null,
    })
    .execute()
}
