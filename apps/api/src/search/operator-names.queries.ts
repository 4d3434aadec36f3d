import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { escapeLike } from './condition-fragments.queries.ts'

export interface NamedChoice {
  id: string
  name: string
}

const few = 50

/** Branches whose name or code holds the words. */
export async function branchesNamed(tx: Tx, institutionId: string, words: string) {
  const { rows } = await sql<NamedChoice>`
    select b.id, b.name from branch b where b.institution_id = ${institutionId}
      and (b.name ilike ${`%${escapeLike(words)}%`} or b.code = ${words.toUpperCase()})
    order by b.name limit ${few}`.execute(tx)
  return rows
}

/** Staff whose name holds the words, or whose number they are. */
export async function staffNamed(tx: Tx, institutionId: string, words: string) {
  const { rows } = await sql<NamedChoice>`
    select s.id, s.name from staff s where s.institution_id = ${institutionId}
      and (s.name ilike ${`%${escapeLike(words)}%`} or s.number = ${words.toUpperCase()})
    order by s.name = ${words} desc, s.name_sort limit ${few}`.execute(tx)
  return rows
}

/** Groups whose name holds the words, or whose number they are. */
export async function groupsNamed(tx: Tx, institutionId: string, words: string) {
  const { rows } = await sql<NamedChoice>`
    select g.id, g.name from customer_group g where g.institution_id = ${institutionId}
      and (g.name ilike ${`%${escapeLike(words)}%`} or g.number = ${words.toUpperCase()})
    order by g.name_sort limit ${few}`.execute(tx)
  return rows
}

/** Names of branches or staff that have a character of the words. */
export async function namesLike(
  tx: Tx,
  institutionId: string,
  table: 'branch' | 'staff',
  words: string,
): Promise<string[]> {
  const characters = `[${[...words].filter((each) => /[\p{L}\p{N}]/u.test(each)).join('')}]`
  if (characters === '[]') return []
  const { rows } = await sql<{ name: string }>`
    select distinct t.name from ${sql.table(table)} t where t.institution_id = ${institutionId} and t.name ~* ${characters}
    order by t.name limit 6`.execute(tx)
  return rows.map(({ name }) => name)
}
