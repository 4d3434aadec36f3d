import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

export const qualityKinds = [
  'identity-expired',
  'licence-expired',
  'duplicate-suspected',
  'gap',
  'stale-file',
  'sources-disagree',
  'struck-off',
] as const
export type QualityKind = (typeof qualityKinds)[number]

/** A file nobody has looked at for so long is stale while its owner owes. */
const staleAfterDays = 365
/** How many new things of one kind one night brings at most: more than that nobody sees to. */
const mostPerKind = 20_000

/** As the index of files with gaps has it. */
const hasGaps = sql`(is_partial or case kind when 'person' then mobile_hash is null
  else company_type is null or industry_section is null end)`

/** What is the matter with the data at the end of a day: customer, kind, field. */
function causes(institutionId: string, day: Day) {
  return sql`
    select v.customer_id, 'identity-expired' as kind, v.field from fact_verification v
    where v.institution_id = ${institutionId} and v.replaced_at is null and v.expires_on < ${day}
    union
    select l.customer_id, 'licence-expired', l.kind from licence l
    where l.institution_id = ${institutionId} and l.removed_at is null and l.expires_on < ${day}
      and not exists (select 1 from licence good
        where good.institution_id = l.institution_id and good.customer_id = l.customer_id and good.kind = l.kind
          and good.removed_at is null and (good.expires_on is null or good.expires_on >= ${day}))
    union
    select s.one_id, 'duplicate-suspected', other.number from link_suggestion s
    join customer other on other.institution_id = s.institution_id and other.id = s.other_id
    where s.institution_id = ${institutionId} and s.state = 'open' and s.kind = 'duplicate'
    union
    select f.customer_id, 'sources-disagree', f.field from fact_conflict f
    where f.institution_id = ${institutionId} and f.state = 'open'
    union
    select c.id, 'struck-off', '' from registry_record r
    join customer c on c.institution_id = r.institution_id and c.credit_code = r.credit_code
    where r.institution_id = ${institutionId} and r.status ~ '吊销|注销|撤销|歇业|清算|责令关闭'
    union
    select owing.id, 'stale-file', '' from owing
    where owing.changed_at < ${day}::date - ${staleAfterDays}::int
    union
    select owing.id, 'gap', gap.field from owing
    cross join lateral (values
      ('officialNumber', owing.is_partial),
      ('mobile', owing.kind = 'person' and owing.mobile_hash is null),
      ('companyType', owing.kind = 'company' and owing.company_type is null),
      ('industrySection', owing.kind = 'company' and owing.industry_section is null)
    ) as gap(field, is_missing)
    where gap.is_missing`
}

/** Writes down what is newly wrong, and settles what is no longer; how many of each. */
export async function refreshIssues(
  tx: Tx,
  institutionId: string,
  { day, at }: { day: Day; at: Date },
): Promise<{ found: number; settled: number }> {
  const { rows } = await sql<{ found: number; settled: number }>`
    with owing as materialized (
      select c.* from (
        select * from customer where institution_id = ${institutionId} and ${hasGaps}
        union all
        select * from customer where institution_id = ${institutionId} and not ${hasGaps}
          and changed_at < ${day}::date - ${staleAfterDays}::int
      ) c
      where c.status in ('active', 'frozen') and exists (select 1 from loan l
        where l.institution_id = c.institution_id and l.customer_id = c.id and l.status = 'active')
    ), cause as materialized (${causes(institutionId, day)}
    ), gone as (
      update quality_issue q set state = 'settled', closed_at = ${at}
      where q.institution_id = ${institutionId} and q.state <> 'settled'
        and not exists (select 1 from cause
          where cause.customer_id = q.customer_id and cause.kind = q.kind and cause.field = q.field)
      returning q.id
    ), numbered as (
      select cause.*, row_number() over (partition by cause.kind order by cause.customer_id, cause.field) as place
      from cause
      where not exists (select 1 from quality_issue q
        where q.institution_id = ${institutionId} and q.customer_id = cause.customer_id
          and q.kind = cause.kind and q.field = cause.field and q.state <> 'settled')
    ), news as (
      insert into quality_issue (institution_id, id, customer_id, kind, field, owner_id, found_on, state)
      select ${institutionId}, gen_random_uuid(), numbered.customer_id, numbered.kind, numbered.field,
        c.officer_id, ${day}, 'open'
      from numbered
      join customer c on c.institution_id = ${institutionId} and c.id = numbered.customer_id
      where numbered.place <= ${mostPerKind} and c.merged_into is null and c.status <> 'closed'
      returning id
    )
    select (select count(*)::int from news) as found, (select count(*)::int from gone) as settled`.execute(
    tx,
  )
  return rows[0] ?? { found: 0, settled: 0 }
}
