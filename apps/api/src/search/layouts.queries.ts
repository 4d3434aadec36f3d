import type { Layout } from '@banyan/domain/search/layout'
import type { StaffContext } from '../access/staff-context.ts'

type Owner = Pick<StaffContext, 'tx' | 'institution' | 'staff'>

export async function listLayouts({ tx, institution, staff }: Owner) {
  const rows = await tx
    .selectFrom('staffLayout')
    .select(['key', 'layout'])
    .where('institutionId', '=', institution.id)
    .where('staffId', '=', staff.id)
    .orderBy('key')
    .execute()
  return rows.map(({ key, layout }) => ({ key, layout: layout as Layout }))
}

export async function putLayout(
  { tx, institution, staff }: Owner,
  key: string,
  layout: Layout,
  at: Date,
): Promise<void> {
  const text = JSON.stringify(layout)
  await tx
    .insertInto('staffLayout')
    .values({ institutionId: institution.id, staffId: staff.id, key, layout: text, changedAt: at })
    .onConflict((c) =>
      c.columns(['institutionId', 'staffId', 'key']).doUpdateSet({ layout: text, changedAt: at }),
    )
    .execute()
}

export async function deleteLayout({ tx, institution, staff }: Owner, key: string): Promise<void> {
  await tx
    .deleteFrom('staffLayout')
    .where('institutionId', '=', institution.id)
    .where('staffId', '=', staff.id)
    .where('key', '=', key)
    .execute()
}
