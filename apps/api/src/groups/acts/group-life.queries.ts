import type { Tx } from '@banyan/database'

export function getGroupHead(tx: Tx, institutionId: string, groupId: string) {
  return tx
    .selectFrom('customerGroup')
    .select(['id', 'number', 'name', 'leadBranchId', 'leadOfficerId'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .executeTakeFirst()
}

/** A dissolved group begins again, as `status`: one person asked for it and the other agreed. */
export async function reviveGroup(
  tx: Tx,
  institutionId: string,
  groupId: string,
  { status, by, act }: { status: 'proposed' | 'confirmed'; by: string; act: { madeBy: string } },
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set({ status, madeBy: act.madeBy, confirmedBy: status === 'confirmed' ? by : null })
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}

/** A group without members is no longer found; its row, its limits and its chain stay. */
export async function endGroup(tx: Tx, institutionId: string, groupId: string): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set({ status: 'dissolved', memberCount: 0, rootCustomerId: null })
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
  await tx
    .deleteFrom('partyName')
    .where('institutionId', '=', institutionId)
    .where('party', '=', 'group')
    .where('partyId', '=', groupId)
    .execute()
}
