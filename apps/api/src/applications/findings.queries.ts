import type { Finding } from '@banyan/domain/applications/review'
import type { StaffContext } from '../access/staff-context.ts'

type Inside = Pick<StaffContext, 'tx' | 'institution'>

export interface FindingRow {
  id: string
  applicationId: string
  text: string
  isMandatory: boolean
  resolvedAt: Date | null
}

export function asFinding({ isMandatory, resolvedAt }: FindingRow): Finding {
  return { severity: isMandatory ? 'mandatory' : 'advisory', isOpen: resolvedAt === null }
}

/** In the order they were raised. */
export async function listFindings(
  { tx, institution }: Inside,
  applicationId: string,
): Promise<FindingRow[]> {
  return tx
    .selectFrom('reviewFinding')
    .select(['id', 'applicationId', 'text', 'isMandatory', 'resolvedAt'])
    .where('institutionId', '=', institution.id)
    .where('applicationId', '=', applicationId)
    .orderBy('raisedAt')
    .orderBy('id')
    .execute()
}

export async function findFinding(
  { tx, institution }: Inside,
  id: string,
): Promise<FindingRow | undefined> {
  return tx
    .selectFrom('reviewFinding')
    .select(['id', 'applicationId', 'text', 'isMandatory', 'resolvedAt'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function insertFinding(
  { tx, institution, staff, now }: StaffContext,
  row: { id: string; applicationId: string; text: string; isMandatory: boolean },
): Promise<void> {
  await tx
    .insertInto('reviewFinding')
    .values({ institutionId: institution.id, ...row, raisedBy: staff.id, raisedAt: now() })
    .execute()
}

export async function setResolved(
  { tx, institution, staff, now }: StaffContext,
  id: string,
  resolution: string,
): Promise<void> {
  await tx
    .updateTable('reviewFinding')
    .set({ resolvedBy: staff.id, resolvedAt: now(), resolution })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}
