import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { RelationKind, RelationRole } from '@banyan/domain/groups/relation'
import type { Money } from '@banyan/domain/money'
import type { Rate } from '@banyan/domain/rate'
import { type RawBuilder, sql } from 'kysely'

/** A day, as it was known at an instant; null is what is known now. */
export interface AsOf {
  on: Day
  knownAt: Date | null
}

/** Rows of `alias` that hold on the day by what was known; `valid_to` is the last day. */
export function holdsAt(alias: string, { on, knownAt }: AsOf): RawBuilder<boolean> {
  const row = sql.table(alias)
  const isKnown =
    knownAt === null
      ? sql`${row}.known_to is null`
      : sql`${row}.known_from <= ${knownAt} and (${row}.known_to is null or ${row}.known_to > ${knownAt})`
  return sql<boolean>`${isKnown} and ${row}.valid_from <= ${on} and (${row}.valid_to is null or ${row}.valid_to >= ${on})`
}

/** A relation in force, with where it comes from. */
export interface RelationRow {
  id: string
  kind: RelationKind
  from: string
  to: string
  role: RelationRole | null
  percent: Rate | null
  votingPercent: Rate | null
  incomePercent: Rate | null
  dependencePercent: Rate | null
  amount: Money | null
  source: string
}

const columns = sql.raw(
  ['kind', 'from_id as "from"', 'to_id as "to"', 'role', 'percent', 'source', 'amount']
    .concat('voting_percent as "votingPercent"', 'income_percent as "incomePercent"')
    .concat('dependence_percent as "dependencePercent"')
    .map((column) => `r.${column}`)
    .join(', '),
)

export interface RelationQuestion {
  institutionId: string
  /** From whom the search starts. */
  seeds: readonly string[]
  /** Along which relations it goes on. */
  kinds: readonly RelationKind[]
  direction: 'up' | 'down' | 'both'
  asOf: AsOf
}

const steps = {
  up: sql`r.to_id = reached.id`,
  down: sql`r.from_id = reached.id`,
}
const ends = { up: sql`r.from_id`, down: sql`r.to_id` }

/** Everyone whom relations of these kinds lead to, the seeds among them, in one statement. */
function reachedBy({ institutionId, seeds, kinds, direction, asOf }: RelationQuestion) {
  const arm = (way: 'up' | 'down') => sql`
    select ${ends[way]} as id from relation r
    where r.institution_id = reached.institution_id and ${steps[way]}
      and r.kind = any(${[...kinds]}::text[]) and ${holdsAt('r', asOf)}`
  const next = direction === 'both' ? sql`${arm('up')} union all ${arm('down')}` : arm(direction)
  return sql`
    with recursive reached as (
      select ${institutionId}::uuid as institution_id, unnest(${[...seeds]}::uuid[]) as id
      union
      select reached.institution_id, step.id from reached cross join lateral (${next}) step
    )`
}

/** The relations on the way, each once, in the order of their ids. */
export async function listRelationsAround(
  tx: Tx,
  question: RelationQuestion,
): Promise<RelationRow[]> {
  const { institutionId, kinds, direction, asOf } = question
  const end = direction === 'down' ? sql`r.from_id` : sql`r.to_id`
  const { rows } = await sql<RelationRow>`
    ${reachedBy(question)}
    select r.id, ${columns} from reached
    join relation r on r.institution_id = reached.institution_id and ${end} = reached.id
    where r.institution_id = ${institutionId} and r.kind = any(${[...kinds]}::text[])
      and ${holdsAt('r', asOf)}
    order by r.id`.execute(tx)
  return rows
}

/** Relations of these kinds that touch one of the parties (`any`), or lead between two of them. */
export async function listRelationsOf(
  tx: Tx,
  question: Omit<RelationQuestion, 'direction'> & { touching: 'any' | 'both' },
): Promise<RelationRow[]> {
  const { institutionId, seeds, kinds, asOf, touching } = question
  const given = sql`any(${[...seeds]}::uuid[])`
  const rest = sql`r.institution_id = ${institutionId} and r.kind = any(${[...kinds]}::text[]) and ${holdsAt('r', asOf)}`
  const { rows } = await (
    touching === 'both'
      ? sql<RelationRow>`select r.id, ${columns} from relation r
          where ${rest} and r.from_id = ${given} and r.to_id = ${given} order by r.id`
      : sql<RelationRow>`select r.id, ${columns} from relation r where ${rest} and r.from_id = ${given}
          union select r.id, ${columns} from relation r where ${rest} and r.to_id = ${given} order by id`
  ).execute(tx)
  return rows
}
