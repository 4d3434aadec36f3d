import type { Tx } from '@banyan/database'
import type { AccountRole } from '@banyan/domain/loans/chart-of-accounts'
import type { AccountCodes } from './loan-rows.ts'

/** Every code the institution ever posted to, with its names. */
export async function listAccountNames(
  tx: Tx,
  institutionId: string,
): Promise<Map<string, { name: string; nameEn: string }>> {
  const rows = await tx
    .selectFrom('ledgerAccount')
    .select(['code', 'name', 'nameEn'])
    .where('institutionId', '=', institutionId)
    .execute()
  return new Map(rows.map(({ code, name, nameEn }) => [code, { name, nameEn }]))
}

/** The open code of each role of the institution. */
export async function accountCodes(tx: Tx, institutionId: string): Promise<AccountCodes> {
  const rows = await tx
    .selectFrom('ledgerAccount')
    .select(['role', 'code'])
    .where('institutionId', '=', institutionId)
    .where('validTo', 'is', null)
    .execute()
  const codes = Object.fromEntries(rows.map(({ role, code }) => [role, code]))
  return codes as Record<AccountRole, string>
}
