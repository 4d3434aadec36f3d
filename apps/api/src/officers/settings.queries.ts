import type { Tx } from '@banyan/database'
import type { NewCapitalBase } from '@banyan/domain/decisions/capital-base'
import { sql } from 'kysely'

/** In force on the day or from a later one on. */
export function listStandingAuthorities(tx: Tx, institutionId: string, businessDay: string) {
  return tx
    .selectFrom('authority')
    .select(['id', 'role', 'product', 'upTo', 'validFrom', 'validTo'])
    .where('institutionId', '=', institutionId)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', businessDay)]))
    .orderBy('upTo')
    .orderBy('validFrom')
    .execute()
}

/** The newest first; `isCurrent` is what limits are weighed against on the day. */
export async function listCapitalBases(tx: Tx, institutionId: string, businessDay: string) {
  const rows = await tx
    .selectFrom('capitalBase')
    .select(['kind', 'validFrom', 'amount', 'source'])
    .where('institutionId', '=', institutionId)
    .orderBy('validFrom', 'desc')
    .orderBy('kind')
    .limit(200)
    .execute()
  return rows.map((row) => {
    const standing = rows.find(
      ({ kind, validFrom }) => kind === row.kind && validFrom <= businessDay,
    )
    return { ...row, isCurrent: row === standing }
  })
}

/** False when a base of this kind stands on that day already. */
export async function insertCapitalBase(
  tx: Tx,
  institutionId: string,
  base: NewCapitalBase,
): Promise<boolean> {
  const row = await tx
    .insertInto('capitalBase')
    .values({ institutionId, ...base })
    .onConflict((conflict) => conflict.columns(['institutionId', 'kind', 'validFrom']).doNothing())
    .returning('kind')
    .executeTakeFirst()
  return row !== undefined
}

/** With how many colleagues work there now. */
export async function listBranchesWithStaff(tx: Tx, institutionId: string) {
  const { rows } = await sql<{
    id: string
    code: string
    name: string
    parentId: string | null
    parent: string | null
    staffCount: number
  }>`
    select b.id, b.code, b.name, b.parent_id as "parentId", p.name as parent,
      (select count(*)::int from staff s where s.institution_id = b.institution_id
        and s.branch_id = b.id and s.status = 'active' and not s.is_operator) as "staffCount"
    from branch b left join branch p on p.institution_id = b.institution_id and p.id = b.parent_id
    where b.institution_id = ${institutionId}
    order by b.code`.execute(tx)
  return rows
}

/** Every version, the newest of each card first. */
export function listScorecards(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('scorecard')
    .select(['code', 'version', 'validFrom', 'body'])
    .where('institutionId', '=', institutionId)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute()
}

export async function isBranchCodeTaken(
  tx: Tx,
  institutionId: string,
  code: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('branch')
    .select('id')
    .where('institutionId', '=', institutionId)
    .where('code', '=', code)
    .executeTakeFirst()
  return row !== undefined
}
